//! The obvious answer: walks the facts one by one and keeps sets, without any table of the crate's.

use std::collections::{BTreeMap, BTreeSet};

use pas_cube::dimension::Level;
use pas_cube::grid::{Cell, N_SUMS, Sum};
use pas_cube::{Fact, Query, Reference};

use crate::code::code_of;
use crate::world::key_of;

/// The codes of a row or column.
pub(crate) type Codes = Vec<String>;

/// Codes of row and column, as far as a grouping keeps them.
pub(crate) type Key = (Codes, Codes);

/// What is known of the people of one cell.
#[derive(Default)]
pub(crate) struct Group {
    households: BTreeSet<u64>,
    /// Each person's part in each sum.
    people: BTreeMap<u64, [i64; N_SUMS]>,
}

impl Group {
    /// The cell with all its statistics.
    pub(crate) fn cell(&self) -> Cell {
        let parts = |sum: usize| self.people.values().map(move |parts| parts[sum]);
        let top = |sum: usize| {
            let mut parts: Vec<i64> = parts(sum).collect();
            parts.sort_unstable_by(|a, b| b.cmp(a));
            parts.extend([0, 0]);
            [parts[0], parts[1]]
        };
        let keys = self.people.keys().map(|person| key_of(*person));
        Cell {
            people: u32::try_from(self.people.len()).expect("made-up worlds are small"),
            households: u32::try_from(self.households.len()).expect("made-up worlds are small"),
            key: keys.fold(0, u16::wrapping_add),
            sums: std::array::from_fn(|sum| parts(sum).sum()),
            top: std::array::from_fn(top),
        }
    }

    /// Each person's spending, ascending.
    pub(crate) fn amounts(&self) -> Vec<u32> {
        let totals = self.people.values().map(|parts| parts[Sum::Total as usize]);
        let mut amounts: Vec<u32> = totals
            .map(|cents| u32::try_from(cents).expect("made-up worlds are small"))
            .collect();
        amounts.sort_unstable();
        amounts
    }
}

/// Body, totals of rows, totals of columns, whole.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) groups: [BTreeMap<Key, Group>; 4],
}

/// The answer to `query`.
pub(crate) fn answer(reference: &Reference, facts: &[Fact], query: &Query) -> Answer {
    let mut answer = Answer::default();
    for fact in facts {
        let mut months: [BTreeMap<Key, Vec<u8>>; 4] = Default::default();
        for month in fact.months.iter() {
            let counts = query.until_month.is_none_or(|until| month <= until)
                && query.filters.iter().all(|(level, code)| {
                    code_of(reference, level, fact, month).as_ref() == Some(code)
                });
            let codes = |levels: &[&'static Level]| -> Option<Codes> {
                levels
                    .iter()
                    .map(|level| code_of(reference, level, fact, month))
                    .collect()
            };
            if !counts {
                continue;
            }
            let (Some(row), Some(column)) = (codes(&query.rows), codes(&query.columns)) else {
                continue;
            };
            let keys = [
                (row.clone(), column.clone()),
                (row, Vec::new()),
                (Vec::new(), column),
                (Vec::new(), Vec::new()),
            ];
            for (grouping, key) in keys.into_iter().enumerate() {
                months[grouping].entry(key).or_default().push(month);
            }
        }
        for (grouping, of_keys) in months.into_iter().enumerate() {
            for (key, months) in of_keys {
                add(
                    answer.groups[grouping].entry(key).or_default(),
                    fact,
                    &months,
                );
            }
        }
    }
    answer
}

/// Adds what of `fact` falls on `months`; the record is one, however many months.
fn add(group: &mut Group, fact: &Fact, months: &[u8]) {
    group.households.insert(fact.household);
    let parts = group.people.entry(fact.person).or_default();
    parts[Sum::Records as usize] += 1;
    parts[Sum::Months as usize] += i64::try_from(months.len()).expect("made-up worlds are small");
    for (sum, amount) in [
        (Sum::Hours, u32::from(fact.hours)),
        (Sum::Total, fact.total_cents),
        (Sum::User, fact.user_cents),
        (Sum::Ssn, fact.ssn_cents),
    ] {
        let n = fact.months.count();
        for (place, month) in (0..).zip(fact.months.iter()) {
            if months.contains(&month) {
                parts[sum as usize] += i64::from(amount / n + u32::from(place < amount % n));
            }
        }
    }
}
