//! Which cells may be shown: small ones are hidden, with others so that none can be computed back.
//!
//! Every year is one equation: the rows add up to the whole. A cell with fewer people than the
//! threshold is hidden; then the smallest other cells are hidden too, until the hidden ones are at
//! least two and together hold at least as many different people as the threshold, so that the whole
//! less what is shown is no small cell either. Where that cannot be had, the whole is hidden.
//! Source of the rules: ESSnet Handbook on Statistical Disclosure Control, chapters 4 and 5.

use std::collections::{BTreeMap, BTreeSet};

use super::count::{Cell, Counted, Year};

/// What a reader without access to single records may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// A cell with fewer people is hidden.
    pub threshold: u64,
}

impl Policy {
    /// The threshold that applies where the ente sets none. Source: within the range of 3 to 10 in
    /// use; see the Handbook, chapter 4.2.
    pub const DEFAULT: Self = Self { threshold: 5 };
}

/// The rows of `year` as `policy` lets them out.
pub(crate) fn rows<'y>(year: &'y Year, policy: Policy) -> BTreeMap<&'y str, Cell> {
    let hidden = hidden_keys(year, policy);
    let cell = |(key, counted): (&'y String, &Counted)| {
        let cell = if hidden.contains(key.as_str()) {
            Cell::Hidden
        } else {
            counted.shown()
        };
        (key.as_str(), cell)
    };
    year.rows.iter().map(cell).collect()
}

/// The whole of `year` as `policy` lets it out.
pub(crate) fn total(year: &Year, policy: Policy) -> Cell {
    let hidden = hidden_keys(year, policy);
    if hidden.is_empty() && year.total.n_people() >= policy.threshold {
        return year.total.shown();
    }
    if year.total.people.is_empty() {
        return Cell::Empty;
    }
    if is_safe(year, &hidden, policy) {
        year.total.shown()
    } else {
        Cell::Hidden
    }
}

fn hidden_keys(year: &Year, policy: Policy) -> BTreeSet<&str> {
    let is_small = |cell: &Counted| (1..policy.threshold).contains(&cell.n_people());
    let small = year.rows.iter().filter(|(_, cell)| is_small(cell));
    let mut hidden: BTreeSet<&str> = small.map(|(key, _)| key.as_str()).collect();
    if hidden.is_empty() {
        return hidden;
    }
    let mut others: Vec<(&str, &Counted)> = year
        .rows
        .iter()
        .map(|(key, cell)| (key.as_str(), cell))
        .filter(|(key, cell)| !hidden.contains(key) && !cell.people.is_empty())
        .collect();
    others.sort_by_key(|(key, cell)| (cell.n_people(), cell.spending, *key));
    let mut others = others.into_iter();
    while !is_safe(year, &hidden, policy) {
        match others.next() {
            Some((key, _)) => hidden.insert(key),
            None => break,
        };
    }
    hidden
}

/// Whether the hidden cells protect each other.
fn is_safe(year: &Year, hidden: &BTreeSet<&str>, policy: Policy) -> bool {
    let people: BTreeSet<_> = hidden
        .iter()
        .filter_map(|key| year.rows.get(*key))
        .flat_map(|cell| &cell.people)
        .collect();
    hidden.len() >= 2 && people.len() as u64 >= policy.threshold
}
