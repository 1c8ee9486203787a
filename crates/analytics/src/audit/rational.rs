//! Fractions of whole numbers, exact or not at all.

/// A fraction in lowest terms, the denominator positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rational {
    top: i128,
    bottom: i128,
}

impl Rational {
    pub(super) const ZERO: Self = Self { top: 0, bottom: 1 };

    pub(super) fn whole(value: i64) -> Self {
        Self {
            top: value.into(),
            bottom: 1,
        }
    }

    pub(super) const fn is_zero(self) -> bool {
        self.top == 0
    }

    /// The value, where it is a whole number.
    pub(super) fn to_whole(self) -> Option<i64> {
        (self.bottom == 1).then(|| i64::try_from(self.top).ok())?
    }

    fn reduced(top: i128, bottom: i128) -> Option<Self> {
        if bottom == 0 {
            return None;
        }
        let divisor = gcd(top.checked_abs()?, bottom.checked_abs()?);
        let divisor = if bottom < 0 { -divisor } else { divisor };
        Some(Self {
            top: top.checked_div(divisor)?,
            bottom: bottom.checked_div(divisor)?,
        })
    }

    /// `self − factor · other`; nothing when the numbers grow too large.
    pub(super) fn less(self, factor: Self, other: Self) -> Option<Self> {
        if factor.is_zero() || other.is_zero() {
            return Some(self);
        }
        let product = Self::reduced(
            factor.top.checked_mul(other.top)?,
            factor.bottom.checked_mul(other.bottom)?,
        )?;
        let left = self.top.checked_mul(product.bottom)?;
        let right = product.top.checked_mul(self.bottom)?;
        Self::reduced(
            left.checked_sub(right)?,
            self.bottom.checked_mul(product.bottom)?,
        )
    }

    /// `self / other`; nothing for a division by nought.
    pub(super) fn by(self, other: Self) -> Option<Self> {
        Self::reduced(
            self.top.checked_mul(other.bottom)?,
            self.bottom.checked_mul(other.top)?,
        )
    }
}

fn gcd(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.max(1)
}

#[cfg(test)]
mod tests {
    use super::Rational;

    #[test]
    fn fractions_are_exact() {
        let third = Rational::whole(1).by(Rational::whole(3)).unwrap();
        let nought = Rational::whole(1).less(Rational::whole(3), third).unwrap();
        assert!(nought.is_zero());
        assert_eq!(third.to_whole(), None);
        let minus_two = Rational::whole(4).by(Rational::whole(-2)).unwrap();
        assert_eq!(minus_two.to_whole(), Some(-2));
        assert_eq!(Rational::whole(1).by(Rational::ZERO), None);
    }
}
