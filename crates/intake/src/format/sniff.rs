//! What a file is, from its first bytes; its name's extension is not believed.

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A zip archive: XLSX, ODS, or another.
    Zip,
    /// An OLE2 container: XLS, or an encrypted XLSX, or a DOC.
    Ole,
    /// Text, perhaps CSV.
    Text,
    /// Something else: what, with its article, and the remedy.
    Other(&'static str, &'static str),
}

const EXPORT_AGAIN: &str = "Chiedi all'ufficio l'esportazione dei dati, non la stampa";
const SAVE_AS_XLSX: &str = "Aprilo con Excel o LibreOffice e salvalo come XLSX";

/// First bytes, and what they mean.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Ole),
    (b"%PDF", Kind::Other("un documento PDF", EXPORT_AGAIN)),
    (b"\x89PNG", Kind::Other("un'immagine", EXPORT_AGAIN)),
    (b"\xff\xd8\xff", Kind::Other("un'immagine", EXPORT_AGAIN)),
    (b"GIF8", Kind::Other("un'immagine", EXPORT_AGAIN)),
    (b"II*\0", Kind::Other("un'immagine", EXPORT_AGAIN)),
    (b"MM\0*", Kind::Other("un'immagine", EXPORT_AGAIN)),
    (b"{\\rtf", Kind::Other("un documento RTF", EXPORT_AGAIN)),
    (
        b"\x1f\x8b",
        Kind::Other(
            "un archivio compresso",
            "Estrai il file che contiene e carica quello",
        ),
    ),
    (
        b"7z\xbc\xaf",
        Kind::Other(
            "un archivio compresso",
            "Estrai il file che contiene e carica quello",
        ),
    ),
    (
        b"Rar!",
        Kind::Other(
            "un archivio compresso",
            "Estrai il file che contiene e carica quello",
        ),
    ),
];

/// Beginnings of marked-up text, in lower case, and what they mean.
const MARKUP: &[(&str, Kind)] = &[
    ("<!doctype html", HTML),
    ("<html", HTML),
    ("<head", HTML),
    ("<table", HTML),
    ("<meta", HTML),
    ("<style", HTML),
    ("<?xml", Kind::Other("un file XML", SAVE_AS_XLSX)),
    (
        "mime-version:",
        Kind::Other("una pagina web archiviata (MHT)", SAVE_AS_XLSX),
    ),
];

const HTML: Kind = Kind::Other(
    "una pagina HTML, anche se ha il nome di un foglio di calcolo",
    SAVE_AS_XLSX,
);

/// What a file that begins with `head` is.
pub(crate) fn kind_of(head: &[u8]) -> Kind {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return *kind;
    }
    let text = String::from_utf8_lossy(head.get(..1024.min(head.len())).unwrap_or_default());
    let text = text
        .trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
        .to_lowercase();
    if let Some((_, kind)) = MARKUP.iter().find(|(start, _)| text.starts_with(start)) {
        return if text.contains("<html") || text.contains("<table") {
            HTML
        } else {
            *kind
        };
    }
    if is_binary(head) {
        return Kind::Other("un file binario di tipo sconosciuto", SAVE_AS_XLSX);
    }
    Kind::Text
}

/// Whether control characters abound that no text has. UTF-16 is text: every other byte is zero.
fn is_binary(head: &[u8]) -> bool {
    if utf16_of(head).is_some() {
        return false;
    }
    let odd = head
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c))
        .count();
    odd * 50 > head.len()
}

/// The byte order of UTF-16 text, by its mark or by where its zero bytes stand.
pub(crate) fn utf16_of(head: &[u8]) -> Option<Utf16> {
    if head.starts_with(&[0xff, 0xfe]) {
        return Some(Utf16::LittleEndian);
    }
    if head.starts_with(&[0xfe, 0xff]) {
        return Some(Utf16::BigEndian);
    }
    let zeros = |first: usize| {
        head.iter()
            .skip(first)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if half < 4 {
        return None;
    }
    if odd * 10 > half * 8 && even * 10 < half {
        return Some(Utf16::LittleEndian);
    }
    (even * 10 > half * 8 && odd * 10 < half).then_some(Utf16::BigEndian)
}

/// Byte orders of UTF-16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Utf16 {
    /// Low byte first.
    LittleEndian,
    /// High byte first.
    BigEndian,
}

#[cfg(test)]
mod tests {
    use super::{Kind, Utf16, kind_of, utf16_of};

    #[test]
    fn the_content_decides() {
        for (head, expected) in [
            (b"PK\x03\x04....".as_slice(), "zip"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
            (b"%PDF-1.7", "other"),
            (b"  <HTML><body><table>", "other"),
            (b"<?xml version='1.0'?><Workbook>", "other"),
            (b"CF;Nome\n", "text"),
            (b"C\0F\0;\0N\0o\0m\0e\0", "text"),
            (b"\0\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02", "other"),
        ] {
            let kind = match kind_of(head) {
                Kind::Zip => "zip",
                Kind::Ole => "ole",
                Kind::Text => "text",
                Kind::Other(..) => "other",
            };
            assert_eq!(kind, expected, "{head:?}");
        }
    }

    #[test]
    fn finds_the_byte_order() {
        assert_eq!(utf16_of(b"\xff\xfeC\0"), Some(Utf16::LittleEndian));
        assert_eq!(utf16_of(b"\0C\0F\0;\0N\0o"), Some(Utf16::BigEndian));
        assert_eq!(utf16_of(b"CF;Nome;Cognome"), None);
    }
}
