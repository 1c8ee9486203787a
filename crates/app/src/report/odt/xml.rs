//! Text as it stands in the document, and the name spaces of OpenDocument.

use crate::open_document::escaped;

/// The name spaces of every part.
pub(super) const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
    xmlns:ooow=\"http://openoffice.org/2004/writer\"";

/// The version of OpenDocument.
pub(super) const VERSION: &str = "office:version=\"1.3\"";
/// The first line of every part.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// `text` as XML, keeping a space at the end or at the beginning, which OpenDocument would drop.
pub(super) fn spaced(text: &str) -> String {
    let trimmed = text.trim_matches(' ');
    if trimmed.len() == text.len() {
        return escaped(text);
    }
    let space = |is_there: bool| if is_there { "<text:s/>" } else { "" };
    format!(
        "{}{}{}",
        space(text.starts_with(' ') && !trimmed.is_empty()),
        escaped(trimmed),
        space(text.ends_with(' ')),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_at_the_end_stays() {
        assert_eq!(spaced("431 "), "431<text:s/>");
        assert_eq!(spaced("431"), "431");
    }
}
