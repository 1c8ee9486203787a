//! What an OpenDocument sheet and an OpenDocument text have in common: the archive, and text in XML.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The archive of a document of `media_type`, with `parts` by name.
pub(crate) fn packed<'a>(
    media_type: &str,
    parts: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<Vec<u8>, std::io::Error> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    // The standard wants the type first, and as it is.
    archive.start_file("mimetype", stored)?;
    archive.write_all(media_type.as_bytes())?;
    for (name, bytes) in parts {
        archive.start_file(name, deflated)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Text for XML 1.0: its signs escaped, what it cannot hold left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_written_out() {
        for (text, xml) in [
            ("Mensa & <trasporto>", "Mensa &amp; &lt;trasporto&gt;"),
            ("a\u{1}b\nc", "ab c"),
            ("a\u{ffff}b", "ab"),
        ] {
            assert_eq!(escaped(text), xml);
        }
    }
}
