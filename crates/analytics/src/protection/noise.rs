//! The table that noise is drawn from: symmetric, truncated far out, without bias.

use super::policy::CountNoise;

/// One half of 2^64: the mass of all magnitudes; the remaining bit is the sign.
const WHOLE: u64 = 1 << 63;

/// P(e) ∝ α^|e| for |e| ≤ bound, by magnitude, as whole parts of 2^63.
///
/// Its variance is close to 2α/(1−α)², and between neighbouring values the odds are 1/α: whoever
/// sees one noisy count can tell two neighbouring counts apart by no more than that.
#[derive(Debug, Clone)]
pub struct PTable {
    /// For each magnitude, the mass up to it; the last is the whole.
    cumulative: Vec<u64>,
}

impl PTable {
    /// The table of `noise`.
    pub fn new(noise: CountNoise) -> Self {
        Self::with_steps(noise, 0)
    }

    /// The table of `noise` in steps of 1/2^`halvings`: what is drawn counts steps. Only square roots
    /// and products, so that every machine has the same table.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "masses are between 0 and 2^63, and the last one is set exactly"
    )]
    pub fn with_steps(noise: CountNoise, halvings: u8) -> Self {
        let alpha = f64::from(noise.alpha_permille.min(999)) / 1000.0;
        let alpha = (0..halvings).fold(alpha, |alpha, _| alpha.sqrt());
        let mut weights = vec![1.0];
        let mut power = 2.0;
        for _ in 0..u32::from(noise.bound) << halvings {
            power *= alpha;
            weights.push(power);
        }
        let all: f64 = weights.iter().sum();
        let mut sum = 0.0;
        let mut cumulative: Vec<u64> = weights
            .iter()
            .map(|weight| {
                sum += weight / all;
                ((sum * WHOLE as f64) as u64).min(WHOLE)
            })
            .collect();
        if let Some(last) = cumulative.last_mut() {
            *last = WHOLE;
        }
        Self { cumulative }
    }

    /// The noise that 64 even bits stand for.
    pub fn draw(&self, bits: u64) -> i64 {
        let (is_negative, rest) = (bits >= WHOLE, bits % WHOLE);
        let magnitude = self.cumulative.partition_point(|&up_to| up_to <= rest);
        let magnitude = i64::try_from(magnitude).unwrap_or(0);
        if is_negative { -magnitude } else { magnitude }
    }

    /// The largest noise.
    pub fn bound(&self) -> i64 {
        i64::try_from(self.cumulative.len()).unwrap_or(i64::MAX) - 1
    }

    /// Probability of exactly `noise`.
    #[expect(
        clippy::cast_precision_loss,
        reason = "masses of 2^63 as shares of one"
    )]
    pub fn probability(&self, noise: i64) -> f64 {
        let Ok(magnitude) = usize::try_from(noise.unsigned_abs()) else {
            return 0.0;
        };
        let Some(&up_to) = self.cumulative.get(magnitude) else {
            return 0.0;
        };
        let below = magnitude.checked_sub(1).map_or(0, |n| self.cumulative[n]);
        let mass = (up_to - below) as f64 / WHOLE as f64;
        if magnitude == 0 { mass } else { mass / 2.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{PTable, WHOLE};
    use crate::protection::policy::{CountNoise, Policy};

    fn moments(table: &PTable) -> (f64, f64, f64) {
        let mut all = (0.0, 0.0, 0.0);
        for noise in -table.bound()..=table.bound() {
            let (p, e) = (
                table.probability(noise),
                f64::from(i32::try_from(noise).unwrap()),
            );
            all = (all.0 + p, all.1 + p * e, all.2 + p * e * e);
        }
        all
    }

    #[test]
    fn the_table_is_whole_unbiased_and_of_the_stated_variance() {
        for (alpha_permille, bound) in [(500, 24), (400, 20), (700, 60), (200, 12)] {
            let table = PTable::new(CountNoise {
                alpha_permille,
                bound,
            });
            let (whole, mean, variance) = moments(&table);
            let alpha = f64::from(alpha_permille) / 1000.0;
            let stated = 2.0 * alpha / ((1.0 - alpha) * (1.0 - alpha));
            assert!((whole - 1.0).abs() < 1e-12);
            assert!(mean.abs() < 1e-12);
            assert!(
                (variance - stated).abs() < 1e-4 * stated,
                "{variance} {stated}"
            );
        }
    }

    #[test]
    fn neighbouring_values_differ_by_no_more_than_alpha() {
        let table = PTable::new(Policy::V1.count_noise);
        for noise in 0..table.bound() {
            let odds = table.probability(noise) / table.probability(noise + 1);
            assert!((odds - 2.0).abs() < 1e-6, "{noise}: {odds}");
        }
        assert!(table.probability(table.bound()) > 0.0);
        assert!(table.probability(table.bound() + 1) < f64::MIN_POSITIVE);
    }

    #[test]
    fn bits_lead_to_the_noise_that_the_table_says() {
        let table = PTable::new(Policy::V1.count_noise);
        assert_eq!(table.draw(0), 0);
        assert_eq!(table.draw(WHOLE - 1), 24);
        assert_eq!(table.draw(u64::MAX), -24);
        let none = PTable::new(CountNoise {
            alpha_permille: 0,
            bound: 24,
        });
        assert!(
            [0, 1, WHOLE, u64::MAX]
                .iter()
                .all(|&bits| none.draw(bits) == 0)
        );
    }
}
