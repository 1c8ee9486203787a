//! The months of a year that a record touches, and how its amount falls on them.

/// A set of months of one year: bit 0 is January, bit 11 December.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Months(u16);

impl Months {
    /// The whole year.
    pub const ALL: Self = Self(0x0fff);
    /// No month.
    pub const NONE: Self = Self(0);

    /// The months whose bits are set; bits beyond December are dropped.
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// From month `first` to month `last`, both from 1 to 12 and included.
    pub fn range(first: u8, last: u8) -> Self {
        let months = (first..=last).filter(|month| (1..=12).contains(month));
        Self(months.fold(0, |bits, month| bits | 1 << (month - 1)))
    }

    /// The bits.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// How many months.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is no month.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The months that are in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The months, from 1 to 12, ascending.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (1..=12).filter(move |month| self.0 >> (month - 1) & 1 == 1)
    }

    /// Of `amount`, which falls on these months in equal whole parts, the earlier months taking the
    /// units that are left over, the part that falls on the months in `part` too.
    ///
    /// The parts of a partition of the months add up to `amount` exactly. No month: nothing.
    pub fn share(self, amount: u32, part: Self) -> u32 {
        let n = self.count();
        if n == 0 {
            return 0;
        }
        let wanted = self.and(part);
        if wanted == self {
            return amount;
        }
        let (each, left) = (amount / n, amount % n);
        each * wanted.count() + self.first(left).and(wanted).count()
    }

    /// The `n` earliest months.
    fn first(self, n: u32) -> Self {
        let mut rest = self.0;
        for _ in 0..n {
            rest &= rest.wrapping_sub(1);
        }
        Self(self.0 & !rest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Months;

    #[test]
    fn earlier_months_take_what_is_left_over() {
        let months = Months::range(3, 9);
        let parts: Vec<u32> = months
            .iter()
            .map(|month| months.share(100, Months::range(month, month)))
            .collect();
        assert_eq!(parts, [15, 15, 14, 14, 14, 14, 14]);
        assert_eq!(months.share(100, Months::range(1, 4)), 30);
        assert_eq!(months.share(100, Months::range(10, 12)), 0);
        assert_eq!(Months::NONE.share(100, Months::ALL), 0);
    }

    proptest! {
        #[test]
        fn a_partition_adds_up(bits in 1_u16..4096, cut in 0_u16..4096, amount in 0_u32..1_000_000) {
            let months = Months::from_bits(bits);
            let part = Months::from_bits(cut);
            let rest = Months::from_bits(!cut);
            prop_assert_eq!(months.share(amount, part) + months.share(amount, rest), amount);
        }
    }
}
