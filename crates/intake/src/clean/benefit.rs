//! Codes of benefits, however they are written, or the benefit's name.

use pas_catalogue::{Catalogue, fold_name};

use super::{Cleaned, nothing};
use crate::cell::Cell;

/// Reads the code of a benefit: `A2.12`.
pub(crate) fn benefit(cell: &Cell, catalogue: &Catalogue) -> Cleaned<String> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    let text = cell.trimmed();
    if let Some((code, rest)) = code_of(&text) {
        return with_code(&text, code, rest);
    }
    let key = fold_name(&text);
    let mut named = catalogue.benefits().iter().filter(|benefit| {
        let name = benefit.name.as_deref();
        !key.is_empty() && name.is_some_and(|name| fold_name(name) == key)
    });
    match (named.next(), named.next()) {
        (Some(benefit), None) => {
            let message = format!(
                "«{text}» è la denominazione: letto il codice {}",
                benefit.code
            );
            Cleaned::repaired(benefit.code.clone(), "prestazione-per-nome", message)
        }
        _ => Cleaned::unusable(
            "prestazione-illeggibile",
            format!(
                "«{text}» non è un codice di prestazione: scrivilo come A2.12 (Tabella 1 del DM 206/2014)"
            ),
        ),
    }
}

fn with_code(text: &str, code: String, rest: &str) -> Cleaned<String> {
    // `A2.12 - Mensa` is fine: the code, then its name.
    let is_named = rest.starts_with([' ', '-', ':', '–', '_']);
    if text == code || (text.starts_with(&code) && is_named) {
        return Cleaned::Clean(code);
    }
    let message = format!("«{text}» non è scritto come nella Tabella 1: letto {code}");
    Cleaned::repaired(code, "prestazione-scrittura", message)
}

/// The code at the beginning of a text, with its leading zeros, and what follows it. Digits after
/// the first dot come in pairs: `A2.8` has lost a zero.
fn code_of(text: &str) -> Option<(String, &str)> {
    let mut letters = text.char_indices().peekable();
    let (_, group) = letters.next()?;
    let group = group.to_ascii_uppercase();
    if !matches!(group, 'A' | 'Z') {
        return None;
    }
    let mut parts: Vec<String> = vec![String::new()];
    let mut end = 1;
    for (at, letter) in letters {
        let n_parts = parts.len();
        let last = parts.last_mut()?;
        match letter {
            '0'..='9' if last.len() < 2 => last.push(letter),
            '.' | ',' if !last.is_empty() && n_parts < 4 => parts.push(String::new()),
            ' ' if last.is_empty() => {}
            _ => {
                end = at;
                break;
            }
        }
        end = at + letter.len_utf8();
    }
    if parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    let (first, others) = parts.split_first()?;
    if first.len() != 1 || others.is_empty() {
        return None;
    }
    let others: Vec<String> = others.iter().map(|part| format!("{part:0>2}")).collect();
    let rest = text.get(end..).unwrap_or("");
    let goes_on = rest.starts_with(|letter: char| letter.is_alphanumeric());
    (!goes_on).then(|| (format!("{group}{first}.{}", others.join(".")), rest))
}

#[cfg(test)]
mod tests {
    use pas_catalogue::Catalogue;

    use super::benefit;
    use crate::cell::Cell;
    use crate::clean::Cleaned;

    #[test]
    fn codes_however_they_are_written() {
        for (text, expected) in [
            ("A2.12", "A2.12"),
            ("A1.05.01", "A1.05.01"),
            ("A2.12 - Mensa", "A2.12"),
            ("a2.12", "A2.12 prestazione-scrittura"),
            ("A 2.12", "A2.12 prestazione-scrittura"),
            ("A2,12", "A2.12 prestazione-scrittura"),
            ("A2.8", "A2.08 prestazione-scrittura"),
            ("Buoni spesa o buoni pasto", "A1.06 prestazione-per-nome"),
            ("Mensa", "prestazione-illeggibile"),
            ("A2", "prestazione-illeggibile"),
            ("A2.123", "prestazione-illeggibile"),
            ("A2.12bis", "prestazione-illeggibile"),
        ] {
            let found = match benefit(&Cell::Text(text.to_owned()), Catalogue::builtin()) {
                Cleaned::Clean(code) => code,
                Cleaned::Repaired(code, note) => format!("{code} {}", note.code),
                Cleaned::Unusable(note) => note.code.to_owned(),
                Cleaned::Blank => "blank".to_owned(),
            };
            assert_eq!(found, expected, "{text}");
        }
    }
}
