//! How likely each hidden count is, given what was shown and the table that noise is drawn from.

use std::collections::{HashMap, HashSet};

use pas_cube::grid::N_SUMS;

use super::lattice::{Equation, Lattice};
use super::sums::{Difference, SumNoiseDifference};
use crate::protection::PTable;

/// Most noises in one equation; beyond, it tells next to nothing.
const MAX_NOISES: usize = 8;

/// Hidden cells may hold more than a few people; so many more are thought possible.
pub(super) const BEYOND: i64 = 8;

/// The distribution of the sum of several independent noises. The table is symmetric, so differences
/// are sums.
#[derive(Debug)]
pub(super) struct Noise {
    bound: i64,
    sums: Vec<Vec<f64>>,
}

impl Noise {
    pub(super) fn new(table: &PTable) -> Self {
        let bound = table.bound();
        let one: Vec<f64> = (-bound..=bound).map(|e| table.probability(e)).collect();
        let mut sums = vec![vec![1.0]];
        for n in 0..MAX_NOISES {
            let mut next = vec![0.0; sums[n].len() + one.len() - 1];
            for (at, p) in sums[n].iter().enumerate() {
                for (shift, q) in one.iter().enumerate() {
                    next[at + shift] += p * q;
                }
            }
            sums.push(next);
        }
        Self { bound, sums }
    }

    /// The largest noise of one.
    pub(super) fn bound(&self) -> i64 {
        self.bound
    }

    /// The variance of one.
    pub(super) fn variance(&self) -> f64 {
        let square = |e: i64| f64::from(i32::try_from(e * e).unwrap_or(i32::MAX));
        (-self.bound..=self.bound)
            .map(|e| self.probability(1, e) * square(e))
            .sum()
    }

    /// Probability that `n` noises come to `sum`.
    fn probability(&self, n: usize, sum: i64) -> f64 {
        let Some(all) = self.sums.get(n) else {
            return 0.0;
        };
        let middle = i64::try_from(n).unwrap_or(0) * self.bound;
        let at = usize::try_from(sum + middle).ok();
        at.and_then(|at| all.get(at)).copied().unwrap_or(0.0)
    }

    /// How likely a cell of `count` people is hidden, where `most` is the largest small count: always up
    /// to that, and beyond where its noise takes it there.
    fn hidden(&self, count: i64, most: i64) -> f64 {
        if count <= most {
            return 1.0;
        }
        (-self.bound..=most - count)
            .map(|e| self.probability(1, e))
            .sum()
    }

    /// How likely `residual`, the noisy difference of `n` noises, is for each count from 1 to `most`.
    pub(super) fn likelihood(&self, residual: i64, n: usize, most: i64) -> Vec<f64> {
        (1..=most)
            .map(|count| self.probability(n, residual - count))
            .collect()
    }
}

/// The most likely count, from 1, and how likely it is. Nothing where no count is possible.
pub(super) fn most_likely(weights: &[f64]) -> Option<(i64, f64)> {
    let all: f64 = weights.iter().sum();
    let (at, best) = weights
        .iter()
        .enumerate()
        .max_by(|one, other| one.1.total_cmp(other.1))?;
    let count = i64::try_from(at).ok()? + 1;
    (all > 0.0).then_some((count, best / all))
}

/// What all equations together say of one hidden count.
#[derive(Debug)]
pub(super) struct Evidence {
    /// For each count from 1 and on beyond the small ones, the product of the likelihoods.
    pub(super) likelihood: Vec<f64>,
    pub(super) n_equations: usize,
    /// Differences of sums among them.
    pub(super) n_sums: usize,
}

