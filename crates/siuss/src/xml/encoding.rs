//! From the bytes of a file to its text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{locate, prolog};
use crate::unreadable::UnreadableFlow;

/// The text of a file: borrowed when it is UTF-8, which it nearly always is.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, UnreadableFlow> {
    if bytes.starts_with(prolog::USUAL_DECLARATION.as_bytes()) {
        return utf8(bytes);
    }
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, UTF_16LE),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, UTF_16BE),
        [b'<', 0, b'?', 0, ..] => utf16(bytes, UTF_16LE),
        [0, b'<', 0, b'?', ..] => utf16(bytes, UTF_16BE),
        _ => match declared_name(bytes) {
            Some(name) => declared(bytes, name),
            None => utf8(bytes),
        },
    }
}

/// Whether the file begins with a byte order mark or, after white space, with `<`.
pub(crate) fn may_be_xml(bytes: &[u8]) -> bool {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, b'<', ..] => true,
        _ => bytes.trim_ascii_start().starts_with(b"<"),
    }
}

/// The encoding that the first line names, as far as it can be read as ASCII.
fn declared_name(bytes: &[u8]) -> Option<&str> {
    let end = bytes.iter().take(1024).position(|byte| *byte == b'>')?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
    if !prolog::is_declaration(line) {
        return None;
    }
    let (_, after) = line.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split_once(quote).map(|(name, _)| name)
}

fn declared<'a>(bytes: &'a [u8], name: &str) -> Result<Cow<'a, str>, UnreadableFlow> {
    let encoding = Encoding::for_label(name.as_bytes());
    match encoding {
        Some(encoding) if encoding == UTF_8 => utf8(bytes),
        // Not what the bytes say: a file in UTF-16 would not have come here.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Err(not_text("", name)),
        Some(_) if name.eq_ignore_ascii_case("ascii") || name.eq_ignore_ascii_case("us-ascii") => {
            ascii(bytes, name)
        }
        Some(encoding) if encoding == WINDOWS_1252 && !name.contains("1252") => {
            Ok(encoding_rs::mem::decode_latin1(bytes))
        }
        Some(encoding) => table(bytes, encoding, name),
        // An impossible name is a malformed declaration: the scanner says it better.
        None if name.is_empty() => utf8(bytes),
        None => Err(UnreadableFlow::UnknownEncoding {
            encoding: name.to_owned(),
        }),
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, UnreadableFlow> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => {
            let (good, _) = bytes.split_at(error.valid_up_to());
            Err(not_text(&String::from_utf8_lossy(good), "UTF-8"))
        }
    }
}

fn ascii<'a>(bytes: &'a [u8], name: &str) -> Result<Cow<'a, str>, UnreadableFlow> {
    let good = bytes
        .iter()
        .position(|byte| !byte.is_ascii())
        .unwrap_or(bytes.len());
    let (good, bad) = bytes.split_at(good);
    let text = utf8(good)?;
    if bad.is_empty() {
        Ok(text)
    } else {
        Err(not_text(&text, name))
    }
}

/// UTF-16; the declaration inside may repeat it, or claim UTF-8 as programs that convert a file do.
fn utf16<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Result<Cow<'a, str>, UnreadableFlow> {
    let name = encoding.name();
    let (text, failed) = encoding.decode_without_bom_handling(bytes);
    if failed {
        return Err(not_text("", name));
    }
    let claim = declared_name(text.as_bytes()).unwrap_or("UTF-16");
    let fits = ["UTF-16", name]
        .iter()
        .any(|known| claim.eq_ignore_ascii_case(known));
    if fits || Encoding::for_label(claim.as_bytes()) == Some(UTF_8) {
        Ok(text)
    } else {
        Err(not_text("", claim))
    }
}

/// The bytes to which Windows-1252 gives no character.
const UNASSIGNED_1252: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

fn table<'a>(
    bytes: &'a [u8],
    encoding: &'static Encoding,
    name: &str,
) -> Result<Cow<'a, str>, UnreadableFlow> {
    let (text, failed) = encoding.decode_without_bom_handling(bytes);
    let unassigned = encoding == WINDOWS_1252 && bytes.iter().any(|b| UNASSIGNED_1252.contains(b));
    if failed || unassigned {
        return Err(not_text("", name));
    }
    Ok(text)
}

fn not_text(good: &str, encoding: &str) -> UnreadableFlow {
    let (line, column) = locate(good, good.len());
    UnreadableFlow::NotText {
        line,
        column,
        encoding: encoding.to_owned(),
    }
}
