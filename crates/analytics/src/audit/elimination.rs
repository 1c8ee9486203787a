//! A1: all shown figures as equations, solved exactly as if they were true.

use std::collections::{BTreeMap, HashMap};

use super::lattice::Equation;
use super::rational::Rational;

type Row = (BTreeMap<usize, Rational>, Rational);

/// What the elimination finds.
#[derive(Debug, Default)]
pub(super) struct Solved {
    /// Hidden cells whose value follows, with the value.
    pub(super) determined: Vec<(usize, i64)>,
    pub(super) n_unknowns: usize,
    pub(super) n_equations: usize,
    /// Hidden cells in systems that were too large.
    pub(super) n_left_out: usize,
}

/// Solves for the cells that `value` gives nothing for, system by system.
pub(super) fn solve(
    equations: &[&Equation],
    value: &dyn Fn(usize) -> Option<i64>,
    max_unknowns: usize,
) -> Solved {
    let mut systems: HashMap<usize, Vec<Row>> = HashMap::new();
    let mut joined = Joined::default();
    let rows: Vec<Row> = equations
        .iter()
        .filter_map(|equation| row(equation, value))
        .collect();
    for (unknowns, _) in &rows {
        let mut unknowns = unknowns.keys();
        if let Some(&first) = unknowns.next() {
            unknowns.for_each(|&other| joined.join(first, other));
            joined.find(first);
        }
    }
    let mut solved = Solved {
        n_equations: rows.len(),
        n_unknowns: joined.of.len(),
        ..Solved::default()
    };
    for row in rows {
        if let Some(&first) = row.0.keys().next() {
            systems.entry(joined.find(first)).or_default().push(row);
        }
    }
    let mut systems: Vec<_> = systems.into_iter().collect();
    systems.sort_by_key(|(root, _)| *root);
    for (root, rows) in systems {
        let size = joined.size(root);
        let found = if size <= max_unknowns {
            eliminate(rows)
        } else {
            None
        };
        match found {
            Some(found) => solved.determined.extend(found),
            None => solved.n_left_out += size,
        }
    }
    solved
}

/// Unknown children less an unknown parent = known parent less known children.
fn row(equation: &Equation, value: &dyn Fn(usize) -> Option<i64>) -> Option<Row> {
    let mut unknowns = BTreeMap::new();
    let mut right = 0;
    match value(equation.parent) {
        Some(known) => right += known,
        None => {
            unknowns.insert(equation.parent, Rational::whole(-1));
        }
    }
    for &child in &equation.children {
        match value(child) {
            Some(known) => right -= known,
            None => {
                unknowns.insert(child, Rational::whole(1));
            }
        }
    }
    (!unknowns.is_empty()).then(|| (unknowns, Rational::whole(right)))
}

/// The reduced row echelon form; the rows with one unknown are what follows. Nothing when the
/// fractions grow too large.
fn eliminate(rows: Vec<Row>) -> Option<Vec<(usize, i64)>> {
    let mut pivots: BTreeMap<usize, Row> = BTreeMap::new();
    for mut row in rows {
        let inside: Vec<usize> = row.0.keys().copied().collect();
        for unknown in inside {
            if let Some(pivot) = pivots.get(&unknown) {
                subtract(&mut row, unknown, pivot)?;
            }
        }
        let Some((&unknown, &factor)) = row.0.iter().next() else {
            continue;
        };
        for value in row.0.values_mut() {
            *value = value.by(factor)?;
        }
        row.1 = row.1.by(factor)?;
        for other in pivots.values_mut() {
            if other.0.contains_key(&unknown) {
                subtract(other, unknown, &row)?;
            }
        }
        pivots.insert(unknown, row);
    }
    let alone = pivots.into_iter().filter(|(_, row)| row.0.len() == 1);
    let whole = alone.filter_map(|(unknown, row)| Some((unknown, row.1.to_whole()?)));
    Some(whole.collect())
}

/// Takes `unknown` out of `row` by means of `pivot`.
fn subtract(row: &mut Row, unknown: usize, pivot: &Row) -> Option<()> {
    let factor = row.0.get(&unknown).copied()?;
    for (&other, &value) in &pivot.0 {
        let entry = row.0.entry(other).or_insert(Rational::ZERO);
        *entry = entry.less(factor, value)?;
        if entry.is_zero() {
            row.0.remove(&other);
        }
    }
    row.1 = row.1.less(factor, pivot.1)?;
    Some(())
}

/// Which unknowns share equations.
#[derive(Debug, Default)]
struct Joined {
    of: HashMap<usize, usize>,
    sizes: HashMap<usize, usize>,
}

impl Joined {
    fn find(&mut self, unknown: usize) -> usize {
        let mut root = unknown;
        while let Some(&up) = self.of.get(&root) {
            if up == root {
                break;
            }
            root = up;
        }
        self.of.insert(unknown, root);
        self.sizes.entry(root).or_insert(1);
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        if one != other {
            self.of.insert(other, one);
            let size = self.size(other);
            *self.sizes.entry(one).or_insert(1) += size;
        }
    }

    fn size(&self, root: usize) -> usize {
        self.sizes.get(&root).copied().unwrap_or(1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Equation, solve};

    #[test]
    fn what_follows_from_margins_is_found() {
        // Two by two: 0 1 | 4; 2 3 | 5; below 6 7; whole 8. Hidden: 1, and 2 with its margin 6.
        let values = [
            Some(10),
            None,
            None,
            Some(7),
            Some(12),
            Some(9),
            None,
            Some(9),
            Some(21),
        ];
        let equation = |parent, children: &[usize]| Equation {
            parent,
            children: children.to_vec(),
            of_people: true,
            of_records: true,
        };
        let all = [
            equation(4, &[0, 1]),
            equation(5, &[2, 3]),
            equation(6, &[0, 2]),
            equation(7, &[1, 3]),
            equation(8, &[6, 7]),
        ];
        let solved = solve(&all.iter().collect::<Vec<_>>(), &|n| values[n], 100);
        let mut determined = solved.determined;
        determined.sort_unstable();
        assert_eq!(determined, [(1, 2), (2, 2), (6, 12)]);
        assert_eq!((solved.n_unknowns, solved.n_left_out), (3, 0));
    }

    #[test]
    fn two_that_hide_each_other_are_not_found() {
        let both = Equation {
            parent: 2,
            children: vec![0, 1],
            of_people: true,
            of_records: true,
        };
        let solved = solve(&[&both], &|n| (n == 2).then_some(9), 100);
        assert!(solved.determined.is_empty());
        let too_large = solve(&[&both], &|n| (n == 2).then_some(9), 1);
        assert_eq!(too_large.n_left_out, 2);
    }
}
