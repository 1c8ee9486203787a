//! A report as an OpenDocument text: to read, to print, and above all to go on writing in.
//!
//! Headings, captions and the table of contents are the word processor's own, so that what the
//! office adds is numbered with ours.

mod content;
mod parts;
mod styles;
mod xml;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::model::Report;
use crate::error::AppError;

/// The media type, which also stands in the file, first and plain.
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";

/// Writes the document.
pub fn to_odt(report: &Report) -> Result<Vec<u8>, AppError> {
    let pictures = parts::pictures(report)?;
    let failed = |error: std::io::Error| AppError::system("scrivere il documento", error);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut put = |name: &str, bytes: &[u8], options| -> Result<(), AppError> {
        zip.start_file(name, options)
            .map_err(|error| failed(error.into()))?;
        zip.write_all(bytes).map_err(failed)
    };
    put("mimetype", MEDIA_TYPE.as_bytes(), plain)?;
    put(
        "content.xml",
        content::content(report, &pictures).as_bytes(),
        packed,
    )?;
    put("styles.xml", styles::styles(report).as_bytes(), packed)?;
    put("meta.xml", parts::meta(report).as_bytes(), packed)?;
    for picture in &pictures {
        put(&picture.name, &picture.bytes, packed)?;
    }
    put(
        "META-INF/manifest.xml",
        parts::manifest(&pictures).as_bytes(),
        packed,
    )?;
    let done = zip.finish().map_err(|error| failed(error.into()))?;
    Ok(done.into_inner())
}
