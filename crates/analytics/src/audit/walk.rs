//! A4 and A5: differences of two or three answers, within an edition and between two.

use std::collections::{HashMap, HashSet};

use pas_cube::grid::{Cell, Sum};

use super::bayes::{Noise, most_likely};
use super::lattice::{Equation, Lattice};
use super::plan::Dice;
use super::report::Walked;
use crate::protection::ProtectedCell;

/// The amount must be missed by a tenth at least.
const CLOSE_TENTHS: i64 = 10;

/// Walks over differences and gathers what they give away.
pub(super) struct Walker<'a> {
    pub(super) noise: &'a Noise,
    /// The largest small count: threshold less one.
    pub(super) most: i64,
    pub(super) walked: Walked,
    /// The most likely count and its certainty, by noisy difference and number of noises.
    known: HashMap<(i64, usize), Option<(i64, f64)>>,
    /// Small counts met, by count: their most frequent one is the guess to beat.
    counts: Vec<usize>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(noise: &'a Noise, most: i64) -> Self {
        Self {
            noise,
            most,
            walked: Walked::default(),
            known: HashMap::new(),
            counts: vec![0; usize::try_from(most).unwrap_or(0) + 1],
        }
    }

    /// What was found.
    pub(super) fn finish(mut self) -> Walked {
        self.walked.n_guessed = self.counts.iter().copied().max().unwrap_or(0);
        self.walked
    }

    /// A random box less one random box inside it.
    pub(super) fn pairs(&mut self, lattice: &Lattice, n: usize, dice: &mut Dice) {
        self.differences(lattice, n, 1, dice);
    }

    /// A random box less two random boxes inside it that share nobody.
    pub(super) fn triples(&mut self, lattice: &Lattice, n: usize, dice: &mut Dice) {
        self.differences(lattice, n, 2, dice);
    }

    fn differences(&mut self, lattice: &Lattice, n: usize, n_taken: usize, dice: &mut Dice) {
        let can_be = |equation: &&Equation| {
            (n_taken == 1 || equation.of_people) && equation.children.len() >= n_taken
        };
        let equations: Vec<&Equation> = lattice.equations.iter().filter(can_be).collect();
        if equations.is_empty() {
            return;
        }
        let mut seen = HashSet::new();
        for _ in 0..n {
            self.walked.n_tried += 1;
            let equation = equations[dice.below(equations.len())];
            let len = equation.children.len();
            let first = dice.below(len);
            let mut taken = vec![equation.children[first]];
            if n_taken == 2 {
                let other = (first + 1 + dice.below(len - 1)) % len;
                taken.push(equation.children[other]);
            }
            taken.sort_unstable();
            if !seen.insert((equation.parent, taken.clone())) {
                continue;
            }
            let part = |n: usize| (lattice.cells[n], lattice.shown[n]);
            let taken: Vec<_> = taken.into_iter().map(part).collect();
            self.difference(&part(equation.parent), &taken);
        }
    }

    /// Every box in two editions; `pairs` gives its number in each.
    pub(super) fn editions(&mut self, one: &Lattice, other: &Lattice, pairs: &[(usize, usize)]) {
        for &(n, m) in pairs {
            self.walked.n_tried += 1;
            let part = |lattice: &Lattice, n: usize| (lattice.cells[n], lattice.shown[n]);
            let (before, after) = (part(one, n), part(other, m));
            if after.0.people >= before.0.people {
                self.difference(&after, &[before]);
            } else {
                self.difference(&before, &[after]);
            }
        }
    }

    fn difference(&mut self, whole: &(Cell, ProtectedCell), taken: &[(Cell, ProtectedCell)]) {
        self.walked.n_different += 1;
        let Some(mut residual) = whole.1.people.value() else {
            return;
        };
        let mut count = i64::from(whole.0.people);
        for (cell, shown) in taken {
            let Some(people) = shown.people.value() else {
                return;
            };
            residual -= people;
            count -= i64::from(cell.people);
        }
        self.walked.n_both_shown += 1;
        self.amount(whole, taken, count);
        if count == 0 {
            self.walked.n_empty += 1;
            let same = |(_, shown): &(_, ProtectedCell)| *shown == whole.1;
            self.walked.n_empty_seen += usize::from(taken.iter().any(same));
            return;
        }
        if !(1..=self.most).contains(&count) {
            return;
        }
        self.walked.n_small += 1;
        self.counts[usize::try_from(count).unwrap_or(0)] += 1;
        let n_noises = taken.len() + 1;
        let (noise, most) = (self.noise, self.most);
        let found = self
            .known
            .entry((residual, n_noises))
            .or_insert_with(|| most_likely(&noise.likelihood(residual, n_noises, most)));
        if let Some((likely, certainty)) = *found {
            self.walked.highest = self.walked.highest.max(certainty);
            self.walked.n_right += usize::from(likely == count);
        }
    }

    /// The spending of at most a few people between the boxes, as the difference gives it.
    fn amount(
        &mut self,
        whole: &(Cell, ProtectedCell),
        taken: &[(Cell, ProtectedCell)],
        count: i64,
    ) {
        let exact = |cell: &Cell| cell.sums[Sum::Total as usize];
        let shown = |cell: &ProtectedCell| cell.sum(Sum::Total).value();
        let (mut amount, Some(mut seen)) = (exact(&whole.0), shown(&whole.1)) else {
            return;
        };
        for (cell, protected) in taken {
            let Some(cents) = shown(protected) else {
                return;
            };
            amount -= exact(cell);
            seen -= cents;
        }
        if amount > 0 && count <= self.most {
            self.walked.n_amounts += 1;
            let is_close = (seen - amount).abs() * CLOSE_TENTHS <= amount;
            self.walked.n_amounts_close += usize::from(is_close);
        }
    }
}
