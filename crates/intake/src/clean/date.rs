//! Dates as offices write them.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use pas_domain::period::italian_date;

use super::profile::Profile;
use super::{Cleaned, nothing};
use crate::cell::Cell;
use crate::layout::named_month;

/// What the reading of a date needs to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DateContext<'a> {
    /// What the column's other rows show.
    pub(crate) profile: &'a Profile,
    /// The day of reading.
    pub(crate) today: Date,
    /// A birth may lie a hundred years back, other days may not.
    pub(crate) is_birth: bool,
}

/// Excel's day 0; its serials count 29 February 1900, which never was, so that this holds from March
/// 1900 on.
const EXCEL_ZERO: Date = date(1899, 12, 30);
/// Serials that are taken for days: 1927 to 2064. Smaller numbers are amounts or ages.
const EXCEL_DAYS: std::ops::RangeInclusive<f64> = 10_000.0..=60_000.0;

/// Reads a date.
pub(crate) fn day(cell: &Cell, context: DateContext<'_>) -> Cleaned<Date> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    match cell {
        Cell::Day(day) => Cleaned::Clean(*day),
        Cell::Number(serial) => excel_day(*serial).unwrap_or_else(|| not_a_date(cell)),
        Cell::Text(_) => text_day(&cell.trimmed(), context).unwrap_or_else(|| not_a_date(cell)),
        _ => not_a_date(cell),
    }
}

fn not_a_date(cell: &Cell) -> Cleaned<Date> {
    Cleaned::unusable(
        "data-illeggibile",
        format!(
            "«{}» non è una data: scrivila come 31/12/2024",
            cell.trimmed()
        ),
    )
}

fn text_day(text: &str, context: DateContext<'_>) -> Option<Cleaned<Date>> {
    if let Some(parts) = day_parts(text) {
        return Some(numeric_day(text, parts, context));
    }
    if let Some((year, month, day)) = iso_parts(text) {
        return Some(match Date::new(year, month, day) {
            Ok(day) => Cleaned::Clean(day),
            Err(_) => impossible(text),
        });
    }
    if let Some(found) = named_month_day(text, context) {
        return Some(found);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits_only(text);
    }
    None
}

