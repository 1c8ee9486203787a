//! Which characters a name is made of. Source: XML 1.0, fifth edition, productions 4 and 4a.

const START: u8 = 1;
const REST: u8 = 2;

/// What each byte may do in a name; the bytes beyond ASCII are looked at apart.
const CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphabetic() || byte == b'_' || byte == b':' {
            table[byte as usize] = START | REST;
        } else if byte.is_ascii_digit() || byte == b'-' || byte == b'.' {
            table[byte as usize] = REST;
        }
        byte += 1;
    }
    table
};

/// Length in bytes of the name at the beginning of `text`; zero when there is none.
#[inline]
pub(crate) fn name_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_rest = |byte: &u8| CLASSES[usize::from(*byte)] & REST != 0;
    let length = bytes
        .iter()
        .position(|byte| !is_rest(byte))
        .unwrap_or(bytes.len());
    match (bytes.first(), bytes.get(length)) {
        (_, Some(128..)) => unicode_name_length(text),
        (Some(first), _) if CLASSES[usize::from(*first)] & START != 0 => length,
        _ => 0,
    }
}

/// The same for names with characters beyond ASCII.
#[cold]
fn unicode_name_length(text: &str) -> usize {
    let mut characters = text.char_indices();
    match characters.next() {
        Some((_, first)) if is_start(first) => {}
        _ => return 0,
    }
    characters
        .find(|(_, character)| !is_start(*character) && !is_only_rest(*character))
        .map_or(text.len(), |(end, _)| end)
}

fn is_start(character: char) -> bool {
    matches!(character,
        ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_only_rest(character: char) -> bool {
    matches!(character,
        '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// A qualified name cut at its first colon: prefix (empty when there is none) and local name.
/// A name that begins with a colon has no prefix, and no schema knows it.
#[inline]
pub(crate) fn split(name: &str) -> (&str, &str) {
    match name.split_once(':') {
        Some((prefix, local)) if !prefix.is_empty() => (prefix, local),
        _ => ("", name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_where_xml_says() {
        for (text, length) in [
            ("Nome=", 4),
            ("c:Nome ", 6),
            ("_a-1.b>", 6),
            ("1a", 0),
            ("-a", 0),
            ("", 0),
            (" a", 0),
            ("età=", 4),
            ("è", 2),
            ("a·b c", 4),
            ("a\u{d7}b", 1),
            ("\u{b7}a", 0),
            ("a\u{85}", 1),
            ("Nome", 4),
        ] {
            assert_eq!(name_length(text), length, "{text:?}");
        }
    }

    #[test]
    fn a_name_is_cut_at_its_first_colon() {
        assert_eq!(split("Nome"), ("", "Nome"));
        assert_eq!(split("c:Nome"), ("c", "Nome"));
        assert_eq!(split("a:b:c"), ("a", "b:c"));
        assert_eq!(split(":Nome"), ("", ":Nome"));
    }
}
