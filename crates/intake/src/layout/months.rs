//! Italian months and years in headings, sheet names, titles and file names.

use jiff::civil::Date;
use pas_catalogue::fold_name;

use crate::cell::Cell;

/// The months' names.
pub(crate) const NAMES: [&str; 12] = [
    "Gennaio",
    "Febbraio",
    "Marzo",
    "Aprile",
    "Maggio",
    "Giugno",
    "Luglio",
    "Agosto",
    "Settembre",
    "Ottobre",
    "Novembre",
    "Dicembre",
];

/// A month with the year, where the text says one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MonthName {
    /// 1 to 12.
    pub(crate) month: i8,
    /// The year, of four digits.
    pub(crate) year: Option<i16>,
    /// Whether the year was written with two digits.
    pub(crate) short_year: bool,
}

/// The number of a month's name or abbreviation (`GEN`, `Sett.`, `gennaio`).
pub(crate) fn named_month(word: &str) -> Option<i8> {
    let key = fold_name(word);
    if key.len() < 3 {
        return None;
    }
    let found = NAMES
        .iter()
        .zip(1_i8..)
        .find(|(name, _)| name.to_ascii_uppercase().starts_with(&key));
    found.map(|(_, number)| number)
}

/// The month that a heading or sheet name says: `Gennaio`, `GEN`, `gen-24`, `Marzo 2024`, `03/2024`.
pub(crate) fn month_in(text: &str) -> Option<MonthName> {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let (first, second) = match words.as_slice() {
        [one] => (*one, None),
        [one, two] => (*one, Some(*two)),
        _ => return month_among(&words),
    };
    if let Some(month) = named_month(first) {
        return with_year(month, second);
    }
    let (month, year) = match (first.len(), second.map(str::len)) {
        (1 | 2, Some(4)) => (first, second),
        (4, Some(1 | 2)) => (second?, Some(first)),
        _ => return month_among(&words),
    };
    let month = month
        .parse::<i8>()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    with_year(month, year)
}

/// A month's name among other words: `Presenze di marzo 2024`.
fn month_among(words: &[&str]) -> Option<MonthName> {
    let mut months = words
        .iter()
        .filter(|word| word.len() > 4)
        .filter_map(|word| named_month(word));
    let month = months.next()?;
    if months.next().is_some() {
        return None;
    }
    let year = words.iter().find_map(|word| four_digits(word));
    Some(MonthName {
        month,
        year,
        short_year: false,
    })
}

fn with_year(month: i8, year: Option<&str>) -> Option<MonthName> {
    let Some(text) = year else {
        return Some(MonthName {
            month,
            year: None,
            short_year: false,
        });
    };
    if let Some(year) = four_digits(text) {
        return Some(MonthName {
            month,
            year: Some(year),
            short_year: false,
        });
    }
    let short = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = text.parse::<i16>().ok().filter(|_| short)?;
    Some(MonthName {
        month,
        year: Some(2000 + year),
        short_year: true,
    })
}

/// The month that a header cell says.
pub(crate) fn month_of_heading(cell: &Cell) -> Option<(i8, Option<i16>)> {
    match cell {
        Cell::Day(day) => Some((day.month(), Some(Date::year(*day)))),
        Cell::Text(text) if text.len() <= 40 => {
            let month = month_in(text)?;
            Some((month.month, month.year))
        }
        _ => None,
    }
}

/// The only year from 1990 to 2099 in a text: `anziani_2024.xlsx`, `Anno 2024`.
pub(crate) fn year_in(text: &str) -> Option<i16> {
    let mut years: Vec<i16> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(four_digits)
        .collect();
    years.dedup();
    match years.as_slice() {
        [year] => Some(*year),
        _ => None,
    }
}

fn four_digits(text: &str) -> Option<i16> {
    (text.len() == 4)
        .then(|| text.parse().ok())
        .flatten()
        .filter(|year| (1990..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::{month_in, named_month, year_in};

    #[test]
    fn finds_months_as_people_write_them() {
        for (text, month, year) in [
            ("Gennaio", 1, None),
            ("GEN", 1, None),
            ("sett.", 9, None),
            ("gen-24", 1, Some(2024)),
            ("Dicembre 2023", 12, Some(2023)),
            ("03/2024", 3, Some(2024)),
            ("2024-03", 3, Some(2024)),
            ("Presenze di marzo 2024", 3, Some(2024)),
            ("RSA ottobre", 10, None),
        ] {
            let found = month_in(text).map(|found| (found.month, found.year));
            assert_eq!(found, Some((month, year)), "{text}");
        }
        for text in ["Totale", "13/2024", "", "gennaio-febbraio 2024 x", "1"] {
            assert_eq!(month_in(text), None, "{text}");
        }
        assert_eq!(named_month("ma"), None);
    }

    #[test]
    fn finds_the_only_year() {
        assert_eq!(year_in("anziani_2024.xlsx"), Some(2024));
        assert_eq!(year_in("Anno 2024 (agg. 2024)"), Some(2024));
        assert_eq!(year_in("2023-2024"), None);
        assert_eq!(year_in("20241201"), None);
    }
}
