//! Exact decimal numbers, as `xs:decimal` writes them: no floating point near money.

use std::cmp::Ordering;
use std::fmt;

use crate::value::collapsed;

/// The largest power of ten that an `i128` holds.
const MAX_SCALE: u32 = 38;

/// A decimal number of at most 38 significant digits, in its shortest form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal {
    /// The number times ten to the power `scale`.
    units: i128,
    /// How many decimals are left once the zeros at the end are dropped.
    scale: u32,
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
        let text = collapsed(text);
        let (negative, unsigned) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (integer, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let mut all = integer.bytes().chain(fraction.bytes());
        if integer.len() + fraction.len() == 0 || !all.all(|byte| byte.is_ascii_digit()) {
            return Err(NotRead::NotDecimal);
        }
        let fraction = fraction.trim_end_matches('0');
        let mut units: i128 = 0;
        for byte in integer.bytes().chain(fraction.bytes()) {
            units = units
                .checked_mul(10)
                .and_then(|units| units.checked_add(i128::from(byte - b'0')))
                .ok_or(NotRead::TooLong)?;
        }
        let scale = u32::try_from(fraction.len()).unwrap_or(u32::MAX);
        if scale > MAX_SCALE {
            return Err(NotRead::TooLong);
        }
        Ok(Self {
            units: if negative { -units } else { units },
            scale,
        })
    }

    /// `self + other`; `None` beyond 38 digits.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let units = self.units_at(scale)?.checked_add(other.units_at(scale)?)?;
        Some(Self { units, scale }.shortest())
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
    pub(crate) const fn decimals(self) -> u32 {
        self.scale
    }

    /// Whole cents, a half rounded to the even one (as SISO compares).
    pub(crate) fn cents(self) -> Option<i128> {
        if self.scale <= 2 {
            return self.units_at(2);
        }
        let divisor = 10i128.checked_pow(self.scale - 2)?;
        let (cents, rest) = (
            self.units.div_euclid(divisor),
            self.units.rem_euclid(divisor),
        );
        let up = match rest.cmp(&(divisor - rest)) {
            Ordering::Less => false,
            Ordering::Equal => cents % 2 != 0,
            Ordering::Greater => true,
        };
        Some(cents + i128::from(up))
    }

    fn units_at(self, scale: u32) -> Option<i128> {
        let power = 10i128.checked_pow(scale - self.scale)?;
        self.units.checked_mul(power)
    }

    fn shortest(mut self) -> Self {
        while self.scale > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.scale -= 1;
        }
        self
    }
}

impl fmt::Display for Decimal {
    /// As Italians write money: a comma and at least two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.scale.max(2);
        let Some(units) = self.units_at(scale) else {
            return write!(f, "{},00", self.units);
        };
        let power = 10u128.pow(scale);
        let (whole, rest) = (units.unsigned_abs() / power, units.unsigned_abs() % power);
        let sign = if units < 0 { "-" } else { "" };
        let width = scale as usize;
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
            ("-0", "0,00"),
        ];
        for (text, shown) in cases {
            assert_eq!(decimal(text).to_string(), shown, "{text:?}");
        }
        for text in ["", ".", "-", "1,5", "1e3", "1 0", "NaN", "+-1", "1.2.3"] {
            assert_eq!(Decimal::parse(text), Err(NotRead::NotDecimal), "{text:?}");
        }
        let long = "9".repeat(40);
        assert_eq!(Decimal::parse(&long), Err(NotRead::TooLong));
    }

    #[test]
    fn adds_without_loss() {
        let sum = decimal("52.54").plus(decimal("21.71")).unwrap();
        assert_eq!(sum, decimal("74.25"));
        assert_eq!(decimal("0.1").plus(decimal("0.2")), Some(decimal("0.30")));
        assert_eq!(decimal("0.5").plus(decimal("0.5")), Some(decimal("1")));
        let largest = decimal(&i128::MAX.to_string());
        assert_eq!(largest.plus(decimal("1")), None);
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
