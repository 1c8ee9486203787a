//! What an edition promises: threshold, noise, and how certain an attacker may become.

use std::fmt;

use serde::Serialize;

/// The parameters of one edition's protection. They are the edition's, never the request's.
///
/// All but `p_percent` may be told: what protects is the [`Secret`](super::Secret).
#[derive(Clone, PartialEq, Serialize)]
pub struct Policy {
    /// Which set of parameters this is; it stands in the manifest of the edition.
    pub version: u16,
    /// A cell with fewer people is hidden, and so is one whose noisy count is lower.
    pub threshold: u32,
    /// How many dimensions beside time and territory a query may fix or spread at once.
    pub max_dimensions: u8,
    /// p of the p% rule; `None` draws it from the secret, between 10 and 20. Never told.
    #[serde(skip)]
    pub p_percent: Option<u32>,
    /// The noise of people, half of which sums share.
    pub count_noise: CountNoise,
    /// The noise of sums beside it; `None` only in weakened policies of tests.
    pub sum_noise: Option<SumNoise>,
    /// A quantile is shown only where the cell's amounts take at least so many different values.
    pub min_distinct_amounts: u32,
    /// What the audit holds the edition to.
    pub certainty: Certainty,
}

/// A two-sided geometric noise: P(e) ∝ α^|e| for |e| ≤ bound, nothing beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CountNoise {
    /// α in thousandths; 0 is no noise.
    pub alpha_permille: u32,
    /// The largest noise.
    pub bound: u8,
}

/// What a sum gets: the largest single part, times (half the noise of its people + a noise of its own,
/// two-sided exponential), kept away from nought.
///
/// Half, because both whole and none give a sum away as one more measurement of the people: with none,
/// a sum of equal parts is a count with noise of its own; with the whole, the sum less the count times
/// the largest part is free of the people's noise, and people without any part stand out. And even,
/// without steps: a noise of whole parts leaves a fraction that tells counts apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SumNoise {
    /// How it falls off, in whole largest parts.
    pub spread: CountNoise,
    /// How far, in thousandths of the largest part, the noise stays away from nought.
    pub hole_permille: u32,
}

/// How much the audit may find. Shares are in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Certainty {
    /// Highest certainty about a count of 1 to T−1 from one difference (a pair or triple of answers).
    pub single_permille: u32,
    /// Highest certainty from all equations on a hidden cell together, from outside.
    pub combined_permille: u32,
    /// The same for somebody who knows all records of one comune or body.
    pub insider_permille: u32,
    /// How much more often than by guessing the most frequent count all equations may be right.
    pub gain_permille: u32,
    /// How often a difference may come within 10 % of a hidden amount.
    pub amount_permille: u32,
    /// How wide the bounds of a hidden count must stay, in people.
    pub min_width: u32,
}

impl Policy {
    /// The policy of this version of the program. Reasons and measurements: decision 16.
    pub const V1: Self = Self {
        version: 1,
        threshold: 5,
        max_dimensions: 4,
        p_percent: None,
        count_noise: CountNoise {
            alpha_permille: 500,
            bound: 24,
        },
        sum_noise: Some(SumNoise {
            spread: CountNoise {
                alpha_permille: 500,
                bound: 24,
            },
            hole_permille: 150,
        }),
        min_distinct_amounts: 5,
        certainty: Certainty {
            single_permille: 540,
            combined_permille: 930,
            insider_permille: 985,
            gain_permille: 200,
            amount_permille: 100,
            min_width: 4,
        },
    };

    /// Whether a query over `n_dimensions` dimensions beside time and territory may be answered.
    pub const fn admits(&self, n_dimensions: usize) -> bool {
        n_dimensions <= self.max_dimensions as usize
    }
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("version", &self.version)
            .field("threshold", &self.threshold)
            .field("max_dimensions", &self.max_dimensions)
            .field("count_noise", &self.count_noise)
            .field("sum_noise", &self.sum_noise)
            .finish_non_exhaustive()
    }
}
