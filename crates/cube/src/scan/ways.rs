//! In which way a grouping is counted, by what is asked for and by the order of the facts.

use crate::plan::{Grouping, Plan};

use super::by_person::{self, ByPerson};

/// Whether the sums of totals are those of their parts: of records that are in one cell each.
pub(super) fn sums_add_up(plan: &Plan) -> bool {
    Grouping::Body.time_part(plan).is_none()
}

/// Cells of a row take two to the power of this of places.
pub(super) const fn row_bits(n_columns: usize) -> u32 {
    n_columns.next_power_of_two().trailing_zeros()
}

/// Whether a table by quarter or month needs no entry for each of them that a fact touches.
pub(super) fn counts_parts_by_person(plan: &Plan, groupings: &[Grouping]) -> bool {
    let tells_parts = |grouping: &&Grouping| grouping.time_part(plan).is_some();
    let mut telling = groupings.iter().filter(tells_parts);
    plan.time_part().is_some() && telling.all(|grouping| is_by_person(*grouping, plan, false))
}

/// What the order of the facts says of neighbours: they stand by territory, and those of a person by year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Neighbours {
    /// Nothing else tells cells apart, so entries of one cell come in long runs.
    ByTerritory,
    /// Time tells cells apart, so a person's entries in one cell follow each other.
    ByTime,
    /// Entries of any cell may follow each other.
    Any,
}

impl Neighbours {
    pub(super) fn of(grouping: Grouping, plan: &Plan) -> Self {
        if grouping.is_territorial(plan) {
            Self::ByTerritory
        } else if grouping.tells_time(plan) && !plan.needs.households {
            Self::ByTime
        } else {
            Self::Any
        }
    }
}

/// Whether `grouping` is counted by person. In runs of one cell nothing is to be gained by it.
pub(super) fn is_by_person(grouping: Grouping, plan: &Plan, splits: bool) -> bool {
    let (n_rows, n_columns) = grouping.shape(plan);
    let n_places = n_rows << row_bits(n_columns);
    let is_split = splits && plan.time_part().is_some();
    let is_few = n_places <= by_person::MAX_CELLS;
    let is_quicker = match Neighbours::of(grouping, plan) {
        Neighbours::ByTerritory => false,
        // By year the order alone tells who is new, and without keys that is all there is to know.
        Neighbours::ByTime => plan.needs.keys || plan.time_part().is_some(),
        Neighbours::Any => true,
    };
    ByPerson::suits(plan) && is_few && !is_split && is_quicker
}
