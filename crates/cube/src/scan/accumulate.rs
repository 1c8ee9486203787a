//! The cells of one grouping while the facts go by.

use crate::grid::{Cell, Grid, N_SUMS, Sum};
use crate::plan::{Grouping, Plan};

use super::batch::{Batch, zeroed};
use super::by_person::{self, ByPerson};
use super::distinct::Distinct;
use super::runs::{Run, find_runs};
use super::top::Top;
use super::ways::{Neighbours, is_by_person, row_bits, sums_add_up};

/// Most cells of a grouping whose sums are gathered in [`N_LANES`] parts.
const MANY_CELLS: usize = 1 << 16;
/// Parts of a cell's sum. Neighbours are often of one cell, and the second of two additions to one place
/// waits for the first: so they go to different places.
const N_LANES: usize = 4;

/// Working space that the accumulators of a part share.
#[derive(Debug, Default)]
pub(super) struct Room {
    cells: Vec<u32>,
    /// For each entry, every bit where its person was in its cell before, none where the person is new
    /// to it.
    known: Vec<u32>,
    /// Stretches of entries of one cell, where they are long: of territories they are.
    runs: Vec<Run>,
    by_person: by_person::Room,
}

/// Most cells whose tops are held against a block before its entries are.
const FEW_TOPS: usize = 512;

/// The statistics of every cell of a grouping.
pub(super) struct Accumulator {
    grouping: Grouping,
    /// Cells of a row take this power of two of places, so that a cell's place is a shift away.
    row_bits: u32,
    /// Whether a cell holds several entries of one fact, by quarter or month.
    joins_parts: bool,
    n_places: usize,
    shape: (usize, usize),
    neighbours: Neighbours,
    /// Whether no cell holds facts of several years.
    tells_years: bool,
    people: Distinct,
    /// Counts people and keys in place of `people` and `keys` where nothing else is needed and cells are few.
    by_person: Option<ByPerson>,
    keys: Vec<u16>,
    households: Distinct,
    /// By sum, the parts of each cell side by side; empty where it is not needed, or follows from the body's.
    sums: [Vec<i64>; N_SUMS],
    n_lanes: usize,
    tops: [Vec<Top>; N_SUMS],
    /// Of each cell's last person, the spending so far.
    pending: Vec<Option<u32>>,
    /// Cell and spending of each person in it.
    amounts: Vec<(u32, u32)>,
}

impl Accumulator {
    /// Where not `splits`, an entry is a fact, whatever quarters or months it touches.
    pub(super) fn new(grouping: Grouping, plan: &Plan, splits: bool) -> Self {
        let (n_rows, n_columns) = grouping.shape(plan);
        let row_bits = row_bits(n_columns);
        let n_places = n_rows << row_bits;
        let by_person = is_by_person(grouping, plan, splits)
            .then(|| ByPerson::new(grouping, plan, n_places, row_bits));
        let needs = &plan.needs;
        let room = |needed: bool| if needed { n_places } else { 0 };
        let needs_people = needs.people || needs.keys || needs.tops || needs.amounts;
        let distinct = |needed: bool| {
            if needed {
                Distinct::of_cells(n_places)
            } else {
                Distinct::Uncounted
            }
        };
        let n_lanes = if n_places <= MANY_CELLS { N_LANES } else { 1 };
        let sums_here = grouping == Grouping::Body || !sums_add_up(plan);
        Self {
            grouping,
            row_bits,
            joins_parts: grouping.joins_parts(plan),
            n_places,
            shape: (n_rows, n_columns),
            neighbours: Neighbours::of(grouping, plan),
            tells_years: grouping.tells_years(plan),
            people: distinct(needs_people && by_person.is_none()),
            keys: vec![0; room(needs.keys && by_person.is_none())],
            by_person,
            households: distinct(needs.households),
            sums: std::array::from_fn(|sum| vec![0; n_lanes * room(needs.sums[sum] && sums_here)]),
            n_lanes,
            tops: std::array::from_fn(|sum| {
                vec![Top::default(); room(needs.sums[sum] && needs.tops)]
            }),
            pending: vec![None; room(needs.amounts)],
            amounts: Vec::new(),
        }
    }

