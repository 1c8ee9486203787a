//! Exact decimal numbers, as `xs:decimal` writes them: no floating point near money.

use std::fmt;

use crate::value::collapsed;

/// More significant digits than this no amount has: thousands of billions of euro, to the cent.
const DIGITS_MAX: usize = 15;

/// The powers of ten of an `i64`.
const POWERS: [i64; 19] = {
    let mut powers = [1; 19];
    let mut exponent = 1;
    while exponent < powers.len() {
        powers[exponent] = powers[exponent - 1] * 10;
        exponent += 1;
    }
    powers
};

/// A decimal number in its shortest form, so that equal numbers are equal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal {
    /// The number times ten to the power `scale`.
    units: i64,
    /// How many decimals are left once the zeros at the end are dropped.
    scale: u8,
}

/// Why a text is not a [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotRead {
    /// The schema refuses it.
    NotDecimal,
    /// It is a number, of more digits than any amount has.
    TooLong,
}

impl Decimal {
    /// Zero.
    pub(crate) const ZERO: Self = Self { units: 0, scale: 0 };

    /// Reads an `xs:decimal`: an optional sign, digits, an optional point and decimals.
    pub(crate) fn parse(text: &str) -> Result<Self, NotRead> {
        let bytes = collapsed(text).as_bytes();
        let (is_negative, digits) = match bytes {
            [b'-', digits @ ..] => (true, digits),
            [b'+', digits @ ..] | digits => (false, digits),
        };
        let magnitude = if digits.len() <= DIGITS_MAX {
            parse_digits(digits)?
        } else {
            parse_digits(without_idle_zeros(digits)?)?
        };
        Ok(Self {
            units: if is_negative {
                -magnitude.units
            } else {
                magnitude.units
            },
            ..magnitude
        })
    }

    /// `self + other`; `None` when the sum needs more digits than an `i64` has, which happens only
    /// to numbers that are no money.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let units = self.units_at(scale)?.checked_add(other.units_at(scale)?)?;
        Some(shortest(units, scale))
    }

    /// Less than zero.
    pub(crate) const fn is_negative(self) -> bool {
        self.units < 0
    }

    /// Exactly zero.
    pub(crate) const fn is_zero(self) -> bool {
        self.units == 0
    }

    /// How many decimals it needs.
    pub(crate) const fn decimals(self) -> u8 {
        self.scale
    }

    /// Whole cents, a half rounded to the even one (as SISO compares).
    pub(crate) fn cents(self) -> Option<i64> {
        if self.scale <= 2 {
            return self.units_at(2);
        }
        let divisor = POWERS.get(usize::from(self.scale - 2))?;
        let cents = self.units.div_euclid(*divisor);
        let rest = self.units.rem_euclid(*divisor);
        let to_next = divisor - rest;
        let is_up = rest > to_next || (rest == to_next && cents % 2 != 0);
        Some(cents + i64::from(is_up))
    }

    fn units_at(self, scale: u8) -> Option<i64> {
        let more = scale.checked_sub(self.scale)?;
        self.units.checked_mul(*POWERS.get(usize::from(more))?)
    }
}

/// Digits and perhaps a point, few enough for an `i64`.
fn parse_digits(digits: &[u8]) -> Result<Decimal, NotRead> {
    let mut units: i64 = 0;
    let mut point = None;
    for (position, byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            units = units * 10 + i64::from(digit);
        } else if *byte == b'.' && point.is_none() {
            point = Some(position);
        } else {
            return Err(NotRead::NotDecimal);
        }
    }
    let scale = point.map_or(0, |point| digits.len() - point - 1);
    if digits.len() == usize::from(point.is_some()) {
        return Err(NotRead::NotDecimal);
    }
    let scale = u8::try_from(scale).map_err(|_| NotRead::TooLong)?;
    Ok(shortest(units, scale))
}

