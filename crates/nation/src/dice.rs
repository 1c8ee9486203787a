//! Chance that is the same on every machine: numbers mixed from numbers, integers throughout.

/// Mixes a number so well that neighbours have nothing in common (the finaliser of `SplitMix64`,
/// Steele, Lea and Flood 2014). One to one: different numbers stay different.
pub(crate) const fn mix(number: u64) -> u64 {
    let mut x = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Mixes a number below 2^`bits` one to one into another below 2^`bits`.
pub(crate) const fn mix_within(number: u64, key: u64, bits: u32) -> u64 {
    let mask = u64::MAX >> (64 - bits);
    let half = bits / 2;
    let mut x = (number ^ key) & mask;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9) & mask;
    x ^= x >> half;
    x = x.wrapping_mul(0x94d0_49bb_1331_11eb) & mask;
    x ^= x >> half;
    x = x.wrapping_mul(0x9e37_79b9_7f4a_7c15) & mask;
    x ^ (x >> half)
}

/// A stream of chances.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The stream that belongs to these two numbers.
    pub(crate) const fn new(seed: u64, of: u64) -> Self {
        Self(mix(seed ^ mix(of)))
    }

    /// 64 random bits.
    pub(crate) const fn roll(&mut self) -> u64 {
        let rolled = mix(self.0);
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        rolled
    }

    /// A number from 0 to `n - 1`; 0 where `n` is 0.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        let scaled = (self.roll() >> 32) * u64::from(n);
        u32::try_from(scaled >> 32).unwrap_or(0)
    }

    /// Whether something happens that happens `per_mille` times in a thousand.
    pub(crate) fn happens(&mut self, per_mille: u16) -> bool {
        self.below(1000) < u32::from(per_mille)
    }

    /// The position of one of the weights, each as often as it weighs.
    pub(crate) fn pick(&mut self, weights: &[u32]) -> usize {
        let mut rest = self.below(weights.iter().sum());
        for (position, &weight) in weights.iter().enumerate() {
            if rest < weight {
                return position;
            }
            rest -= weight;
        }
        0
    }

    /// Puts `items` into a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(u32::try_from(last + 1).unwrap_or(u32::MAX));
            items.swap(last, other as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Dice, mix_within};

    #[test]
    fn mixing_within_is_one_to_one() {
        let mixed: HashSet<u64> = (0..1 << 12).map(|n| mix_within(n, 0x5a5, 12)).collect();
        assert_eq!(mixed.len(), 1 << 12);
        assert!(mixed.iter().all(|&n| n < 1 << 12));
    }

    #[test]
    fn a_pick_is_as_often_as_it_weighs() {
        let mut dice = Dice::new(1, 2);
        let mut counts = [0_u32; 3];
        for _ in 0..10_000 {
            counts[dice.pick(&[1, 0, 3])] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((2_300..2_700).contains(&counts[0]), "{counts:?}");
    }
}
