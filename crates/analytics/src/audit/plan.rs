//! How much is tried.

use std::num::NonZero;

use pas_cube::Cube;

use super::family::{self, Family};

/// What an audit tries.
#[derive(Debug, Clone)]
pub struct AuditPlan {
    /// The tables.
    pub families: Vec<Family>,
    /// Random pairs, over all families.
    pub n_pairs: usize,
    /// Random triples, over all families.
    pub n_triples: usize,
    /// Hidden cells of each family whose bounds are computed by linear programming.
    pub n_bounds: usize,
    /// Insiders of each family, those with the most people first.
    pub n_insiders: usize,
    /// Larger systems of hidden cells are not eliminated; the report counts their cells.
    pub max_unknowns: usize,
    /// What the random choices follow from.
    pub seed: u64,
    /// Cores for scans.
    pub n_threads: NonZero<usize>,
}

impl AuditPlan {
    /// The families of the last year of the edition over `n_provinces` and as many ATS: among those in
    /// which anybody gets anything, from the fullest to the emptiest in even steps.
    pub fn of(cube: &Cube, n_provinces: usize) -> Self {
        let spread = |level: &str| -> Vec<String> {
            let codes = family::by_people(cube, level);
            let step = codes.len().checked_div(n_provinces).unwrap_or(1).max(1);
            codes.into_iter().step_by(step).take(n_provinces).collect()
        };
        let year = family::codes(cube, "anno").pop().unwrap_or_default();
        Self {
            families: family::of_year(&year, &spread("provincia"), &spread("ats")),
            n_pairs: 500_000,
            n_triples: 500_000,
            n_bounds: 200,
            n_insiders: 3,
            max_unknowns: 2_000,
            seed: 1,
            n_threads: NonZero::<usize>::MIN,
        }
    }
}

/// Even numbers for random choices (splitmix64, public domain, Sebastiano Vigna).
#[derive(Debug, Clone)]
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// A number below `n`; 0 where `n` is 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^= word >> 31;
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        usize::try_from(word.checked_rem(n).unwrap_or(0)).unwrap_or(0)
    }
}