/// The digits without the zeros that say nothing, at the front and at the end.
fn without_idle_zeros(digits: &[u8]) -> Result<&[u8], NotRead> {
    let mut points = digits.iter().filter(|byte| **byte == b'.');
    let n_points = usize::from(points.next().is_some());
    let is_other = |byte: &u8| *byte != b'.' && !byte.is_ascii_digit();
    if points.next().is_some() || digits.iter().any(is_other) {
        return Err(NotRead::NotDecimal);
    }
    let first = digits.iter().position(|byte| *byte != b'0');
    let digits = digits
        .get(first.unwrap_or(digits.len() - 1)..)
        .unwrap_or(digits);
    let digits = if n_points == 1 {
        let last = digits.iter().rposition(|byte| *byte != b'0').unwrap_or(0);
        digits.get(..=last).unwrap_or(digits)
    } else {
        digits
    };
    match digits {
        b"." => Ok(b"0"),
        long if long.len() > DIGITS_MAX + n_points => Err(NotRead::TooLong),
        digits => Ok(digits),
    }
}

fn shortest(mut units: i64, mut scale: u8) -> Decimal {
    while scale > 0 && units % 10 == 0 {
        units /= 10;
        scale -= 1;
    }
    Decimal { units, scale }
}

impl fmt::Display for Decimal {
    /// As Italians write money: a comma and at least two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.scale.max(2);
        let units = i128::from(self.units) * 10i128.pow(u32::from(scale - self.scale));
        let power = 10u128.pow(u32::from(scale));
        let (whole, rest) = (units.unsigned_abs() / power, units.unsigned_abs() % power);
        let sign = if units < 0 { "-" } else { "" };
        let width = usize::from(scale);
        write!(f, "{sign}{whole},{rest:0width$}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, NotRead};

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn reads_what_xml_schema_reads() {
        let cases = [
            ("101.23", "101,23"),
            (" 5 ", "5,00"),
            ("+.5", "0,50"),
            ("5.", "5,00"),
            ("-0.010", "-0,01"),
            ("17000.0", "17000,00"),
            ("0.12345", "0,12345"),
            ("000000000000000000000000000000000000000000001", "1,00"),
            ("1.0000000000000000000000000000000000000000000", "1,00"),
            ("00000000000000000.00000000000000000000000000", "0,00"),
            ("0000000000000000000000000000000", "0,00"),
            ("0000000000000000000100.50000000", "100,50"),
            ("-0", "0,00"),
            ("999999999999999", "999999999999999,00"),
            ("0.123456789012345", "0,123456789012345"),
        ];
        for (text, shown) in cases {
            assert_eq!(decimal(text).to_string(), shown, "{text:?}");
        }
    }

    #[test]
    fn refuses_all_else() {
        let long = format!("{}x", "1".repeat(40));
        let texts = [
            "",
            ".",
            "-",
            "1,5",
            "1e3",
            "1 0",
            "NaN",
            "+-1",
            "1.2.3",
            "é",
            long.as_str(),
            "11111111111.1111111.11",
        ];
        for text in texts {
            assert_eq!(Decimal::parse(text), Err(NotRead::NotDecimal), "{text:?}");
        }
        for text in ["1234567890123456", "-0.1234567890123456", &"9".repeat(400)] {
            assert_eq!(Decimal::parse(text), Err(NotRead::TooLong), "{text:?}");
        }
    }

    #[test]
    fn adds_without_loss() {
        let sum = decimal("52.54").plus(decimal("21.71")).unwrap();
        assert_eq!(sum, decimal("74.25"));
        assert_eq!(decimal("0.1").plus(decimal("0.2")), Some(decimal("0.30")));
        assert_eq!(decimal("0.5").plus(decimal("0.5")), Some(decimal("1")));
        let spread = decimal("999999999999999").plus(decimal("0.123456789012345"));
        assert_eq!(spread, None);
    }

    #[test]
    fn rounds_halves_to_the_even_cent() {
        let cases = [
            ("1.005", 100),
            ("1.015", 102),
            ("1.0151", 102),
            ("-1.005", -100),
            ("-1.015", -102),
            ("-1.006", -101),
            ("2", 200),
        ];
        for (text, cents) in cases {
            assert_eq!(decimal(text).cents(), Some(cents), "{text}");
        }
    }

    #[test]
    fn knows_signs() {
        assert!(decimal("-0.01").is_negative());
        assert!(decimal("0.00").is_zero());
        assert!(!decimal("-0").is_negative());
    }
}
