//! Countries: ISO and ANPR codes, with or without their leading zeros, or names.

use pas_catalogue::{Catalogue, Country, ITALY_ANPR, ITALY_SIUSS, NOT_AVAILABLE_SIUSS, fold_name};

use super::{Cleaned, nothing};
use crate::cell::Cell;

/// Nationalities as offices write them where the country's name is meant.
const ADJECTIVES: &[(&str, &str)] = &[
    ("ITALIANA", "Italia"),
    ("ITALIANO", "Italia"),
    ("ITA", "Italia"),
    ("RUMENA", "Romania"),
    ("ROMENA", "Romania"),
    ("ALBANESE", "Albania"),
    ("MAROCCHINA", "Marocco"),
    ("UCRAINA", "Ucraina"),
    ("CINESE", "Cina"),
    ("TUNISINA", "Tunisia"),
    ("PAKISTANA", "Pakistan"),
    ("BULGARA", "Bulgaria"),
    ("MOLDAVA", "Moldova"),
    ("MOLDAVIA", "Moldova"),
    ("POLACCA", "Polonia"),
    ("FRANCESE", "Francia"),
    ("TEDESCA", "Germania"),
    ("SPAGNOLA", "Spagna"),
];

/// A country, or one of two that only the rest of the row can tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// ISO 3166 numeric, three digits.
    Code(String),
    /// `100`: Bulgaria by ISO, Italia by ANPR.
    BulgariaOrItaly,
}

/// Reads a country into its ISO numeric code.
pub(crate) fn country(cell: &Cell, catalogue: &Catalogue) -> Cleaned<Found> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    let text = cell.trimmed();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return by_number(&text, catalogue);
    }
    let upper = text.to_uppercase();
    let coded = (upper.len() == 4)
        .then(|| catalogue.country_by_belfiore(&upper))
        .flatten();
    match coded.or_else(|| by_name(&text, catalogue)) {
        Some(country) => with_code(&text, country),
        None => unknown(&text),
    }
}

/// The country of that name, nationality or ISO letters.
pub(crate) fn by_name<'a>(text: &str, catalogue: &'a Catalogue) -> Option<&'a Country> {
    let key = fold_name(text);
    let adjective = ADJECTIVES.iter().find(|(adjective, _)| *adjective == key);
    let name = adjective.map_or(text, |(_, name)| *name);
    catalogue.country_by_name(name).or_else(|| {
        let letters = |country: &&Country| {
            country.iso_alpha2.as_deref() == Some(key.as_str())
                || country.iso_alpha3.as_deref() == Some(key.as_str())
        };
        let is_code = text.len() == key.len() && matches!(key.len(), 2 | 3);
        is_code
            .then(|| catalogue.countries().iter().find(letters))
            .flatten()
    })
}

fn with_code(text: &str, country: &Country) -> Cleaned<Found> {
    match &country.siuss {
        Some(code) => Cleaned::Clean(Found::Code(code.clone())),
        None => Cleaned::unusable(
            "nazione-senza-codice",
            format!("«{text}» non ha un codice ISO attestato: chiedi a INPS quale codice vuole"),
        ),
    }
}

fn by_number(text: &str, catalogue: &Catalogue) -> Cleaned<Found> {
    let code = format!("{text:0>3}");
    if code == ITALY_ANPR {
        return Cleaned::repaired(
            Found::BulgariaOrItaly,
            "nazione-codice-anpr",
            "«100» è il codice ANPR dell'Italia: letto 380, il codice ISO",
        );
    }
    let iso = code == NOT_AVAILABLE_SIUSS || catalogue.country_by_siuss(&code).is_some();
    if iso && text.len() == code.len() {
        return Cleaned::Clean(Found::Code(code));
    }
    if iso {
        let message = format!("«{text}» ha perso gli zeri iniziali: letto {code}");
        return Cleaned::repaired(Found::Code(code), "zeri-iniziali", message);
    }
    match catalogue.siuss_from_anpr(&code) {
        Some(siuss) => {
            let message = format!("«{text}» è un codice ANPR: letto {siuss}, il codice ISO");
            Cleaned::repaired(
                Found::Code(siuss.to_owned()),
                "nazione-codice-anpr",
                message,
            )
        }
        None => unknown(text),
    }
}

fn unknown(text: &str) -> Cleaned<Found> {
    Cleaned::unusable(
        "nazione-sconosciuta",
        format!(
            "«{text}» non è una nazione dell'elenco: scrivi il codice ISO di tre cifre (Italia {ITALY_SIUSS})"
        ),
    )
}

#[cfg(test)]
mod tests {
    use pas_catalogue::Catalogue;

    use super::{Found, country};
    use crate::cell::Cell;
    use crate::clean::Cleaned;

    #[test]
    fn countries_however_they_are_written() {
        for (text, expected) in [
            ("380", "380"),
            ("008", "008"),
            ("8", "008 zeri-iniziali"),
            ("Italia", "380"),
            ("ITALIANA", "380"),
            ("Romania", "642"),
            ("RO", "642"),
            ("Z129", "642"),
            ("235", "642 nazione-codice-anpr"),
            ("100", "? nazione-codice-anpr"),
            ("990", "990"),
            ("Atlantide", "nazione-sconosciuta"),
            ("Kosovo", "nazione-senza-codice"),
        ] {
            let shown = |found| match found {
                Found::Code(code) => code,
                Found::BulgariaOrItaly => "?".to_owned(),
            };
            let found = match country(&Cell::Text(text.to_owned()), Catalogue::builtin()) {
                Cleaned::Clean(found) => shown(found),
                Cleaned::Repaired(found, note) => format!("{} {}", shown(found), note.code),
                Cleaned::Unusable(note) => note.code.to_owned(),
                Cleaned::Blank => "blank".to_owned(),
            };
            assert_eq!(found, expected, "{text}");
        }
    }
}
