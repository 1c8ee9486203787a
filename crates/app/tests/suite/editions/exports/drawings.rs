//! SVG, PNG and PDF: what can be drawn is drawn with its notes, and every answer has a PDF.

use pas_app::AppError;
use pas_app::editions::export::{Export, Format};

/// Whether the answer can be drawn; where it can, that it is.
pub(super) fn are(export: &Export, text: &str) -> bool {
    let pdf = export.write(Format::Pdf).expect(text);
    assert!(pdf.starts_with(b"%PDF-1.7"), "{text}");
    let svg = match export.write(Format::Svg) {
        Ok(svg) => String::from_utf8(svg).expect("text"),
        Err(AppError::Invalid(why)) => {
            assert!(!why.is_empty(), "{text}");
            return false;
        }
        Err(error) => panic!("{text}: {error}"),
    };
    assert!(svg.trim_end().ends_with("</svg>"), "{text}");
    for words in ["Titolo", "Edizione", "Fonte", "Riservatezza", "Indirizzo"] {
        assert!(svg.contains(words), "{text}: {words} in {svg}");
    }
    let png = export.write(Format::Png).expect(text);
    assert!(png.starts_with(b"\x89PNG"), "{text}");
    true
}