    /// Adds the entries of `batch`; `room` is working space.
    pub(super) fn add(&mut self, batch: &Batch, room: &mut Room) {
        if batch.rows.is_empty() {
            return;
        }
        let cells = number(self.grouping, self.row_bits, batch, &mut room.cells);
        if let Some(by_person) = &mut self.by_person {
            by_person.add(cells, batch, &mut room.by_person);
            return;
        }
        room.runs.clear();
        if self.neighbours == Neighbours::ByTerritory
            && (self.people.is_counted() || self.households.is_counted())
        {
            if self.is_one_cell(batch) {
                room.runs.extend(Run::of_all(cells));
            } else {
                find_runs(cells, &mut room.runs);
            }
        }
        self.add_distinct(cells, batch, room.runs.as_slice(), &mut room.known);
        self.add_keys(cells, &room.runs, &room.known, &batch.keys);
        for sum in 0..N_SUMS {
            let values = if self.joins_parts && sum == Sum::Records as usize {
                &batch.firsts
            } else {
                &batch.values[sum]
            };
            if self.nobody_reaches_top(sum, batch) {
                self.leave_out_last(sum, cells, &batch.people);
            } else if !self.tops[sum].is_empty() {
                add_tops(&mut self.tops[sum], cells, &room.runs, &room.known, values);
            }
            if !self.sums[sum].is_empty() {
                add_sum(&mut self.sums[sum], self.n_lanes, cells, values);
            }
        }
        if !self.pending.is_empty() {
            self.add_amounts(cells, &room.known, &batch.values[Sum::Total as usize]);
        }
    }

    /// Whether all entries of `batch` are known to be in one cell.
    const fn is_one_cell(&self, batch: &Batch) -> bool {
        let (in_one_row, in_one_column) = batch.are_in_one;
        match self.grouping {
            Grouping::Body => in_one_row && in_one_column,
            Grouping::Rows => in_one_row,
            Grouping::Columns => in_one_column,
            Grouping::Whole => true,
        }
    }

    /// Counts the households and people of `cells`, and says of each entry whether its person was in its cell
    /// before.
    fn add_distinct(&mut self, cells: &[u32], batch: &Batch, runs: &[Run], known: &mut Vec<u32>) {
        // Every place is written below; what was there does not matter.
        known.resize(cells.len(), 0);
        for (distinct, numbers, same) in [
            (
                &mut self.households,
                &batch.households,
                &batch.same_household,
            ),
            (&mut self.people, &batch.people, &batch.same),
        ] {
            if !distinct.is_counted() {
                continue;
            }
            if !runs.is_empty() {
                distinct.add_runs(runs, numbers, same, known);
            } else if self.neighbours == Neighbours::ByTime && batch.in_order {
                distinct.add_in_order(cells, numbers, same, known);
            } else {
                distinct.add(cells, numbers, same, known);
            }
        }
    }

    /// Whether nobody in the block has enough to be one of the largest two of any cell that entries of
    /// `batch` may be in.
    fn nobody_reaches_top(&self, sum: usize, batch: &Batch) -> bool {
        let (in_all, in_one) = batch.peaks;
        let peak = if self.tells_years { in_one } else { in_all }[sum];
        let (n_rows, n_columns) = self.shape;
        let (first, last) = match self.grouping {
            Grouping::Body | Grouping::Rows => batch.row_bounds,
            Grouping::Columns | Grouping::Whole => (0, 0),
        };
        let rows = first as usize..n_rows.min(last as usize + 1);
        let tops = &self.tops[sum];
        let is_beyond = |row: usize| {
            let first = row << self.row_bits;
            let of_row = &tops[first..first + n_columns];
            of_row.iter().all(|top| top.largest[1] >= i64::from(peak))
        };
        !tops.is_empty() && rows.len() * n_columns <= FEW_TOPS && rows.into_iter().all(is_beyond)
    }

