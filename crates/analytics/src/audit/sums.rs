//! What a difference of two sums tells of how many people are between, beyond the difference of their counts.

use super::lattice::Lattice;
use crate::protection::{PTable, SumNoise};

/// Halvings of a largest part that make a step of the table.
const HALVINGS: u8 = 4;

/// What one density may be at least: rounding and clamps make impossible what is only unlikely.
const FLOOR: f64 = 1e-8;

/// The distribution of the difference of two sums' own noises, in largest parts.
#[derive(Debug)]
pub(super) struct SumNoiseDifference {
    density: Vec<f64>,
    middle: i64,
}

/// A whole less the one part that is shown: what is left is hidden.
#[derive(Debug, Clone, Copy)]
pub(super) struct Difference {
    pub(super) whole: usize,
    pub(super) part: usize,
    pub(super) hidden: usize,
    /// Of the hidden people, how many the attacker knows.
    pub(super) own: i64,
    /// The difference of the counts as shown.
    pub(super) residual: i64,
}

impl SumNoiseDifference {
    pub(super) fn new(noise: SumNoise) -> Self {
        let table = PTable::with_steps(noise.spread, HALVINGS);
        let reach = table.bound();
        let one: Vec<f64> = (-reach..=reach)
            .map(|step| table.probability(step))
            .collect();
        let mut density = vec![0.0; 2 * one.len() - 1];
        for (n, p) in one.iter().enumerate() {
            for (m, q) in one.iter().enumerate() {
                density[n + m] += p * q;
            }
        }
        Self {
            density,
            middle: 2 * reach,
        }
    }

    /// How likely `noise` is; between the steps, in proportion.
    #[expect(clippy::cast_possible_truncation, reason = "a few thousand steps")]
    fn at(&self, noise: f64) -> f64 {
        let steps = noise * f64::from(1_u32 << HALVINGS);
        let below = steps.floor();
        let of = |step: i64| {
            let found = usize::try_from(step + self.middle).ok();
            found
                .and_then(|step| self.density.get(step))
                .copied()
                .unwrap_or(0.0)
        };
        let (low, high) = (of(below as i64), of(below as i64 + 1));
        (low + (high - low) * (steps - below)).max(FLOOR)
    }

    /// Multiplies `likelihood` (of counts from 1) by what the difference of sum number `sum` says.
    ///
    /// The attacker is told the largest parts, and what each of the hidden people has on average; the
    /// count is all that is left to find. Only where both boxes have the same largest part: otherwise
    /// the noise of the people does not fall out, and the sums say less. Whether there was anything
    /// to weigh.
    #[expect(
        clippy::cast_precision_loss,
        reason = "money and counts stay far below 2^52"
    )]
    pub(super) fn weigh(
        &self,
        lattice: &Lattice,
        difference: &Difference,
        sum: usize,
        likelihood: &mut [f64],
    ) -> bool {
        let &Difference {
            whole,
            part,
            hidden,
            own,
            residual,
        } = difference;
        let top = |cell: usize| lattice.cells[cell].top[sum][0];
        let shown = |cell: usize| lattice.shown[cell].sums[sum].value();
        let (Some(more), Some(less)) = (shown(whole), shown(part)) else {
            return false;
        };
        let people = lattice.cells[hidden].people;
        if top(whole) != top(part) || top(whole) == 0 || people == 0 {
            return false;
        }
        let largest = top(whole) as f64;
        let each = lattice.cells[hidden].sums[sum] as f64 / f64::from(people);
        let mut count = own;
        for factor in likelihood {
            count += 1;
            let noise = ((more - less) as f64 - each * count as f64) / largest;
            let of_people = 0.5 * ((residual - count) as f64);
            *factor *= self.at(noise - of_people);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::SumNoiseDifference;
    use crate::protection::Policy;

    #[test]
    fn differences_of_noise_are_symmetric_and_as_wide_as_stated() {
        let noise = Policy::V1.sum_noise.expect("the policy bends sums");
        let difference = SumNoiseDifference::new(noise);
        let (mut whole, mut variance) = (0.0, 0.0);
        for step in -700_i32..=700 {
            let at = f64::from(step) / 16.0;
            let p = difference.at(at);
            assert!((p - difference.at(-at)).abs() < 1e-12);
            whole += p;
            variance += p * at * at;
        }
        // Twice 2/ln²α.
        assert!((whole - 1.0).abs() < 0.01, "{whole}");
        assert!((variance - 2.0 * 4.16).abs() < 0.5, "{variance}");
    }
}
