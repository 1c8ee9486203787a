//! Text of any usual encoding, decoded piece by piece into UTF-8.

use std::io::Read;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::TextEncoding;
use super::sniff::{Utf16, utf16_of};

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
const CHUNK: usize = 64 * 1024;

/// Single-byte encodings that an Italian office's program may write. Any other guess is noise in a
/// short sample, and Windows-1252 is meant.
const PLAUSIBLE: &[&str] = &["windows-1250", "ISO-8859-2", "ISO-8859-15", "windows-1257"];

/// Reads bytes and gives UTF-8.
pub(crate) struct TextReader<R> {
    reader: R,
    encoding: TextEncoding,
    way: Way,
    chunk: Vec<u8>,
    /// Bytes that were not UTF-8 in a text that is UTF-8 otherwise.
    n_foreign_bytes: u64,
}

enum Way {
    /// UTF-8 as long as it lasts; a byte that is none is read as Windows-1252. `pending` holds the
    /// beginning of a character whose end is in the next chunk.
    Utf8 { pending: Vec<u8> },
    /// Any other encoding.
    Decoder(Box<Decoder>),
}

impl<R: Read> TextReader<R> {
    /// A reader of text whose first bytes are `head`; they are read from `reader` once more.
    pub(crate) fn new(reader: R, head: &[u8]) -> Self {
        let (encoding, way) = detect(head);
        Self {
            reader,
            encoding,
            way,
            chunk: vec![0; CHUNK],
            n_foreign_bytes: 0,
        }
    }

    /// The encoding found.
    pub(crate) const fn encoding(&self) -> TextEncoding {
        self.encoding
    }

    /// How many bytes of a UTF-8 text had to be read as Windows-1252.
    pub(crate) const fn n_foreign_bytes(&self) -> u64 {
        self.n_foreign_bytes
    }

    /// Appends the next piece of text to `out`; false at the end.
    pub(crate) fn fill(&mut self, out: &mut Vec<u8>) -> std::io::Result<bool> {
        let n_read = loop {
            match self.reader.read(&mut self.chunk) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        let bytes = self.chunk.get(..n_read).unwrap_or_default();
        let is_last = bytes.is_empty();
        match &mut self.way {
            Way::Utf8 { pending } => {
                pending.extend_from_slice(bytes);
                self.n_foreign_bytes += decode_utf8(pending, is_last, out);
            }
            Way::Decoder(decoder) => {
                let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0);
                let mut text = String::with_capacity(room);
                let _ = decoder.decode_to_string(bytes, &mut text, is_last);
                out.extend_from_slice(text.as_bytes());
            }
        }
        Ok(!is_last)
    }
}

