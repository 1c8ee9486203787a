//! What stands beside the content: the list of files, what the document says of itself, the pictures.

use std::fmt::Write as _;

use super::super::model::{Figure, Report};
use super::MEDIA_TYPE;
use super::xml::{HEAD, SPACES, VERSION};
use crate::error::AppError;
use crate::open_document::escaped;

/// A picture in the file.
pub(super) struct Picture {
    /// Name in the file.
    pub(super) name: String,
    /// Media type.
    pub(super) media_type: &'static str,
    /// The number of its figure.
    pub(super) figure: usize,
    /// Height for a width of one.
    pub(super) height: f64,
    pub(super) bytes: Vec<u8>,
}

/// Pixels for each unit of a drawing.
const SCALE: f32 = 2.0;

/// The pictures of the figures: each as SVG, and as PNG for who cannot draw that.
pub(super) fn pictures(report: &Report) -> Result<Vec<Picture>, AppError> {
    let mut pictures = Vec::new();
    for figure in report.figures() {
        pictures.extend(of_figure(figure)?);
    }
    Ok(pictures)
}

fn of_figure(figure: &Figure) -> Result<[Picture; 2], AppError> {
    let svg = figure.chart.for_file(&[]);
    let png = pas_print::to_png(&svg, SCALE);
    let png = png.map_err(|error| AppError::system("disegnare una figura", error))?;
    let height = height(&svg);
    let picture = |ending, media_type, bytes| Picture {
        name: format!("Pictures/figura-{}.{ending}", figure.number),
        media_type,
        figure: figure.number,
        height,
        bytes,
    };
    Ok([
        picture("svg", "image/svg+xml", svg.into_bytes()),
        picture("png", "image/png", png),
    ])
}

/// The height of a drawing of width one, by its `viewBox`.
fn height(svg: &str) -> f64 {
    let view = svg.split("viewBox=\"").nth(1);
    let numbers = view.and_then(|rest| rest.split('"').next()).unwrap_or("");
    let numbers: Vec<f64> = numbers
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    match numbers.as_slice() {
        [_, _, width, height] if *width > 0.0 => height / width,
        _ => 0.6,
    }
}

pub(super) fn manifest(pictures: &[Picture]) -> String {
    let mut files = String::new();
    for name in ["content.xml", "styles.xml", "meta.xml"] {
        entry(&mut files, name, "text/xml");
    }
    for picture in pictures {
        entry(&mut files, &picture.name, picture.media_type);
    }
    format!(
        "{HEAD}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" \
         manifest:media-type=\"{MEDIA_TYPE}\"/>{files}</manifest:manifest>"
    )
}

fn entry(files: &mut String, name: &str, media_type: &str) {
    let _ = write!(
        files,
        "<manifest:file-entry manifest:full-path=\"{name}\" manifest:media-type=\"{media_type}\"/>"
    );
}

pub(super) fn meta(report: &Report) -> String {
    format!(
        "{HEAD}<office:document-meta {SPACES} {VERSION}><office:meta>\
         <meta:generator>PAS</meta:generator><dc:creator>{}</dc:creator><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
         <dc:description>{}</dc:description><dc:language>it-IT</dc:language></office:meta></office:document-meta>",
        escaped(&report.publisher),
        escaped(&report.title),
        escaped(&format!(
            "Edizione {}: {}",
            report.edition, report.edition_title
        )),
        escaped(&report.confidentiality),
    )
}

#[cfg(test)]
mod tests {
    use super::height;

    #[test]
    #[expect(clippy::float_cmp, reason = "halves are exact")]
    fn a_drawing_keeps_its_shape() {
        assert_eq!(height("<svg viewBox=\"0 0 800 400\">"), 0.5);
        assert_eq!(height("<svg>"), 0.6);
    }
}
