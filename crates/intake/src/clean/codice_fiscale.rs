//! Codici fiscali. Spaces and lower case are repaired; any other slip is for a person to decide.

use pas_domain::codice_fiscale::{CodiceFiscale, RepairKind, suggest_repairs};

use super::{Cleaned, nothing};
use crate::cell::Cell;

/// At most this many suggestions stand in a message.
const MAX_SUGGESTIONS: usize = 3;

/// Reads a codice fiscale of 16 characters, or one of 11 digits, which is provisional.
pub(crate) fn codice_fiscale(cell: &Cell) -> Cleaned<CodiceFiscale> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    let text = cell.trimmed();
    match CodiceFiscale::parse(&text) {
        Ok(cf) if cf.as_str() == text => Cleaned::Clean(cf),
        Ok(cf) => Cleaned::repaired(
            cf,
            "cf-scrittura",
            "codice fiscale scritto con minuscole o spazi: letto in maiuscolo e senza spazi",
        ),
        Err(_) if holds_two(&text) => Cleaned::unusable(
            "cf-doppio",
            "ci sono due codici fiscali nella stessa cella: scrivi una riga per persona",
        ),
        Err(error) => {
            // Any one character could be the wrong one: too many codes to be of help.
            let likely: Vec<String> = suggest_repairs(&text)
                .iter()
                .filter(|repair| repair.kind != RepairKind::OneCharacter)
                .take(MAX_SUGGESTIONS)
                .map(|repair| format!("«{}» ({})", repair.code, repair.kind.label()))
                .collect();
            let remedy = if likely.is_empty() {
                "controllalo sulla tessera sanitaria e correggilo".to_owned()
            } else {
                format!(
                    "forse intendeva {}; controllalo sulla tessera sanitaria e correggilo",
                    likely.join(" o ")
                )
            };
            let code = if likely.is_empty() {
                "cf-errato"
            } else {
                "cf-da-correggere"
            };
            Cleaned::unusable(code, format!("{error}: {remedy}"))
        }
    }
}

/// Two codes in one cell, however they are separated.
fn holds_two(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let (first, second) = letters.split_at(letters.len() / 2);
    let is_cf =
        |letters: &[char]| CodiceFiscale::parse(&letters.iter().collect::<String>()).is_ok();
    letters.len() == 32 && is_cf(first) && is_cf(second)
}

#[cfg(test)]
mod tests {
    use super::codice_fiscale;
    use crate::cell::Cell;
    use crate::clean::Cleaned;

    // Made up: `Provaldi Anna`, born in Bologna; no such surname is known.
    const CF: &str = "PRVNNA50A41A944";

    fn valid() -> String {
        ('A'..='Z')
            .map(|check| format!("{CF}{check}"))
            .find(|cf| pas_domain::codice_fiscale::CodiceFiscale::parse(cf).is_ok())
            .expect("one check character fits")
    }

    #[test]
    fn codes_are_clean_repaired_or_set_aside() {
        let cf = valid();
        let with = |from: usize, letter: char| {
            let mut letters: Vec<char> = cf.chars().collect();
            letters[from] = letter;
            letters.into_iter().collect::<String>()
        };
        let spaced = format!("{} {}", &cf[..6], &cf[6..]).to_lowercase();
        for (text, expected) in [
            (cf.clone(), "clean"),
            (spaced, "cf-scrittura"),
            (with(6, 'S'), "cf-da-correggere"),
            (with(8, 'Z'), "cf-errato"),
            (cf[..12].to_owned(), "cf-errato"),
            (format!("{cf} / {cf}"), "cf-doppio"),
            ("00000000000".to_owned(), "cf-errato"),
            (String::new(), "blank"),
            ("-".to_owned(), "blank"),
            ("#N/D".to_owned(), "formula-in-errore"),
        ] {
            let found = match codice_fiscale(&Cell::Text(text.clone())) {
                Cleaned::Blank => "blank",
                Cleaned::Clean(_) => "clean",
                Cleaned::Repaired(_, note) | Cleaned::Unusable(note) => note.code,
            };
            assert_eq!(found, expected, "{text}");
        }
    }
}
