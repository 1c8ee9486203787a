//! The code of a territory, from its code or, for regions and above, its name.

use pas_cube::dimension::MACRO_AREAS;

use super::figure::Level;

/// Regions: ISTAT code and name. Source: ISTAT, codici delle unità territoriali.
const REGIONS: [(&str, &str); 20] = [
    ("01", "Piemonte"),
    ("02", "Valle d'Aosta"),
    ("03", "Lombardia"),
    ("04", "Trentino-Alto Adige"),
    ("05", "Veneto"),
    ("06", "Friuli-Venezia Giulia"),
    ("07", "Liguria"),
    ("08", "Emilia-Romagna"),
    ("09", "Toscana"),
    ("10", "Umbria"),
    ("11", "Marche"),
    ("12", "Lazio"),
    ("13", "Abruzzo"),
    ("14", "Molise"),
    ("15", "Campania"),
    ("16", "Puglia"),
    ("17", "Basilicata"),
    ("18", "Calabria"),
    ("19", "Sicilia"),
    ("20", "Sardegna"),
];

/// Macro-areas that ISTAT joins out of its five.
const JOINED: [(&str, &str); 4] = [
    ("N", "Nord"),
    ("M", "Mezzogiorno"),
    ("M", "Sud e Isole"),
    ("CN", "Centro-Nord"),
];

/// The code; none where the text is neither a code nor a name of this level.
pub(crate) fn code(level: Level, text: &str) -> Option<String> {
    let is_code = |holds: bool| holds.then(|| text.to_owned());
    match level {
        Level::Comune => is_code(digits(text, 6) || is_belfiore(text)),
        Level::Ats => is_code(!text.is_empty()),
        Level::Provincia => {
            let plate = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
            is_code(plate || digits(text, 3))
        }
        Level::Regione => named(text, REGIONS.into_iter()),
        Level::Ripartizione => {
            let five = MACRO_AREAS.iter().map(|(code, name, _)| (*code, *name));
            named(text, five.chain(JOINED))
        }
        Level::Italia => named(text, [("IT", "Italia")].into_iter()),
    }
}

fn named(
    text: &str,
    mut all: impl Iterator<Item = (&'static str, &'static str)>,
) -> Option<String> {
    let wanted = letters(text);
    let found = all.find(|(code, name)| text == *code || letters(name) == wanted);
    found.map(|(code, _)| code.to_owned())
}

/// What a text of this level must be, Italian.
pub(crate) const fn expected(level: Level) -> &'static str {
    match level {
        Level::Comune => "il codice ISTAT di sei cifre o il codice Belfiore",
        Level::Ats => "il codice dell'ambito",
        Level::Provincia => "la sigla di due lettere maiuscole o il codice ISTAT di tre cifre",
        Level::Regione => "il codice ISTAT di due cifre o il nome",
        Level::Ripartizione => "NO, NE, CE, SU, IS, N, M, CN o il nome",
        Level::Italia => "IT",
    }
}

fn digits(text: &str, n: usize) -> bool {
    text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_belfiore(text: &str) -> bool {
    text.len() == 4
        && text.starts_with(|letter: char| letter.is_ascii_uppercase())
        && text.get(1..).is_some_and(|rest| digits(rest, 3))
}

/// The first of two names of a region in two languages, letters alone, small.
fn letters(name: &str) -> String {
    let first = name.split('/').next().unwrap_or_default();
    let letters = first.chars().filter(|letter| letter.is_alphabetic());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Level, code};

    #[test]
    fn codes_and_names_are_read() {
        for (level, text, expected) in [
            (Level::Comune, "015146", Some("015146")),
            (Level::Comune, "F205", Some("F205")),
            (Level::Comune, "Milano", None),
            (Level::Provincia, "BZ", Some("BZ")),
            (Level::Provincia, "021", Some("021")),
            (Level::Provincia, "Bolzano", None),
            (Level::Regione, "02", Some("02")),
            (Level::Regione, "Valle d’Aosta", Some("02")),
            (Level::Regione, "VALLE D'AOSTA/VALLÉE D'AOSTE", Some("02")),
            (Level::Regione, "Trentino Alto Adige", Some("04")),
            (Level::Regione, "21", None),
            (Level::Ripartizione, "nord-ovest", Some("NO")),
            (Level::Ripartizione, "Sud e Isole", Some("M")),
            (Level::Italia, "ITALIA", Some("IT")),
            (Level::Italia, "01", None),
        ] {
            assert_eq!(code(level, text).as_deref(), expected, "{text}");
        }
    }
}