fn detect(head: &[u8]) -> (TextEncoding, Way) {
    let decoder = |encoding: &'static Encoding| Way::Decoder(Box::new(encoding.new_decoder()));
    match utf16_of(head) {
        Some(Utf16::LittleEndian) => return (TextEncoding::Utf16Le, decoder(UTF_16LE)),
        Some(Utf16::BigEndian) => return (TextEncoding::Utf16Be, decoder(UTF_16BE)),
        None => {}
    }
    let utf8 = Way::Utf8 {
        pending: Vec::new(),
    };
    if head.starts_with(UTF8_MARK) {
        return (TextEncoding::Utf8Bom, utf8);
    }
    if looks_like_utf8(head) {
        return (TextEncoding::Utf8, utf8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    let guess = detector.guess(Some(b"it"), Utf8Detection::Deny);
    if PLAUSIBLE.contains(&guess.name()) {
        return (TextEncoding::Other(guess.name()), decoder(guess));
    }
    (TextEncoding::Windows1252, decoder(WINDOWS_1252))
}

/// Whether the bytes are UTF-8, or all but a few stray ones: a file glued from two programs.
fn looks_like_utf8(head: &[u8]) -> bool {
    let Err(error) = std::str::from_utf8(head) else {
        return true;
    };
    if error.error_len().is_none() {
        // Only the sample's last character is cut.
        return true;
    }
    let (mut right, mut stray) = (0, 0);
    for chunk in head.utf8_chunks() {
        right += chunk
            .valid()
            .chars()
            .filter(|letter| !letter.is_ascii())
            .count();
        stray += usize::from(!chunk.invalid().is_empty());
    }
    right > 2 * stray
}

/// Moves what is complete of `pending` to `out`; returns how many bytes were not UTF-8.
fn decode_utf8(pending: &mut Vec<u8>, is_last: bool, out: &mut Vec<u8>) -> u64 {
    let mut n_foreign = 0;
    let mut rest = pending.as_slice();
    loop {
        let Err(error) = std::str::from_utf8(rest) else {
            out.extend_from_slice(rest);
            rest = &[];
            break;
        };
        let (valid, after) = rest.split_at(error.valid_up_to());
        out.extend_from_slice(valid);
        let n_bad = match error.error_len() {
            Some(n_bad) => n_bad,
            None if is_last => after.len(),
            None => {
                rest = after;
                break;
            }
        };
        let (bad, after) = after.split_at(n_bad);
        out.extend_from_slice(WINDOWS_1252.decode_without_bom_handling(bad).0.as_bytes());
        n_foreign += bad.len() as u64;
        rest = after;
    }
    let n_done = pending.len() - rest.len();
    pending.drain(..n_done);
    n_foreign
}

#[cfg(test)]
mod tests {
    use super::{TextEncoding, TextReader};

    fn decode(bytes: &[u8]) -> (String, TextEncoding, u64) {
        let mut reader = TextReader::new(bytes, bytes);
        let mut out = Vec::new();
        while reader.fill(&mut out).expect("memory") {}
        let text = String::from_utf8(out).expect("UTF-8");
        (text, reader.encoding(), reader.n_foreign_bytes())
    }

    #[test]
    fn reads_every_usual_encoding() {
        let utf16 = |order: fn(u16) -> [u8; 2], mark: bool| {
            let text = if mark {
                "\u{feff}Nicolò;1"
            } else {
                "Nicolo;1;2;3;4"
            };
            text.encode_utf16().flat_map(order).collect::<Vec<u8>>()
        };
        for (bytes, text, encoding) in [
            (b"Nicol\xc3\xb2;1".to_vec(), "Nicolò;1", TextEncoding::Utf8),
            (
                b"Nicol\xf2;1".to_vec(),
                "Nicolò;1",
                TextEncoding::Windows1252,
            ),
            (b"\x80 12".to_vec(), "€ 12", TextEncoding::Windows1252),
            (
                b"\xef\xbb\xbfx".to_vec(),
                "\u{feff}x",
                TextEncoding::Utf8Bom,
            ),
            (
                utf16(u16::to_le_bytes, true),
                "Nicolò;1",
                TextEncoding::Utf16Le,
            ),
            (
                utf16(u16::to_be_bytes, true),
                "Nicolò;1",
                TextEncoding::Utf16Be,
            ),
            (
                utf16(u16::to_le_bytes, false),
                "Nicolo;1;2;3;4",
                TextEncoding::Utf16Le,
            ),
            (b"plain".to_vec(), "plain", TextEncoding::Utf8),
        ] {
            let (found, with, _) = decode(&bytes);
            assert_eq!((found.as_str(), with), (text, encoding), "{bytes:?}");
        }
    }

    #[test]
    fn a_stray_byte_in_utf8_is_read_as_windows_1252() {
        let (text, encoding, n) = decode("Nicolò à è ì\n".repeat(3).as_bytes());
        assert_eq!(
            (text.lines().count(), encoding, n),
            (3, TextEncoding::Utf8, 0)
        );
        let glued = [
            b"caff\xc3\xa8\nperch\xc3\xa9\nNicol\xc3\xb2\n".as_slice(),
            b"Nicol\xf2\n",
        ]
        .concat();
        let (text, encoding, n) = decode(&glued);
        assert!(text.ends_with("Nicolò\n"), "{text}");
        assert_eq!((encoding, n), (TextEncoding::Utf8, 1));
    }
}
