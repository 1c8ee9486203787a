//! References, line ends and white space inside values.

use std::borrow::Cow;

use super::{Fault, SyntaxProblem};

/// The value of an attribute: references replaced, each tab or line end turned into a space.
/// Source: XML 1.0, section 3.3.3.
pub(crate) fn attribute_value(raw: &str, at: usize) -> Result<String, Fault> {
    unescape(raw, at, |text, character| {
        text.push(match character {
            '\t' | '\n' | '\r' => ' ',
            other => other,
        });
    })
}

/// A text between tags: references replaced, every line end turned into a line feed.
/// Source: XML 1.0, sections 2.4 and 2.11.
pub(crate) fn text_value(raw: &str, at: usize) -> Result<Cow<'_, str>, Fault> {
    if let Some(end) = raw.find("]]>") {
        return Err(Fault::new(at + end, SyntaxProblem::SectionEndInText));
    }
    if !raw.contains(['&', '\r']) {
        return Ok(Cow::Borrowed(raw));
    }
    unescape(raw, at, push_line_end).map(Cow::Owned)
}

/// The text of a CDATA section: only line ends change.
pub(crate) fn section_value(raw: &str) -> Cow<'_, str> {
    if raw.contains('\r') {
        Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(raw)
    }
}

fn push_line_end(text: &mut String, character: char) {
    text.push(if character == '\r' { '\n' } else { character });
}

/// Replaces references; `push` decides on every other character. `\r\n` counts as one.
fn unescape(raw: &str, at: usize, push: impl Fn(&mut String, char)) -> Result<String, Fault> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(character) = rest.chars().next() {
        let here = at + raw.len() - rest.len();
        if character == '&' {
            let (replacement, after) = reference(rest, here)?;
            text.push(replacement);
            rest = after;
            continue;
        }
        let after = rest.strip_prefix("\r\n");
        rest = after.unwrap_or_else(|| rest.get(character.len_utf8()..).unwrap_or(""));
        push(&mut text, character);
    }
    Ok(text)
}

/// The character that a reference at the beginning of `text` means, and what follows it.
fn reference(text: &str, at: usize) -> Result<(char, &str), Fault> {
    let bad = || Fault::new(at, SyntaxProblem::BadReference);
    let body = text.strip_prefix('&').ok_or_else(bad)?;
    let (name, after) = body.split_once(';').ok_or_else(bad)?;
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => match name.strip_prefix('#') {
            Some(number) => numbered(number, at)?,
            None if super::names::name_length(name) == name.len() && !name.is_empty() => {
                return Err(Fault::new(
                    at,
                    SyntaxProblem::UnknownEntity(name.to_owned()),
                ));
            }
            None => return Err(bad()),
        },
    };
    Ok((character, after))
}

/// The character of `&#233;` or `&#xE9;`.
fn numbered(number: &str, at: usize) -> Result<char, Fault> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Err(Fault::new(at, SyntaxProblem::BadReference));
    }
    u32::from_str_radix(digits, radix)
        .ok()
        .and_then(char::from_u32)
        .filter(|character| is_allowed(*character))
        .ok_or_else(|| Fault::new(at, SyntaxProblem::ForbiddenReference))
}

/// Whether XML allows the character. Source: XML 1.0, production 2.
pub(crate) fn is_allowed(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        other => other >= ' ',
    }
}

/// Offset of the first character that XML forbids.
pub(crate) fn forbidden_character(text: &str) -> Option<(usize, char)> {
    // Nearly every file passes this look at bare bytes, which the compiler turns into vector code.
    let suspicious = text.as_bytes().chunks(512).any(|chunk| {
        let odd = chunk.iter().map(|byte| u8::from(is_suspicious(*byte)));
        odd.fold(0, std::ops::BitOr::bitor) != 0
    });
    if !suspicious {
        return None;
    }
    text.char_indices()
        .find(|(_, character)| !is_allowed(*character))
}

/// A control character, or the first byte of U+FFFE and U+FFFF.
#[inline]
fn is_suspicious(byte: u8) -> bool {
    byte == 0xEF || (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attribute_values_are_normalised() {
        for (raw, value) in [
            ("a\tb\nc\rd", "a b c d"),
            ("a\r\nb", "a b"),
            ("a&#9;b&#10;c&#xD;", "a\tb\nc\r"),
            ("&lt;&gt;&amp;&quot;&apos;", "<>&\"'"),
            ("&#xe8;&#232;&#x1F600;", "èè😀"),
            ("&amp;lt;", "&lt;"),
        ] {
            assert_eq!(attribute_value(raw, 0).as_deref(), Ok(value), "{raw:?}");
        }
    }

    #[test]
    fn texts_keep_their_white_space() {
        assert_eq!(text_value("a\tb\r\nc\rd", 0).as_deref(), Ok("a\tb\nc\nd"));
        assert_eq!(text_value("&#13;\r\n", 0).as_deref(), Ok("\r\n"));
        assert_eq!(section_value("a\r\n&amp;\r"), "a\n&amp;\n");
        assert!(matches!(text_value("a b", 0), Ok(Cow::Borrowed("a b"))));
    }

    #[test]
    fn broken_references_are_refused_where_they_stand() {
        use SyntaxProblem::{BadReference, ForbiddenReference, UnknownEntity};
        for (raw, at, problem) in [
            ("a & b", 2, BadReference),
            ("&amp", 0, BadReference),
            ("&;", 0, BadReference),
            ("&#;", 0, BadReference),
            ("&#x;", 0, BadReference),
            ("&#X41;", 0, BadReference),
            ("&#+65;", 0, BadReference),
            ("&# 65;", 0, BadReference),
            ("&#0;", 0, ForbiddenReference),
            ("&#xFFFE;", 0, ForbiddenReference),
            ("&#xD800;", 0, ForbiddenReference),
            ("&#x110000;", 0, ForbiddenReference),
            ("&#99999999999999999999;", 0, ForbiddenReference),
            ("è&egrave;", 2, UnknownEntity("egrave".to_owned())),
        ] {
            assert_eq!(
                attribute_value(raw, 0),
                Err(Fault::new(at, problem)),
                "{raw}"
            );
        }
        assert_eq!(
            text_value("a ]]> b", 5),
            Err(Fault::new(7, SyntaxProblem::SectionEndInText))
        );
    }

    #[test]
    fn forbidden_characters_are_found() {
        assert_eq!(
            forbidden_character("aè\u{fffd}\u{feff}\u{7f}\u{85}\t\r\n"),
            None
        );
        assert_eq!(forbidden_character("a\u{1}"), Some((1, '\u{1}')));
        assert_eq!(forbidden_character("è\u{fffe}"), Some((2, '\u{fffe}')));
        assert_eq!(forbidden_character("\0"), Some((0, '\0')));
    }
}
