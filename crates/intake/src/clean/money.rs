//! Amounts of money in all the forms that offices write.

use pas_domain::money::Money;

use super::profile::Profile;
use super::{Cleaned, Note, nothing};
use crate::cell::{Cell, is_space};

/// Amounts beyond this, in euro, are slips: a missing comma, a protocol in the wrong column.
const MAX_EUROS: f64 = 100_000_000.0;

/// Reads an amount.
pub(crate) fn amount(cell: &Cell, profile: &Profile) -> Cleaned<Money> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    match cell {
        Cell::Number(euros) => number(*euros),
        Cell::Text(_) => text_amount(&cell.trimmed(), profile),
        _ => not_money(&cell.trimmed()),
    }
}

fn not_money(text: &str) -> Cleaned<Money> {
    Cleaned::unusable(
        "importo-illeggibile",
        format!("«{text}» non è un importo: scrivilo come 1.234,50"),
    )
}

#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn number(euros: f64) -> Cleaned<Money> {
    if !euros.is_finite() || euros.abs() > MAX_EUROS {
        return Cleaned::unusable(
            "importo-troppo-grande",
            "importo oltre cento milioni di euro: controlla la virgola",
        );
    }
    let cents = (euros * 100.0).round();
    let amount = Money::from_cents(cents as i64);
    if (euros * 100.0 - cents).abs() > 1e-4 {
        let message = format!(
            "«{}» ha frazioni di centesimo: arrotondato a {amount}",
            Cell::Number(euros).shown()
        );
        return Cleaned::repaired(amount, "importo-arrotondato", message);
    }
    Cleaned::Clean(amount)
}

fn text_amount(text: &str, profile: &Profile) -> Cleaned<Money> {
    let bare = Bare::of(text);
    let (decimal, doubt) = match decimal_form(&bare.digits, profile) {
        Ok(found) => found,
        Err(Some(note)) => return Cleaned::Unusable(note),
        Err(None) => return not_money(text),
    };
    let Some(amount) = Money::from_decimal(&decimal) else {
        return not_money(text);
    };
    if amount.cents().unsigned_abs() > 10_000_000_000 {
        return number(f64::INFINITY);
    }
    let amount = if bare.negative { -amount } else { amount };
    let note = |code, what: &str| Note::new(code, format!("«{text}» {what}: letto {amount}"));
    let note = if bare.brackets {
        Some(note(
            "importo-tra-parentesi",
            "è fra parentesi, cioè negativo",
        ))
    } else if doubt {
        Some(note(
            "importo-punto-migliaia",
            "ha un punto e tre cifre, cioè migliaia",
        ))
    } else if bare.currency {
        Some(note("importo-con-valuta", "ha anche la valuta"))
    } else {
        None
    };
    Cleaned::Clean(amount).or_note(note)
}

/// An amount without currency, sign and spaces.
struct Bare {
    digits: String,
    negative: bool,
    brackets: bool,
    currency: bool,
}

impl Bare {
    fn of(text: &str) -> Self {
        let mut rest: String = text
            .chars()
            .filter(|letter| !is_space(*letter) && !matches!(letter, '\'' | '’'))
            .collect::<String>()
            .to_uppercase();
        let inside = rest
            .strip_prefix('(')
            .and_then(|inside| inside.strip_suffix(')'));
        let brackets = inside.is_some();
        if let Some(inside) = inside {
            rest = inside.to_owned();
        }
        let unbracketed = rest.len();
        for word in ["EURO", "EUR", "€", "â‚¬", "E."] {
            rest = rest.replace(word, "");
        }
        let currency = rest.len() != unbracketed;
        let mut negative = brackets;
        // A sign may stand before or after: `1.234,50-` is how old programs print it.
        for sign in ['-', '−', '–'] {
            let unsigned = rest.trim_start_matches(sign).trim_end_matches(sign);
            if unsigned.len() != rest.len() && !unsigned.ends_with(',') {
                negative = true;
                rest = unsigned.to_owned();
            }
        }
        // `120,-` and `120,=` mean whole euros.
        for whole in [",-", ",=", ",--", ",=="] {
            if let Some(euros) = rest.strip_suffix(whole) {
                rest = euros.to_owned();
            }
        }
        Self {
            digits: rest.trim_start_matches('+').to_owned(),
            negative,
            brackets,
            currency,
        }
    }
}

/// The mark that can only be the decimal one: the last of two kinds, or one followed by one or two
/// digits.
pub(crate) fn decimal_mark(text: &str) -> Option<char> {
    let digits = text.trim();
    let at = digits.rfind([',', '.'])?;
    let mark = if digits.get(at..)?.starts_with(',') {
        ','
    } else {
        '.'
    };
    let other = if mark == ',' { '.' } else { ',' };
    let after = digits.get(at + 1..)?;
    let n_after = after.chars().take_while(char::is_ascii_digit).count();
    let before = digits.get(..at)?;
    if !before.ends_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let alone = !before.contains(mark);
    (alone && (matches!(n_after, 1 | 2) || (before.contains(other) && n_after > 0))).then_some(mark)
}

