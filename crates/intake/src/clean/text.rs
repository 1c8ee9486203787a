//! Names and other text: spaces, mojibake, accents written as apostrophes.

use encoding_rs::WINDOWS_1252;

use super::{Cleaned, Note, nothing};
use crate::cell::{Cell, is_space};

/// A text as written, without spaces too many.
pub(crate) fn plain(cell: &Cell) -> Cleaned<String> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    let shown = cell.trimmed();
    let text = single_spaces(&shown);
    match repaired_mojibake(&text) {
        Some(right) => {
            let message = format!("«{text}» aveva gli accenti guastati: letto «{right}»");
            Cleaned::repaired(right, "accenti-guasti", message)
        }
        None => Cleaned::Clean(text),
    }
}

/// A person's name: as [`plain`], and `NICOLO'` becomes `NICOLÒ`.
pub(crate) fn name(cell: &Cell) -> Cleaned<String> {
    if matches!(
        cell,
        Cell::Number(_) | Cell::Day(_) | Cell::Minutes(_) | Cell::Bool(_)
    ) {
        return Cleaned::unusable(
            "nome-non-testo",
            format!("«{}» non è un nome: scrivilo a lettere", cell.trimmed()),
        );
    }
    let (text, note) = match plain(cell) {
        Cleaned::Clean(text) => (text, None),
        Cleaned::Repaired(text, note) => (text, Some(note)),
        other => return other,
    };
    let right = accents_for_apostrophes(&text);
    if right == text {
        return Cleaned::Clean(text).or_note(note);
    }
    let message = format!("«{text}» ha l'apostrofo al posto dell'accento: letto «{right}»");
    Cleaned::Repaired(right, Note::new("accento-apostrofo", message))
}

fn single_spaces(text: &str) -> String {
    text.split(is_space)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// `NicolÃ²` read back as `Nicolò`: UTF-8 that some program took for Windows-1252. `None` when the
/// text is not of that kind.
pub(crate) fn repaired_mojibake(text: &str) -> Option<String> {
    if !text.contains(['Ã', 'Â', 'â']) {
        return None;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
    if unmappable {
        return None;
    }
    let mut bytes = bytes.into_owned();
    if bytes.last() == Some(&0xc3) {
        // `Ã` with its no-break space trimmed away was an `à`.
        bytes.push(0xa0);
    }
    let right = String::from_utf8(bytes).ok()?;
    (right != text).then_some(right)
}

/// An apostrophe after a final vowel is an accent: `NICOLO'`, `D'ALO'`. Short words are left alone:
/// `DE'` and `PO'` are elisions.
fn accents_for_apostrophes(text: &str) -> String {
    let word = |word: &str| {
        let body = word.strip_suffix(['\'', '’', '`', '´']);
        let Some((body, last)) = body.and_then(|body| {
            let last = body.chars().next_back()?;
            Some((body, last))
        }) else {
            return word.to_owned();
        };
        match accented(last) {
            Some(accented) if body.chars().count() > 2 => {
                let stem = body.strip_suffix(last).unwrap_or(body);
                format!("{stem}{accented}")
            }
            _ => word.to_owned(),
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

const fn accented(vowel: char) -> Option<char> {
    Some(match vowel {
        'a' => 'à',
        'e' => 'è',
        'i' => 'ì',
        'o' => 'ò',
        'u' => 'ù',
        'A' => 'À',
        'E' => 'È',
        'I' => 'Ì',
        'O' => 'Ò',
        'U' => 'Ù',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{name, repaired_mojibake};
    use crate::cell::Cell;
    use crate::clean::Cleaned;

    #[test]
    fn names_are_repaired_and_it_is_said() {
        for (raw, value, code) in [
            ("Provaldi", "Provaldi", None),
            ("  DE   ESEMPINI ", "DE ESEMPINI", None),
            ("NICOLO'", "NICOLÒ", Some("accento-apostrofo")),
            ("D'ALO'", "D'ALÒ", Some("accento-apostrofo")),
            ("D'Amico", "D'Amico", None),
            ("DE' MEDI", "DE' MEDI", None),
            ("NicolÃ²", "Nicolò", Some("accenti-guasti")),
        ] {
            let found = match name(&Cell::Text(raw.to_owned())) {
                Cleaned::Clean(found) => (found, None),
                Cleaned::Repaired(found, note) => (found, Some(note.code)),
                other => panic!("{raw}: {other:?}"),
            };
            assert_eq!(found, (value.to_owned(), code), "{raw}");
        }
        assert!(matches!(name(&Cell::Number(12.0)), Cleaned::Unusable(_)));
    }

    #[test]
    fn right_accents_are_no_mojibake() {
        assert_eq!(repaired_mojibake("Nicolò"), None);
        assert_eq!(repaired_mojibake("São João"), None);
        assert_eq!(repaired_mojibake("Châtillon"), None);
        assert_eq!(repaired_mojibake("MobilitÃ"), Some("Mobilità".to_owned()));
        assert_eq!(repaired_mojibake("â‚¬ 12"), Some("€ 12".to_owned()));
    }
}
