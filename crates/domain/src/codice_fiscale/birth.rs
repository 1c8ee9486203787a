//! Sex and date of birth as the codice fiscale holds them.

use jiff::civil::Date;

use super::{CodiceFiscale, structure};
use crate::coded::Sex;

/// Nobody lives longer: older candidates are not offered.
const OLDEST_AGE: i16 = 119;

pub(super) fn sex(code: &CodiceFiscale) -> Option<Sex> {
    if code.is_provisional() {
        return None;
    }
    let (_, is_female) = structure::day(code.as_str())?;
    Some(if is_female { Sex::Female } else { Sex::Male })
}

/// Year of the century, month, day; `None` for a provisional code.
pub(super) fn year_month_day(code: &CodiceFiscale) -> Option<(i16, i8, i8)> {
    if code.is_provisional() {
        return None;
    }
    let year = structure::two_digits(code.as_str(), 6)?;
    let month = structure::month(code.as_str())?;
    let (day, _) = structure::day(code.as_str())?;
    Some((
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    ))
}

/// Dates not after `reference` and not older than [`OLDEST_AGE`], latest first.
pub(super) fn possible_dates(code: &CodiceFiscale, reference: Date) -> Vec<Date> {
    let Some((year, month, day)) = year_month_day(code) else {
        return Vec::new();
    };
    let century = reference.year() / 100 * 100;
    [century, century - 100, century - 200]
        .into_iter()
        .filter_map(|century| Date::new(century + year, month, day).ok())
        .filter(|date| *date <= reference && reference.year() - date.year() <= OLDEST_AGE)
        .collect()
}
