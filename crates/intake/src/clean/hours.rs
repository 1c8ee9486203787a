//! Hours of service, into minutes.

use super::{Cleaned, nothing};
use crate::cell::Cell;

/// More minutes than a year has are a slip.
const MAX_MINUTES: f64 = 366.0 * 24.0 * 60.0;

/// Reads hours: `12:30`, a spreadsheet's time, or decimal hours.
///
/// `12.30` is refused: offices write it for twelve and a half hours and for 12.3 hours alike.
pub(crate) fn minutes(cell: &Cell) -> Cleaned<u32> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    match cell {
        Cell::Minutes(minutes) => match u32::try_from(*minutes) {
            Ok(minutes) if f64::from(minutes) <= MAX_MINUTES => Cleaned::Clean(minutes),
            _ => unreadable(cell),
        },
        Cell::Number(hours) => decimal(*hours, cell),
        Cell::Text(_) => text_minutes(cell),
        _ => unreadable(cell),
    }
}

fn unreadable(cell: &Cell) -> Cleaned<u32> {
    Cleaned::unusable(
        "ore-illeggibili",
        format!("«{}» non sono ore: scrivile come 12:30", cell.trimmed()),
    )
}

fn text_minutes(cell: &Cell) -> Cleaned<u32> {
    let text = cell.trimmed().to_lowercase();
    let text = text.trim_end_matches("ore").trim_end_matches('h').trim();
    if let Some((hours, rest)) = text.split_once([':', 'h']) {
        return hours_and_minutes(hours, rest).map_or_else(|| unreadable(cell), Cleaned::Clean);
    }
    if let Some((whole, fraction)) = text.split_once('.') {
        let could_be_minutes = fraction.len() == 2 && fraction.parse().is_ok_and(|n: u8| n < 60);
        if could_be_minutes && fraction != "00" && is_digits(whole) {
            return Cleaned::unusable(
                "ore-ambigue",
                format!(
                    "«{text}» può essere {whole} ore e {fraction} minuti o {whole},{fraction} ore: scrivilo come {whole}:{fraction} nel primo caso"
                ),
            );
        }
    }
    match text.replace(',', ".").parse::<f64>() {
        Ok(hours)
            if text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.')) =>
        {
            decimal(hours, cell)
        }
        _ => unreadable(cell),
    }
}

/// `12:30`, `12:30:00`, `12h30`, `12 h 30 m`, split at the first mark.
fn hours_and_minutes(hours: &str, rest: &str) -> Option<u32> {
    let rest = rest.trim().trim_end_matches(['m', '\'', '’']).trim();
    let minutes = match rest.split_once(':') {
        Some((minutes, seconds)) => is_digits(seconds).then_some(minutes)?,
        None => rest,
    };
    let (hours, minutes) = (hours.trim(), if minutes.is_empty() { "0" } else { minutes });
    if !is_digits(hours) || !is_digits(minutes) {
        return None;
    }
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && f64::from(total) <= MAX_MINUTES).then_some(total)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked"
)]
fn decimal(hours: f64, cell: &Cell) -> Cleaned<u32> {
    let minutes = (hours * 60.0).round();
    if !(0.0..=MAX_MINUTES).contains(&minutes) {
        return unreadable(cell);
    }
    let minutes = minutes as u32;
    if hours.fract() == 0.0 {
        return Cleaned::Clean(minutes);
    }
    let message = format!(
        "«{}» sono ore con decimali: lette {}:{:02}",
        cell.trimmed(),
        minutes / 60,
        minutes % 60
    );
    Cleaned::repaired(minutes, "ore-decimali", message)
}

#[cfg(test)]
mod tests {
    use super::minutes;
    use crate::cell::Cell;
    use crate::clean::Cleaned;

    #[test]
    fn hours_as_offices_write_them() {
        let text = |text: &str| Cell::Text(text.to_owned());
        for (cell, expected) in [
            (text("12:30"), Ok((750, None))),
            (text("12:30:00"), Ok((750, None))),
            (text("12h30"), Ok((750, None))),
            (text("8 ore"), Ok((480, None))),
            (text("8h"), Ok((480, None))),
            (text("12,5"), Ok((750, Some("ore-decimali")))),
            (text("12.75"), Ok((765, Some("ore-decimali")))),
            (text("12.00"), Ok((720, None))),
            (text("12.30"), Err("ore-ambigue")),
            (text("12:75"), Err("ore-illeggibili")),
            (text("9999999:00"), Err("ore-illeggibili")),
            (text("molte"), Err("ore-illeggibili")),
            (text("nan"), Err("ore-illeggibili")),
            (Cell::Minutes(90), Ok((90, None))),
            (Cell::Minutes(-90), Err("ore-illeggibili")),
            (Cell::Number(2.25), Ok((135, Some("ore-decimali")))),
            (Cell::Number(f64::INFINITY), Err("ore-illeggibili")),
        ] {
            let found = match minutes(&cell) {
                Cleaned::Clean(minutes) => Ok((minutes, None)),
                Cleaned::Repaired(minutes, note) => Ok((minutes, Some(note.code))),
                Cleaned::Unusable(note) => Err(note.code),
                Cleaned::Blank => Err("blank"),
            };
            assert_eq!(found, expected, "{cell:?}");
        }
    }
}