    /// The last person of `cells` may go on in the next block, with less than all of the own facts counted.
    fn leave_out_last(&mut self, sum: usize, cells: &[u32], people: &[u32]) {
        let last = people.last();
        let entries = cells.iter().zip(people).rev();
        for (cell, _) in entries.take_while(|(_, person)| Some(*person) == last) {
            self.tops[sum][*cell as usize].leave_out();
        }
    }

    /// Adds the keys of the people that are new to their cell.
    fn add_keys(&mut self, cells: &[u32], runs: &[Run], known: &[u32], keys: &[u16]) {
        if self.keys.is_empty() {
            return;
        }
        let counting = |(key, known): (&u16, &u32)| key & !low(*known);
        for run in runs {
            let keys = keys[run.entries.clone()].iter();
            let keys = keys.zip(&known[run.entries.clone()]).map(counting);
            let sum = &mut self.keys[run.cell];
            *sum = keys.fold(*sum, u16::wrapping_add);
        }
        if runs.is_empty() {
            let keys = keys.iter().zip(known).map(counting);
            for (cell, key) in cells.iter().zip(keys) {
                let sum = &mut self.keys[*cell as usize];
                *sum = sum.wrapping_add(key);
            }
        }
    }

    fn add_amounts(&mut self, cells: &[u32], known: &[u32], amounts: &[u32]) {
        for (cell, (known, amount)) in cells.iter().zip(known.iter().zip(amounts)) {
            let pending = &mut self.pending[*cell as usize];
            match pending {
                Some(sum) if *known != 0 => *sum = sum.saturating_add(*amount),
                _ => {
                    let before = pending.replace(*amount);
                    self.amounts.extend(before.map(|sum| (*cell, sum)));
                }
            }
        }
    }

    /// Counts what is still pending; nothing may be added afterwards.
    pub(super) fn close(&mut self) {
        if let Some(by_person) = &mut self.by_person {
            by_person.close();
        }
        for (cell, pending) in (0..).zip(&self.pending) {
            self.amounts.extend(pending.map(|sum| (cell, sum)));
        }
    }

    /// Adds the cells of another part, whose people and households are all others.
    pub(super) fn merge(&mut self, other: Self) {
        self.people.merge(other.people);
        for (key, other) in self.keys.iter_mut().zip(other.keys) {
            *key = key.wrapping_add(other);
        }
        self.households.merge(other.households);
        if let (Some(own), Some(other)) = (&mut self.by_person, &other.by_person) {
            own.merge(other);
        }
        for (sums, others) in self.sums.iter_mut().zip(other.sums) {
            for (sum, other) in sums.iter_mut().zip(others) {
                *sum += other;
            }
        }
        for (tops, others) in self.tops.iter_mut().zip(other.tops) {
            for (top, other) in tops.iter_mut().zip(&others) {
                top.merge(other);
            }
        }
        self.amounts.extend(other.amounts);
    }