/// The amount as `1234.50`, and whether a point was taken for thousands without other evidence.
/// `Err(None)`: not a number.
fn decimal_form(digits: &str, profile: &Profile) -> Result<(String, bool), Option<Note>> {
    let is_number = |text: &str| {
        text.bytes().any(|byte| byte.is_ascii_digit())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    };
    if !is_number(digits) {
        return Err(None);
    }
    if let Some(mark) = decimal_mark(digits) {
        let (whole, cents) = digits.rsplit_once(mark).unwrap_or((digits, ""));
        let thousands = if mark == ',' { '.' } else { ',' };
        if !are_thousands(whole, thousands) {
            return Err(None);
        }
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        return Ok((format!("{whole}.{cents}"), false));
    }
    match digits.find([',', '.']).map(|at| digits.as_bytes().get(at)) {
        None => Ok((digits.to_owned(), false)),
        Some(Some(b'.')) if are_thousands(digits, '.') => {
            let n_points = digits.matches('.').count();
            if n_points == 1 && profile.has_decimal_points() {
                return Err(Some(ambiguous(digits)));
            }
            Ok((digits.replace('.', ""), n_points == 1))
        }
        Some(Some(b',')) if are_thousands(digits, ',') => {
            let n_commas = digits.matches(',').count();
            if n_commas == 1 && !profile.has_decimal_points() {
                return Err(Some(ambiguous(digits)));
            }
            Ok((digits.replace(',', ""), false))
        }
        _ => Err(None),
    }
}

fn ambiguous(digits: &str) -> Note {
    Note::new(
        "importo-ambiguo",
        format!(
            "«{digits}» può essere migliaia o decimali: scrivilo con due decimali, come 1.234,50"
        ),
    )
}

/// Whether a whole number has its thousands mark, if any, in the right places.
fn are_thousands(whole: &str, mark: char) -> bool {
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or("");
    let rest: Vec<&str> = groups.collect();
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    if rest.is_empty() {
        return digits(first);
    }
    digits(first)
        && (1..=3).contains(&first.len())
        && rest.iter().all(|group| group.len() == 3 && digits(group))
}

#[cfg(test)]
mod tests {
    use super::amount;
    use crate::cell::Cell;
    use crate::clean::Cleaned;
    use crate::clean::profile::Profile;

    fn read(cell: &Cell, column: &[&str]) -> String {
        let mut profile = Profile::default();
        for text in column {
            profile.look(&Cell::Text((*text).to_owned()));
        }
        match amount(cell, &profile) {
            Cleaned::Blank => "blank".to_owned(),
            Cleaned::Clean(money) => money.to_decimal(),
            Cleaned::Repaired(money, note) => format!("{} {}", money.to_decimal(), note.code),
            Cleaned::Unusable(note) => note.code.to_owned(),
        }
    }

    #[test]
    fn amounts_as_offices_write_them() {
        for (text, expected) in [
            ("1.234,50", "1234.50"),
            ("1234,5", "1234.50"),
            ("1234.50", "1234.50"),
            ("1,234.50", "1234.50"),
            ("1.234.567,89", "1234567.89"),
            ("1 234,50", "1234.50"),
            ("1'234,50", "1234.50"),
            ("120", "120.00"),
            ("120,-", "120.00"),
            ("0", "0.00"),
            ("€ 1.234,50", "1234.50 importo-con-valuta"),
            ("1.234,50 €", "1234.50 importo-con-valuta"),
            ("EUR 120", "120.00 importo-con-valuta"),
            ("(350,00)", "-350.00 importo-tra-parentesi"),
            ("(€ 350,00)", "-350.00 importo-tra-parentesi"),
            ("-350,00", "-350.00"),
            ("350,00-", "-350.00"),
            ("1.234", "1234.00 importo-punto-migliaia"),
            ("1.234.567", "1234567.00"),
            ("1,234", "importo-ambiguo"),
            ("12.34.56", "importo-illeggibile"),
            ("1.23,45", "importo-illeggibile"),
            ("centoventi", "importo-illeggibile"),
            ("1e3", "importo-illeggibile"),
            ("99999999999", "importo-troppo-grande"),
            ("-", "blank"),
            ("#VALORE!", "formula-in-errore"),
        ] {
            assert_eq!(read(&Cell::Text(text.to_owned()), &[]), expected, "{text}");
        }
    }

    #[test]
    fn the_column_decides_about_the_point() {
        let points = ["1234.50", "12.5"];
        for (text, expected) in [
            ("1.234", "importo-ambiguo"),
            ("1,234", "1234.00"),
            ("450.00", "450.00"),
        ] {
            assert_eq!(
                read(&Cell::Text(text.to_owned()), &points),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn spreadsheet_numbers_are_rounded_to_cents() {
        for (number, expected) in [
            (1234.5, "1234.50"),
            (0.1 + 0.2, "0.30"),
            (33.333_333, "33.33 importo-arrotondato"),
            (1e12, "importo-troppo-grande"),
            (f64::NAN, "importo-troppo-grande"),
        ] {
            assert_eq!(read(&Cell::Number(number), &[]), expected, "{number}");
        }
    }
}
