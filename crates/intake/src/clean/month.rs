//! Months as offices write them.

use pas_domain::period::Month;

use super::{Cleaned, nothing};
use crate::cell::Cell;
use crate::layout::month_in;

/// Reads a month; `year` is the file's own, for months without one.
pub(crate) fn month(cell: &Cell, year: Option<i16>) -> Cleaned<Month> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    let text = cell.trimmed();
    let found = match cell {
        Cell::Day(day) => Some((Some(day.year()), day.month())),
        Cell::Number(_) | Cell::Text(_) => bare_number(&text)
            .map(|month| (None, month))
            .or_else(|| compact(&text))
            .or_else(|| month_in(&text).map(|found| (found.year, found.month))),
        _ => None,
    };
    let Some((own_year, month)) = found else {
        return Cleaned::unusable(
            "mese-illeggibile",
            format!("«{text}» non è un mese: scrivilo come 03/2024"),
        );
    };
    let Some(year) = own_year.or(year) else {
        return Cleaned::unusable(
            "anno-mancante",
            format!(
                "«{text}» è senza anno, e l'anno non è nemmeno nel nome del foglio o del file: scrivilo come {month:02}/2024"
            ),
        );
    };
    match Month::new(year, month) {
        Some(month) => Cleaned::Clean(month),
        None => Cleaned::unusable(
            "mese-illeggibile",
            format!("«{text}» non è un mese: scrivilo come 03/2024"),
        ),
    }
}

/// `3` is March.
fn bare_number(text: &str) -> Option<i8> {
    (text.len() <= 2)
        .then(|| text.parse().ok())
        .flatten()
        .filter(|month| (1..=12).contains(month))
}

/// `202403` is March 2024.
fn compact(text: &str) -> Option<(Option<i16>, i8)> {
    let is_six = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month) = is_six.then(|| text.split_at(4))?;
    let month = month
        .parse()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    Some((year.parse().ok(), month))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::month;
    use crate::cell::Cell;
    use crate::clean::Cleaned;

    #[test]
    fn months_as_offices_write_them() {
        let text = |text: &str| Cell::Text(text.to_owned());
        for (cell, year, expected) in [
            (text("03/2024"), None, "2024-03"),
            (text("3/2024"), None, "2024-03"),
            (text("gen-24"), None, "2024-01"),
            (text("Gennaio 2024"), None, "2024-01"),
            (text("202403"), None, "2024-03"),
            (text("marzo"), Some(2023), "2023-03"),
            (Cell::Number(3.0), Some(2023), "2023-03"),
            (Cell::Day(date(2024, 5, 1)), None, "2024-05"),
            (text("marzo"), None, "anno-mancante"),
            (text("13/2024"), None, "mese-illeggibile"),
            (text("Totale"), Some(2024), "mese-illeggibile"),
        ] {
            let found = match month(&cell, year) {
                Cleaned::Clean(month) => month.to_string(),
                Cleaned::Unusable(note) => note.code.to_owned(),
                other => format!("{other:?}"),
            };
            assert_eq!(found, expected, "{cell:?}");
        }
    }
}
