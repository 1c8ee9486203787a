//! Chance that repeats: every part of the district throws its own dice, seeded by the district's seed.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Dice of one part of the generator. A change in one part leaves the others as they were.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The dice of the part called `part`.
    pub(crate) fn new(seed: u64, part: &str) -> Self {
        // FNV-1a: stable between releases of the standard library, unlike its hasher.
        let mixed = part
            .bytes()
            .fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(ChaCha8Rng::seed_from_u64(mixed))
    }

    /// A number from `low` to `high`, both possible.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high)
    }

    /// True `percent` times in a hundred.
    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.0.random_ratio(percent.min(100), 100)
    }

    /// One of `things`.
    pub(crate) fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        let chosen = things.choose(&mut self.0);
        chosen.expect("invariant: the generator picks from lists that are not empty")
    }

    /// One of `things`, each as often as its weight says.
    pub(crate) fn weighted<'a, T>(&mut self, things: &'a [(T, u32)]) -> &'a T {
        let chosen = things.choose_weighted(&mut self.0, |(_, weight)| *weight);
        let (thing, _) = chosen.expect("invariant: the weights of the generator are positive");
        thing
    }

    /// Puts `things` in another order.
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        things.shuffle(&mut self.0);
    }

    /// A day from `first` to `last`, both possible.
    pub(crate) fn day(&mut self, first: Date, last: Date) -> Date {
        let n_days = first.until(last).map_or(0, |span| span.get_days());
        let after = self.between(0, i64::from(n_days.max(0)));
        first.saturating_add(after.days())
    }
}
