//! A report as an OpenDocument text: to read, to print, and above all to go on writing in.
//!
//! Headings, captions and the table of contents are the word processor's own, so that what the
//! office adds is numbered with ours.

mod content;
mod parts;
mod styles;
mod xml;

use super::model::Report;
use crate::error::AppError;
use crate::open_document::packed;

/// The media type, which also stands in the file, first and plain.
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";

/// Writes the document.
pub fn to_odt(report: &Report) -> Result<Vec<u8>, AppError> {
    let pictures = parts::pictures(report)?;
    let content = content::content(report, &pictures);
    let (styles, meta) = (styles::styles(report), parts::meta(report));
    let manifest = parts::manifest(&pictures);
    let texts = [
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ];
    let drawn = pictures.iter();
    let drawn = drawn.map(|picture| (picture.name.as_str(), picture.bytes.as_slice()));
    packed(MEDIA_TYPE, texts.into_iter().chain(drawn))
        .map_err(|error| AppError::system("scrivere il documento", error))
}