/// A hidden cell against its equations: those in which it is the only one that is not known. `own` of
/// its people are known to the attacker, and the counts are of the others. That the cell is hidden
/// weighs in too.
///
/// Where an equation is a whole less one part, the sums weigh in too.
///
/// Equations whose parents show the very same figures are about the same people, and count once.
/// Longer equations, over hidden neighbours or by inclusion and exclusion, are not used.
pub(super) fn evidence(
    (cell, own): (usize, i64),
    lattice: &Lattice,
    equations: &[(&Equation, Vec<Term>)],
    noise: (&Noise, Option<&SumNoiseDifference>),
    most: i64,
) -> Evidence {
    let mut evidence = Evidence {
        likelihood: (own + 1..=own + most + BEYOND)
            .map(|count| noise.0.hidden(count, most))
            .collect(),
        n_equations: 0,
        n_sums: 0,
    };
    let mut seen = HashSet::new();
    for (equation, terms) in equations {
        let mut residual = 0;
        let mut n_noises = 0;
        for term in terms.iter().filter(|term| term.cell != cell) {
            let sign = if term.cell == equation.parent { 1 } else { -1 };
            residual += sign * term.value;
            n_noises += usize::from(!term.is_known);
        }
        if equation.parent == cell || n_noises > MAX_NOISES {
            continue;
        }
        let parent = &lattice.shown[equation.parent];
        if !seen.insert((parent.people.value(), parent.sums.map(crate::Shown::value))) {
            continue;
        }
        let likelihood = noise.0.likelihood(residual - own, n_noises, most + BEYOND);
        // A box that is shown holds more than a few; who knows all other parts knows how many are missing.
        let is_known = |term: &&Term| term.is_known && term.cell != equation.parent;
        let known: i64 = terms.iter().filter(is_known).map(|term| term.value).sum();
        let is_alone = n_noises == 1
            && terms
                .iter()
                .any(|t| t.cell == equation.parent && !t.is_known);
        let mut count = own;
        for (product, factor) in evidence.likelihood.iter_mut().zip(likelihood) {
            count += 1;
            let is_possible = !is_alone || known + count > most;
            *product *= if is_possible { factor } else { 0.0 };
        }
        evidence.n_equations += 1;
        let mut others = terms
            .iter()
            .filter(|term| !term.is_known && term.cell != equation.parent);
        if let (Some(sums), Some(other), None) = (noise.1, others.next(), others.next())
            && n_noises == 2
            && equation.of_records
        {
            let difference = Difference {
                whole: equation.parent,
                part: other.cell,
                hidden: cell,
                own,
                residual,
            };
            for sum in 0..N_SUMS {
                let weighed = sums.weigh(lattice, &difference, sum, &mut evidence.likelihood);
                evidence.n_sums += usize::from(weighed);
            }
        }
    }
    evidence
}

/// A figure in an equation; the hidden cell itself has none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    pub(super) cell: usize,
    pub(super) value: i64,
    pub(super) is_known: bool,
}

/// For each hidden cell, the equations that have no other hidden cell.
pub(super) fn minimal<'e>(
    equations: &[&'e Equation],
    term: &dyn Fn(usize) -> Option<Term>,
) -> HashMap<usize, Vec<(&'e Equation, Vec<Term>)>> {
    let mut minimal: HashMap<usize, Vec<(&Equation, Vec<Term>)>> = HashMap::new();
    for equation in equations {
        let mut hidden = None;
        let mut terms = Vec::with_capacity(equation.children.len() + 1);
        let mut n_hidden = 0;
        for &cell in equation.children.iter().chain([&equation.parent]) {
            if let Some(term) = term(cell) {
                terms.push(term);
            } else {
                hidden = Some(cell);
                n_hidden += 1;
            }
        }
        if let (Some(hidden), 1) = (hidden, n_hidden) {
            minimal.entry(hidden).or_default().push((equation, terms));
        }
    }
    minimal
}

#[cfg(test)]
mod tests {
    use super::{Noise, most_likely};
    use crate::protection::{PTable, Policy};

    #[test]
    fn one_noise_tells_neighbours_apart_by_two_at_most() {
        let noise = Noise::new(&PTable::new(Policy::V1.count_noise));
        let far_below = noise.likelihood(-9, 1, 4);
        for pair in far_below.windows(2) {
            assert!((pair[0] / pair[1] - 2.0).abs() < 1e-3);
        }
        let (count, certainty) = most_likely(&far_below).unwrap();
        assert_eq!(count, 1);
        assert!((certainty - 8.0 / 15.0).abs() < 1e-3);
        let known = noise.likelihood(3, 0, 4);
        assert_eq!(most_likely(&known), Some((3, 1.0)));
        assert_eq!(most_likely(&noise.likelihood(9, 0, 4)), None);
    }
}
