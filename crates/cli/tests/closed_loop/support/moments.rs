//! Seeded choices: when something is killed, how much is asked for.

/// A sequence that the seed decides (SplitMix64).
pub(crate) struct Moments(u64);

impl Moments {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    /// `n` moments on the way to `end`, each in its own stretch of it, in order.
    pub(crate) fn on_the_way(&mut self, n: u64, end: u64) -> Vec<u64> {
        let stretch = (end / (n + 1)).max(1);
        let moment = |position| position * stretch + self.below(stretch);
        (0..n).map(moment).collect()
    }
}
