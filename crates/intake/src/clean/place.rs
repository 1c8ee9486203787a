//! Comuni and birthplaces: Belfiore codes, ISTAT codes with or without leading zeros, names.

use jiff::civil::Date;
use pas_catalogue::{Catalogue, Comune};

use super::text::repaired_mojibake;
use super::{Cleaned, Note, country, nothing};
use crate::cell::Cell;

/// Reads a birthplace into the Belfiore code of a comune of that day or of a foreign country.
pub(crate) fn birthplace(
    cell: &Cell,
    born: Option<Date>,
    catalogue: &Catalogue,
) -> Cleaned<String> {
    match comune_at(cell, born, catalogue) {
        Cleaned::Unusable(note) => {
            let text = cell.trimmed();
            // `Tirana (Albania)`, `Tirana - Albania`: the country stands behind the town.
            let tail = text.rsplit(['(', '-', ',', '/']).next().unwrap_or("");
            let tail = tail.trim_matches([')', ' ']);
            let upper = text.to_uppercase();
            let found = catalogue
                .country_by_belfiore(&upper)
                .or_else(|| country::by_name(&text, catalogue))
                .or_else(|| country::by_name(tail, catalogue).filter(|_| tail.len() > 3));
            match found.and_then(|country| country.belfiore.clone()) {
                Some(code) => Cleaned::Clean(code),
                None => Cleaned::Unusable(note),
            }
        }
        cleaned => cleaned,
    }
}

/// Reads a comune of residence, as it is on `today`. A comune that has merged gives its successor.
pub(crate) fn residence(cell: &Cell, today: Date, catalogue: &Catalogue) -> Cleaned<String> {
    let cleaned = comune_at(cell, Some(today), catalogue);
    let (code, note) = match cleaned {
        Cleaned::Clean(code) => (code, None),
        Cleaned::Repaired(code, note) => (code, Some(note)),
        other => return other,
    };
    if catalogue.comune_by_belfiore(&code, today).is_some() {
        return Cleaned::Clean(code).or_note(note);
    }
    let text = cell.trimmed();
    match catalogue.successor_of(&code, today) {
        Some(successor) => Cleaned::repaired(
            successor.belfiore.clone(),
            "comune-fuso",
            format!(
                "«{text}» non è più un comune: letto {}, in cui è confluito",
                successor.name
            ),
        ),
        None => Cleaned::unusable(
            "comune-soppresso",
            format!(
                "«{text}» non è più un comune e non si sa in quale sia confluito: scrivi il comune di oggi"
            ),
        ),
    }
}

/// Reads a comune that existed on `on`, or at any date when that is not known.
fn comune_at(cell: &Cell, on: Option<Date>, catalogue: &Catalogue) -> Cleaned<String> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    let text = cell.trimmed();
    let text = repaired_mojibake(&text).unwrap_or_else(|| text.into_owned());
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return by_istat(&text, on, catalogue);
    }
    let upper = text.to_uppercase();
    if upper.len() == 4
        && let Some(comune) = catalogue.comune_by_belfiore_any_date(&upper)
    {
        return Cleaned::Clean(comune.belfiore.clone());
    }
    by_name(&text, on, catalogue)
}

fn by_istat(text: &str, on: Option<Date>, catalogue: &Catalogue) -> Cleaned<String> {
    let code = format!("{text:0>6}");
    let dated = on.and_then(|on| catalogue.comune_by_istat(&code, on));
    let Some(comune) = dated.or_else(|| catalogue.comune_by_istat_any_date(&code)) else {
        return unknown(text);
    };
    let note = (text.len() < code.len()).then(|| {
        let message = format!(
            "«{text}» ha perso gli zeri iniziali: letto {code}, {}",
            comune.name
        );
        Note::new("zeri-iniziali", message)
    });
    Cleaned::Clean(comune.belfiore.clone()).or_note(note)
}

fn by_name(text: &str, on: Option<Date>, catalogue: &Catalogue) -> Cleaned<String> {
    let dated = on
        .map(|on| catalogue.comuni_by_name(text, on))
        .unwrap_or_default();
    let (found, is_dated) = if dated.is_empty() {
        (catalogue.comuni_by_name_any_date(text), false)
    } else {
        (dated, true)
    };
    let mut codes: Vec<&Comune> = Vec::new();
    for comune in found {
        if codes.iter().all(|other| other.belfiore != comune.belfiore) {
            codes.push(comune);
        }
    }
    match codes.as_slice() {
        [] => unknown(text),
        [comune] => {
            let note = (!is_dated && on.is_some()).then(|| {
                let message = format!(
                    "«{text}» non era un comune in quella data: tenuto {} ({})",
                    comune.full_name(),
                    comune.belfiore
                );
                Note::new("comune-di-altra-data", message)
            });
            Cleaned::Clean(comune.belfiore.clone()).or_note(note)
        }
        several => {
            let named: Vec<String> = several
                .iter()
                .map(|comune| format!("{} ({})", comune.name, comune.province))
                .collect();
            Cleaned::unusable(
                "comune-omonimo",
                format!(
                    "«{text}» è il nome di più comuni: {}; aggiungi la sigla della provincia",
                    named.join(", ")
                ),
            )
        }
    }
}

fn unknown(text: &str) -> Cleaned<String> {
    Cleaned::unusable(
        "comune-sconosciuto",
        format!(
            "«{text}» non è un comune dell'elenco: scrivi il nome per intero o il codice catastale"
        ),
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use pas_catalogue::Catalogue;

    use super::{birthplace, residence};
    use crate::cell::Cell;
    use crate::clean::Cleaned;

    fn shown(cleaned: Cleaned<String>) -> String {
        match cleaned {
            Cleaned::Clean(code) => code,
            Cleaned::Repaired(code, note) => format!("{code} {}", note.code),
            Cleaned::Unusable(note) => note.code.to_owned(),
            Cleaned::Blank => "blank".to_owned(),
        }
    }

    #[test]
    fn residences_are_comuni_of_today() {
        for (text, expected) in [
            ("Vergato", "L762"),
            ("VERGATO (BO)", "L762"),
            ("L762", "L762"),
            ("037059", "L762"),
            ("37059", "L762 zeri-iniziali"),
            ("Bazzano", "M320 comune-fuso"),
            ("Crespellano", "M320 comune-fuso"),
            ("Valsamoggia", "M320"),
            ("Bolzano/Bozen", "A952"),
            ("Paperopoli", "comune-sconosciuto"),
            ("999999", "comune-sconosciuto"),
        ] {
            let found = residence(
                &Cell::Text(text.to_owned()),
                date(2026, 11, 23),
                Catalogue::builtin(),
            );
            assert_eq!(shown(found), expected, "{text}");
        }
    }

    #[test]
    fn birthplaces_are_comuni_of_that_day_or_countries() {
        let on = |year: i16| -> Option<Date> { Some(date(year, 5, 1)) };
        for (text, born, expected) in [
            ("Crespellano", on(1950), "D158"),
            ("Porretta Terme", on(1980), "A558"),
            ("BOLOGNA", on(1950), "A944"),
            ("Albania", on(1980), "Z100"),
            ("Tirana (Albania)", on(1980), "Z100"),
            ("Z129", on(1980), "Z129"),
            ("Valsamoggia", on(1950), "M320 comune-di-altra-data"),
            ("Vattelapesca", on(1950), "comune-sconosciuto"),
        ] {
            let found = birthplace(&Cell::Text(text.to_owned()), born, Catalogue::builtin());
            assert_eq!(shown(found), expected, "{text}");
        }
    }
}
