//! Money: whole cents of euro, and the split that adds up again.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use serde::{Deserialize, Serialize};

use crate::italian;

/// An amount in cents of euro. Euro is understood.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// An amount of `cents`.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Whether the amount is greater than nothing.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether the amount is exactly nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// As the national formats write it: `-1234.50`. Always two decimals, a point, no separators.
    pub fn to_decimal(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", cents / 100, cents % 100)
    }

    /// As the national formats write it, read back exactly; `None` for anything else, or for more
    /// than two decimals that are not zero.
    pub fn from_decimal(text: &str) -> Option<Self> {
        let text = text.trim_matches([' ', '\t', '\n', '\r']);
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let (cents, beyond) = fraction.split_at(fraction.len().min(2));
        if beyond.bytes().any(|byte| byte != b'0') {
            return None;
        }
        let whole: i64 = if whole.is_empty() {
            0
        } else {
            whole.parse().ok()?
        };
        let cents: i64 = format!("{cents:0<2}").parse().ok()?;
        let amount = whole.checked_mul(100)?.checked_add(cents)?;
        Some(Self(if negative { -amount } else { amount }))
    }

    /// Splits the amount into parts in proportion to `weights`, to the cent, so that the parts add
    /// up to the whole exactly (largest remainder; equal remainders go to the earlier part).
    ///
    /// Weights that are all zero count as equal. No weight gives no part.
    pub fn split(self, weights: &[u64]) -> Vec<Self> {
        if weights.is_empty() {
            return Vec::new();
        }
        let total: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
        let ones = vec![1; weights.len()];
        let (weights, total) = if total == 0 {
            (ones.as_slice(), ones.len() as u128)
        } else {
            (weights, total)
        };
        let cents = u128::from(self.0.unsigned_abs());
        let products: Vec<u128> = weights
            .iter()
            .map(|&weight| cents * u128::from(weight))
            .collect();
        let mut parts: Vec<u128> = products.iter().map(|product| product / total).collect();
        let missing = cents - parts.iter().sum::<u128>();
        let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
        by_remainder.sort_by_key(|&part| std::cmp::Reverse(products[part] % total));
        for &part in by_remainder
            .iter()
            .cycle()
            .take(usize::try_from(missing).unwrap_or(0))
        {
            parts[part] += 1;
        }
        let signed = |part: u128| {
            let part = i64::try_from(part).expect("invariant: a part is no larger than the whole");
            Self(if self.0 < 0 { -part } else { part })
        };
        parts.into_iter().map(signed).collect()
    }

    /// Splits the amount into `n` parts as equal as cents allow; the parts add up exactly.
    pub fn split_evenly(self, n: usize) -> Vec<Self> {
        self.split(&vec![1; n])
    }
}

/// As an Italian reads it: `1.234,50 €`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("-")?;
        }
        let cents = self.0.unsigned_abs();
        write!(f, "{},{:02} €", italian::whole(cents / 100), cents % 100)
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Money;

    #[test]
    fn reads_and_writes_decimals() {
        for (text, cents) in [
            ("0", 0),
            ("12.5", 1250),
            ("12.50", 1250),
            ("-0.07", -7),
            (".5", 50),
            ("3.500", 350),
        ] {
            assert_eq!(
                Money::from_decimal(text),
                Some(Money::from_cents(cents)),
                "{text}"
            );
        }
        for text in ["", ".", "1,5", "1.005", "1e3", "- 1", "1.2.3", "NaN"] {
            assert_eq!(Money::from_decimal(text), None, "{text}");
        }
    }

    #[test]
    fn shows_italian_amounts() {
        assert_eq!(Money::from_cents(123_456_789).to_string(), "1.234.567,89 €");
        assert_eq!(Money::from_cents(-5).to_string(), "-0,05 €");
        assert_eq!(Money::from_cents(100_000).to_string(), "1.000,00 €");
    }

    #[test]
    fn a_third_of_a_thousand_euro() {
        let cents: Vec<i64> = Money::from_cents(100_000)
            .split_evenly(3)
            .into_iter()
            .map(Money::cents)
            .collect();
        assert_eq!(cents, [33_334, 33_333, 33_333]);
    }

    proptest! {
        #[test]
        fn parts_add_up(cents in -10_000_000_i64..10_000_000, weights in proptest::collection::vec(0_u64..50, 1..15)) {
            let whole = Money::from_cents(cents);
            let parts = whole.split(&weights);
            prop_assert_eq!(parts.len(), weights.len());
            prop_assert_eq!(parts.into_iter().sum::<Money>(), whole);
        }

        #[test]
        fn decimals_round_trip(cents in any::<i32>()) {
            let money = Money::from_cents(i64::from(cents));
            prop_assert_eq!(Money::from_decimal(&money.to_decimal()), Some(money));
        }
    }
}