/// Day, month and year of `1/2/24`, `01.02.2024`, `1-2-2024`, in the order written; a time of day
/// may follow.
pub(crate) fn day_parts(text: &str) -> Option<(u8, u8, &str)> {
    let text = text.trim();
    let text = match text.split_once(' ') {
        Some((day, time)) if time.contains(':') => day,
        Some(_) => return None,
        None => text,
    };
    let mut parts = text.split(['/', '.', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| matches!(part.len(), 1 | 2) && is_digits(part);
    if parts.next().is_some() || !short(first) || !short(second) || !is_digits(year) {
        return None;
    }
    matches!(year.len(), 2 | 4).then_some(())?;
    Some((first.parse().ok()?, second.parse().ok()?, year))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn numeric_day(
    text: &str,
    (first, second, year): (u8, u8, &str),
    context: DateContext<'_>,
) -> Cleaned<Date> {
    let is_short = year.len() == 2;
    let Some(year) = full_year(year, context) else {
        return short_year(text);
    };
    let either = first <= 12 && second <= 12 && first != second;
    if context.profile.is_month_first() && (either || second > 12) {
        return month_first(text, (first, second), year, either);
    }
    let Some(day) = civil(year, second, first) else {
        return impossible(text);
    };
    if !is_short {
        return Cleaned::Clean(day);
    }
    if either && !context.profile.is_day_first() {
        return Cleaned::unusable(
            "data-ambigua",
            format!(
                "«{text}» non è una data intera; scrivi l'anno con quattro cifre: {} se intendevi giorno e mese",
                italian_date(day)
            ),
        );
    }
    let message = format!(
        "«{text}» ha l'anno di due cifre: letto {}",
        italian_date(day)
    );
    Cleaned::repaired(day, "anno-di-due-cifre", message)
}

fn month_first(text: &str, (first, second): (u8, u8), year: i16, either: bool) -> Cleaned<Date> {
    if either {
        return Cleaned::unusable(
            "data-ambigua",
            format!(
                "«{text}»: in questa colonna il mese sta prima del giorno; riscrivi le date della colonna come 31/12/2024"
            ),
        );
    }
    match civil(year, first, second) {
        Some(day) => {
            let message = format!(
                "«{text}» ha il mese prima del giorno: letto {}",
                italian_date(day)
            );
            Cleaned::repaired(day, "mese-prima-del-giorno", message)
        }
        None => impossible(text),
    }
}

fn civil(year: i16, month: u8, day: u8) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok()
}

fn impossible(text: &str) -> Cleaned<Date> {
    Cleaned::unusable(
        "data-impossibile",
        format!("«{text}» non esiste nel calendario: controlla giorno e mese"),
    )
}

fn short_year(text: &str) -> Cleaned<Date> {
    Cleaned::unusable(
        "secolo-ambiguo",
        format!("«{text}» può essere del 1900 o del 2000: scrivi l'anno con quattro cifre"),
    )
}

/// The year of four digits; `None` when two digits leave the century open.
fn full_year(text: &str, context: DateContext<'_>) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    if text.len() == 4 {
        return Some(year);
    }
    let now = context.today.year() % 100;
    if context.is_birth {
        // Whoever was born in a year not yet come in this century was born in the last one; anybody
        // else may be 3 or 103 years old.
        return (year > now).then_some(1900 + year);
    }
    (year <= now + 10).then_some(2000 + year)
}

fn iso_parts(text: &str) -> Option<(i16, i8, i8)> {
    let day = text.get(..10)?;
    let rest = text.get(10..)?;
    if !(rest.is_empty() || rest.starts_with(['T', ' '])) {
        return None;
    }
    let mut parts = day.split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    (year.len() == 4 && month.len() == 2 && day.len() == 2).then_some(())?;
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// `1 marzo 2024`, `1° mar. 2024`.
fn named_month_day(text: &str, context: DateContext<'_>) -> Option<Cleaned<Date>> {
    let mut words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() || !is_digits(year) {
        return None;
    }
    let month = named_month(month)?;
    let day: i8 = day.parse().ok()?;
    if !matches!(year.len(), 2 | 4) {
        return None;
    }
    let Some(year) = full_year(year, context) else {
        return Some(short_year(text));
    };
    Some(match Date::new(year, month, day) {
        Ok(day) => Cleaned::Clean(day),
        Err(_) => impossible(text),
    })
}

/// `45292` (a date that a spreadsheet made a number) or `20240131`.
fn digits_only(text: &str) -> Option<Cleaned<Date>> {
    match text.len() {
        5 => excel_day(text.parse().ok()?),
        8 => {
            let part = |from: usize, to: usize| text.get(from..to);
            let year: i16 = part(0, 4)?.parse().ok()?;
            if !(1900..2100).contains(&year) {
                return None;
            }
            let day = Date::new(year, part(4, 6)?.parse().ok()?, part(6, 8)?.parse().ok()?);
            let day = day.ok()?;
            let message = format!("«{text}» è senza separatori: letto {}", italian_date(day));
            Some(Cleaned::repaired(day, "data-senza-separatori", message))
        }
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn excel_day(serial: f64) -> Option<Cleaned<Date>> {
    if !EXCEL_DAYS.contains(&serial) {
        return None;
    }
    let day = EXCEL_ZERO
        .checked_add((serial.floor() as i32).days())
        .ok()?;
    let message = format!(
        "«{}» è il numero che Excel dà al giorno: letto {}",
        Cell::Number(serial).shown(),
        italian_date(day)
    );
    Some(Cleaned::repaired(day, "data-numero-excel", message))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{DateContext, day};
    use crate::cell::Cell;
    use crate::clean::Cleaned;
    use crate::clean::profile::Profile;

    fn read(text: &str, column: &[&str], is_birth: bool) -> String {
        let mut profile = Profile::default();
        for text in column {
            profile.look(&Cell::Text((*text).to_owned()));
        }
        let context = DateContext {
            profile: &profile,
            today: date(2026, 11, 23),
            is_birth,
        };
        match day(&Cell::Text(text.to_owned()), context) {
            Cleaned::Blank => "blank".to_owned(),
            Cleaned::Clean(day) => day.to_string(),
            Cleaned::Repaired(day, note) => format!("{day} {}", note.code),
            Cleaned::Unusable(note) => note.code.to_owned(),
        }
    }

    #[test]
    fn dates_as_offices_write_them() {
        for (text, expected) in [
            ("31/12/2024", "2024-12-31"),
            ("1/2/2024", "2024-02-01"),
            ("01.02.2024", "2024-02-01"),
            ("1-2-2024", "2024-02-01"),
            ("2024-02-01", "2024-02-01"),
            ("2024-02-01T00:00:00", "2024-02-01"),
            ("01/02/2024 00:00:00", "2024-02-01"),
            ("1 marzo 2024", "2024-03-01"),
            ("1° mar. 2024", "2024-03-01"),
            ("45292", "2024-01-01 data-numero-excel"),
            ("20240131", "2024-01-31 data-senza-separatori"),
            ("31/1/24", "2024-01-31 anno-di-due-cifre"),
            ("1/2/24", "data-ambigua"),
            ("30/02/2024", "data-impossibile"),
            ("12/31/2024", "data-impossibile"),
            ("31/12/99", "secolo-ambiguo"),
            ("marzo", "data-illeggibile"),
            ("-", "blank"),
            ("#RIF!", "formula-in-errore"),
        ] {
            assert_eq!(read(text, &[], false), expected, "{text}");
        }
    }

    #[test]
    fn the_column_decides_what_a_cell_leaves_open() {
        let ours = ["31/12/2024", "25/3/24"];
        let american = ["12/31/2024", "3/25/24"];
        for (text, column, expected) in [
            ("1/2/24", &ours[..], "2024-02-01 anno-di-due-cifre"),
            ("12/31/2024", &ours, "data-impossibile"),
            ("12/31/2024", &american, "2024-12-31 mese-prima-del-giorno"),
            ("01/02/2024", &american, "data-ambigua"),
            ("05/05/2024", &american, "2024-05-05"),
        ] {
            assert_eq!(read(text, column, false), expected, "{text} {column:?}");
        }
    }

    #[test]
    fn births_may_lie_in_the_last_century() {
        for (text, expected) in [
            ("31/12/51", "1951-12-31 anno-di-due-cifre"),
            ("31/12/24", "secolo-ambiguo"),
            ("1/2/1924", "1924-02-01"),
        ] {
            assert_eq!(read(text, &[], true), expected, "{text}");
        }
    }
}