    pub(super) fn grid(self, plan: &Plan) -> Grid {
        let (n_rows, n_columns) = self.grouping.shape(plan);
        let places = (0..n_rows).flat_map(|row| {
            let first = row << self.row_bits;
            first..first + n_columns
        });
        let sum = |sum: usize, n: usize| {
            let parts = self.sums[sum].iter().skip(n * self.n_lanes);
            parts.take(self.n_lanes).sum()
        };
        let people = |n: usize| match &self.by_person {
            Some(by_person) => by_person.people(n).0,
            None => self.people.count(n),
        };
        let cell = |n: usize| Cell {
            people: if plan.needs.people { people(n) } else { 0 },
            households: self.households.count(n),
            key: match &self.by_person {
                Some(by_person) => by_person.people(n).1,
                None => self.keys.get(n).copied().unwrap_or(0),
            },
            sums: std::array::from_fn(|one| sum(one, n)),
            top: std::array::from_fn(|one| self.tops[one].get(n).map_or([0; 2], |top| top.largest)),
        };
        let mut amounts = Vec::new();
        if !self.pending.is_empty() {
            let mut of_places = sorted_amounts(self.n_places, &self.amounts);
            amounts.extend(
                places
                    .clone()
                    .map(|place| std::mem::take(&mut of_places[place])),
            );
        }
        Grid {
            n_rows,
            n_columns,
            cells: places.map(cell).collect(),
            amounts,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "half of a mask is a mask")]
const fn low(mask: u32) -> u16 {
    mask as u16
}

/// The cell of every entry.
fn number<'b>(
    grouping: Grouping,
    row_bits: u32,
    batch: &'b Batch,
    room: &'b mut Vec<u32>,
) -> &'b [u32] {
    match grouping {
        Grouping::Body if row_bits != 0 => {
            room.clear();
            let pairs = batch.rows.iter().zip(&batch.columns);
            room.extend(pairs.map(|(row, column)| row << row_bits | column));
            room
        }
        Grouping::Body | Grouping::Rows => &batch.rows,
        Grouping::Columns => &batch.columns,
        Grouping::Whole => {
            zeroed(room, batch.rows.len());
            room
        }
    }
}

fn add_sum(sums: &mut [i64], n_lanes: usize, cells: &[u32], values: &[u32]) {
    if sums.len() == n_lanes {
        sums[0] += values.iter().map(|value| i64::from(*value)).sum::<i64>();
        return;
    }
    if n_lanes != N_LANES {
        for (cell, value) in cells.iter().zip(values) {
            sums[*cell as usize] += i64::from(*value);
        }
        return;
    }
    let (sums, _) = sums.as_chunks_mut::<N_LANES>();
    let entries = cells.chunks(N_LANES).zip(values.chunks(N_LANES));
    for (cells, values) in entries {
        for (lane, (cell, value)) in cells.iter().zip(values).enumerate() {
            sums[*cell as usize][lane] += i64::from(*value);
        }
    }
}

fn add_tops(tops: &mut [Top], cells: &[u32], runs: &[Run], known: &[u32], values: &[u32]) {
    for run in runs {
        // In a local, which the compiler can keep in registers.
        let mut top = tops[run.cell];
        let entries = known[run.entries.clone()].iter();
        for (known, value) in entries.zip(&values[run.entries.clone()]) {
            top.add(*known, *value);
        }
        tops[run.cell] = top;
    }
    if runs.is_empty() {
        for (cell, (known, value)) in cells.iter().zip(known.iter().zip(values)) {
            tops[*cell as usize].add(*known, *value);
        }
    }
}

/// The amounts of each cell, ascending.
fn sorted_amounts(n_places: usize, amounts: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut of_cells: Vec<Vec<u32>> = vec![Vec::new(); n_places];
    for (cell, amount) in amounts {
        of_cells[*cell as usize].push(*amount);
    }
    for amounts in &mut of_cells {
        amounts.sort_unstable();
    }
    of_cells
}

#[cfg(test)]
mod tests {
    use super::super::distinct::mask;
    use super::*;

    #[test]
    fn tops_in_runs_and_one_by_one_are_the_same() {
        let known: Vec<u32> = (0..256).map(|entry| mask(entry % 3 != 0)).collect();
        let values: Vec<u32> = (0..256).map(|entry| entry * 7 % 31).collect();
        let cells: Vec<u32> = (0..256_u32)
            .map(|entry| u32::from(entry >= 100) + u32::from(entry >= 150))
            .collect();
        let mut runs = Vec::new();
        find_runs(&cells, &mut runs);
        let tops = |runs: &[Run]| {
            let mut tops = vec![Top::default(); 3];
            add_tops(&mut tops, &cells, runs, &known, &values);
            tops.iter().map(|top| top.largest).collect::<Vec<_>>()
        };
        assert_eq!(runs.len(), 3);
        assert_eq!(tops(&runs), tops(&[]));
    }
}
