//! Answers of SINA and SINBA assessments, as INPS's codes.

use pas_catalogue::Catalogue;
use pas_domain::flow::Field;

use super::benefit::benefit;
use super::country::{Found, country};
use super::month::month;
use super::{Cleaned, Note, nothing};
use crate::cell::Cell;

/// What kind of answer a field takes. Source: `PS_PSA_SINA201812.xsd`, `SINBA.xsd`.
enum Kind {
    /// A code without leading zeros.
    Code,
    /// A region's code of two digits.
    Region,
    /// A country.
    Country,
    /// A month, `MM/AAAA`.
    Month,
    /// A year of four digits.
    Year,
}

const fn kind_of(field: Field) -> Kind {
    match field {
        Field::FatherRegion | Field::MotherRegion | Field::MinorRegion => Kind::Region,
        Field::FatherCitizenship | Field::MotherCitizenship | Field::MinorResidenceCountry => {
            Kind::Country
        }
        Field::FirstReportMonth | Field::CourtReportMonth | Field::CourtOrderMonth => Kind::Month,
        Field::MinorBirthYear => Kind::Year,
        _ => Kind::Code,
    }
}

/// Whether a field holds several answers in one cell.
pub(crate) const fn is_list(field: Field) -> bool {
    matches!(
        field,
        Field::NeededBenefit
            | Field::CertifiedDisability
            | Field::MinorBenefit
            | Field::HouseholdMember
    )
}

/// Reads one answer.
pub(crate) fn one(cell: &Cell, field: Field, catalogue: &Catalogue) -> Cleaned<String> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    let text = cell.trimmed();
    match kind_of(field) {
        Kind::Code => code(&text, field),
        Kind::Region => padded(&text, 2, field),
        Kind::Country => match country(cell, catalogue) {
            Cleaned::Clean(Found::Code(code)) => Cleaned::Clean(code),
            Cleaned::Repaired(Found::Code(code), note) => Cleaned::Repaired(code, note),
            Cleaned::Clean(Found::BulgariaOrItaly)
            | Cleaned::Repaired(Found::BulgariaOrItaly, _) => Cleaned::unusable(
                "nazione-ambigua",
                "«100» è la Bulgaria per ISO e l'Italia per ANPR: scrivi il nome della nazione",
            ),
            Cleaned::Blank => Cleaned::Blank,
            Cleaned::Unusable(note) => Cleaned::Unusable(note),
        },
        Kind::Month => {
            month(cell, None).map(|month| format!("{:02}/{:04}", month.number(), month.year()))
        }
        Kind::Year if is_digits(&text) && text.len() == 4 => Cleaned::Clean(text.into_owned()),
        Kind::Year => not_a_code(&text, field, "un anno di quattro cifre"),
    }
}

/// Reads several answers of one cell, separated by spaces, commas or semicolons. One that cannot be
/// read makes the whole cell unusable: half a list would look like a whole one.
pub(crate) fn several(cell: &Cell, field: Field, catalogue: &Catalogue) -> Cleaned<Vec<String>> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    let text = cell.trimmed();
    let mut answers = Vec::new();
    let mut note: Option<Note> = None;
    let parts = text
        .split([' ', ',', ';', '|', '\n'])
        .filter(|part| !part.is_empty());
    for part in parts {
        let part_cell = Cell::Text(part.to_owned());
        let cleaned = if matches!(field, Field::NeededBenefit | Field::MinorBenefit) {
            benefit(&part_cell, catalogue)
        } else {
            code(part, field)
        };
        match cleaned {
            Cleaned::Clean(answer) => answers.push(answer),
            Cleaned::Repaired(answer, why) => {
                answers.push(answer);
                note = Some(why);
            }
            Cleaned::Unusable(why) => return Cleaned::Unusable(why),
            Cleaned::Blank => {}
        }
    }
    if answers.is_empty() {
        return Cleaned::Blank;
    }
    Cleaned::Clean(answers).or_note(note)
}

fn code(text: &str, field: Field) -> Cleaned<String> {
    let whole = text.strip_suffix(",0").or_else(|| text.strip_suffix(".0"));
    let digits = whole.unwrap_or(text);
    if !is_digits(digits) || digits.len() > 3 {
        return not_a_code(text, field, "il codice INPS della risposta, in cifre");
    }
    let bare = digits.trim_start_matches('0');
    Cleaned::Clean(if bare.is_empty() { "0" } else { bare }.to_owned())
}

fn padded(text: &str, width: usize, field: Field) -> Cleaned<String> {
    if !is_digits(text) || text.len() > width {
        return not_a_code(text, field, "un codice di due cifre");
    }
    let code = format!("{text:0>width$}");
    let note = (code != text).then(|| {
        Note::new(
            "zeri-iniziali",
            format!("«{text}» ha perso gli zeri iniziali: letto {code}"),
        )
    });
    Cleaned::Clean(code).or_note(note)
}

fn not_a_code(text: &str, field: Field, expected: &str) -> Cleaned<String> {
    Cleaned::unusable(
        "risposta-illeggibile",
        format!("«{text}» non va per {}: scrivi {expected}", field.label()),
    )
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use pas_catalogue::Catalogue;
    use pas_domain::flow::Field;

    use super::{one, several};
    use crate::cell::Cell;
    use crate::clean::Cleaned;

    #[test]
    fn answers_are_codes() {
        for (text, field, expected) in [
            ("3", Field::Mobility, "3"),
            ("03", Field::Mobility, "3"),
            ("3,0", Field::Mobility, "3"),
            ("Non si sposta", Field::Mobility, "risposta-illeggibile"),
            ("8", Field::MinorRegion, "08 zeri-iniziali"),
            ("Romania", Field::FatherCitizenship, "642"),
            ("100", Field::FatherCitizenship, "nazione-ambigua"),
            ("gen-24", Field::FirstReportMonth, "01/2024"),
            ("2015", Field::MinorBirthYear, "2015"),
            ("15", Field::MinorBirthYear, "risposta-illeggibile"),
        ] {
            let cell = Cell::Text(text.to_owned());
            let found = match one(&cell, field, Catalogue::builtin()) {
                Cleaned::Clean(code) => code,
                Cleaned::Repaired(code, note) => format!("{code} {}", note.code),
                Cleaned::Unusable(note) => note.code.to_owned(),
                Cleaned::Blank => "blank".to_owned(),
            };
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn lists_are_whole_or_unusable() {
        let read =
            |text: &str, field| several(&Cell::Text(text.to_owned()), field, Catalogue::builtin());
        let codes = |codes: &[&str]| {
            codes
                .iter()
                .map(|code| (*code).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            read("1 2,03", Field::HouseholdMember),
            Cleaned::Clean(codes(&["1", "2", "3"]))
        );
        assert_eq!(
            read("A2.08, A2.12", Field::NeededBenefit),
            Cleaned::Clean(codes(&["A2.08", "A2.12"]))
        );
        assert!(matches!(
            read("1 madre", Field::HouseholdMember),
            Cleaned::Unusable(_)
        ));
    }
}
