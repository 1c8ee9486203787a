//! The cells of one grouping while the facts go by.

use std::ops::Range;

use crate::grid::{Cell, Grid, N_SUMS, Sum};
use crate::plan::{Grouping, Plan};

use super::batch::{Batch, zeroed};

/// Most cells of a grouping whose people are told apart by one bit a cell.
const FEW_CELLS: usize = 64;

/// Most cells of a grouping whose sums are gathered in [`N_LANES`] parts.
const MANY_CELLS: usize = 1 << 16;
/// Parts of a cell's sum. Neighbours are often of one cell, and the second of two additions to one place
/// waits for the first: so they go to different places.
const N_LANES: usize = 4;

/// A person's part in a cell's sum, while the person's facts go by, the largest two so far, and the
/// sum of all.
#[derive(Debug, Clone, Copy, Default)]
struct Top {
    part: i64,
    largest: [i64; 2],
    sum: i64,
}

impl Top {
    /// Adds `value`, without a branch: whether the person is new to the cell is anybody's guess.
    fn add(&mut self, is_new: bool, value: u32) {
        // Every bit where the person is the last one, none where it is a new one.
        let kept = i64::from(is_new) - 1;
        self.keep(self.part & !kept);
        self.part = (self.part & kept) + i64::from(value);
        self.sum += i64::from(value);
    }

    fn keep(&mut self, part: i64) {
        let [first, second] = self.largest;
        self.largest = [first.max(part), second.max(first.min(part))];
    }

    fn close(&mut self) {
        self.keep(self.part);
        self.part = 0;
    }

    fn merge(&mut self, other: &Self) {
        self.sum += other.sum;
        for part in other.largest {
            self.keep(part);
        }
    }
}

/// Distinct people of at most [`FEW_CELLS`] cells.
#[derive(Debug, Clone)]
struct Few {
    last_person: u32,
    cells_of_last: u64,
    counts: [u32; FEW_CELLS],
}

/// Working space that the accumulators of a part share.
#[derive(Debug, Default)]
pub(super) struct Room {
    cells: Vec<u32>,
    /// For each entry, whether its person is new to its cell.
    is_new: Vec<bool>,
    /// Stretches of entries of one cell, where they are long: of territories they are.
    runs: Vec<Run>,
}

/// Entries that follow each other in one cell.
#[derive(Debug)]
struct Run {
    cell: usize,
    entries: Range<usize>,
}

/// Changes from one cell to another, one in so many entries, beyond which runs are too short to help.
const SHORT_RUN: usize = 32;

/// The statistics of every cell of a grouping.
pub(super) struct Accumulator {
    grouping: Grouping,
    /// Cells of a row take this power of two of places, so that a cell's place is a shift away.
    row_bits: u32,
    /// Whether a cell holds several entries of one fact, by quarter or month.
    joins_parts: bool,
    n_places: usize,
    /// The last person of each cell, and how many there were: a person's facts lie side by side, so the
    /// last one is enough. Empty where cells are few, or people not needed.
    people: Vec<(u32, u32)>,
    /// Where cells are few: the last person of all, the cells that this person is in, and the counts.
    few: Option<Few>,
    keys: Vec<u16>,
    /// Last household and count, by cell; empty where households are not needed.
    households: Vec<(u32, u32)>,
    /// By sum, the parts of each cell side by side; empty where it is not needed, or where `tops` has it.
    sums: [Vec<i64>; N_SUMS],
    n_lanes: usize,
    tops: [Vec<Top>; N_SUMS],
    /// Of each cell's last person, the spending so far.
    pending: Vec<Option<u32>>,
    /// Cell and spending of each person in it.
    amounts: Vec<(u32, u32)>,
}

impl Accumulator {
    pub(super) fn new(grouping: Grouping, plan: &Plan) -> Self {
        let (n_rows, n_columns) = grouping.shape(plan);
        let row_bits = n_columns.next_power_of_two().trailing_zeros();
        let n_places = n_rows << row_bits;
        let needs = &plan.needs;
        let room = |needed: bool| if needed { n_places } else { 0 };
        let needs_people = needs.people || needs.keys || needs.tops || needs.amounts;
        let is_few = n_places <= FEW_CELLS;
        let n_lanes = if n_places <= MANY_CELLS { N_LANES } else { 1 };
        Self {
            grouping,
            row_bits,
            joins_parts: grouping.joins_parts(plan),
            n_places,
            people: vec![(0, 0); room(needs_people && !is_few)],
            few: (needs_people && is_few).then_some(Few {
                last_person: 0,
                cells_of_last: 0,
                counts: [0; FEW_CELLS],
            }),
            keys: vec![0; room(needs.keys)],
            households: vec![(0, 0); room(needs.households)],
            sums: std::array::from_fn(|sum| {
                vec![0; n_lanes * room(needs.sums[sum] && !needs.tops)]
            }),
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
        let cells = number(self.grouping, self.row_bits, batch, &mut room.cells);
        room.runs.clear();
        if !self.keys.is_empty() || self.tops.iter().any(|tops| !tops.is_empty()) {
            find_runs(cells, &mut room.runs);
        }
        self.add_people(cells, batch, &mut room.is_new);
        self.add_keys(cells, &room.runs, &room.is_new, &batch.keys);
        if !self.households.is_empty() {
            for (cell, household) in cells.iter().zip(&batch.households) {
                let (last, count) = &mut self.households[*cell as usize];
                *count += u32::from(*last != *household);
                *last = *household;
            }
        }
        for sum in 0..N_SUMS {
            let values = if self.joins_parts && sum == Sum::Records as usize {
                &batch.firsts
            } else {
                &batch.values[sum]
            };
            if !self.tops[sum].is_empty() {
                add_tops(&mut self.tops[sum], cells, &room.runs, &room.is_new, values);
            }
            if !self.sums[sum].is_empty() {
                add_sum(&mut self.sums[sum], self.n_lanes, cells, values);
            }
        }
        if !self.pending.is_empty() {
            self.add_amounts(cells, &room.is_new, &batch.values[Sum::Total as usize]);
        }
    }

    /// Counts the people of `cells`, and says of each entry whether its person is new to its cell.
    fn add_people(&mut self, cells: &[u32], batch: &Batch, is_new: &mut Vec<bool>) {
        // Every place is written below; what was there does not matter.
        if let Some(few) = &mut self.few {
            is_new.resize(cells.len(), false);
            if self.n_places == 1 {
                few.add_to_whole(&batch.people, is_new);
            } else {
                few.add(cells, &batch.people, is_new);
            }
        } else if !self.people.is_empty() {
            is_new.resize(cells.len(), false);
            let entries = cells.iter().zip(&batch.people).zip(&mut *is_new);
            for ((cell, person), new) in entries {
                let (last, count) = &mut self.people[*cell as usize];
                *new = *last != *person;
                *count += u32::from(*new);
                *last = *person;
            }
        }
    }

    /// Adds the keys of the people that are new to their cell.
    fn add_keys(&mut self, cells: &[u32], runs: &[Run], is_new: &[bool], keys: &[u16]) {
        if self.keys.is_empty() {
            return;
        }
        // Multiplied, without a branch, as in `Top::add`.
        let counting = |(key, new): (&u16, &bool)| key * u16::from(*new);
        for run in runs {
            let keys = keys[run.entries.clone()].iter();
            let keys = keys.zip(&is_new[run.entries.clone()]).map(counting);
            let sum = &mut self.keys[run.cell];
            *sum = keys.fold(*sum, u16::wrapping_add);
        }
        if runs.is_empty() {
            let keys = keys.iter().zip(is_new).map(counting);
            for (cell, key) in cells.iter().zip(keys) {
                let sum = &mut self.keys[*cell as usize];
                *sum = sum.wrapping_add(key);
            }
        }
    }

    fn add_amounts(&mut self, cells: &[u32], is_new: &[bool], amounts: &[u32]) {
        for (cell, (new, amount)) in cells.iter().zip(is_new.iter().zip(amounts)) {
            let pending = &mut self.pending[*cell as usize];
            match pending {
                Some(sum) if !new => *sum = sum.saturating_add(*amount),
                _ => {
                    let before = pending.replace(*amount);
                    self.amounts.extend(before.map(|sum| (*cell, sum)));
                }
            }
        }
    }

    /// Counts what is still pending; nothing may be added afterwards.
    pub(super) fn close(&mut self) {
        self.tops.iter_mut().flatten().for_each(Top::close);
        for (cell, pending) in (0..).zip(&self.pending) {
            self.amounts.extend(pending.map(|sum| (cell, sum)));
        }
    }

    /// Adds the cells of another part, whose people and households are all others.
    pub(super) fn merge(&mut self, other: Self) {
        for (people, other) in self.people.iter_mut().zip(other.people) {
            people.1 += other.1;
        }
        if let (Some(few), Some(other)) = (&mut self.few, other.few) {
            for (count, other) in few.counts.iter_mut().zip(other.counts) {
                *count += other;
            }
        }
        for (key, other) in self.keys.iter_mut().zip(other.keys) {
            *key = key.wrapping_add(other);
        }
        for (cell, other) in self.households.iter_mut().zip(other.households) {
            cell.1 += other.1;
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
            let top = self.tops[sum].get(n).map(|top| top.sum);
            let parts = self.sums[sum].iter().skip(n * self.n_lanes);
            top.unwrap_or_else(|| parts.take(self.n_lanes).sum())
        };
        let people = |n: usize| match &self.few {
            Some(few) => few.counts.get(n).copied(),
            None => self.people.get(n).map(|(_, count)| *count),
        };
        let cell = |n: usize| Cell {
            people: if plan.needs.people {
                people(n).unwrap_or(0)
            } else {
                0
            },
            households: self.households.get(n).map_or(0, |(_, count)| *count),
            key: self.keys.get(n).copied().unwrap_or(0),
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

impl Few {
    /// Compares neighbours: all entries are of one cell.
    fn add_to_whole(&mut self, people: &[u32], is_new: &mut [bool]) {
        let (Some(first), Some(last)) = (people.first(), people.last()) else {
            return;
        };
        is_new[0] = *first != self.last_person;
        for (new, two) in is_new[1..].iter_mut().zip(people.windows(2)) {
            *new = two[0] != two[1];
        }
        self.counts[0] += is_new.iter().map(|new| u32::from(*new)).sum::<u32>();
        self.last_person = *last;
    }

    fn add(&mut self, cells: &[u32], people: &[u32], is_new: &mut [bool]) {
        let (mut last, mut seen) = (self.last_person, self.cells_of_last);
        for (new, (cell, person)) in is_new.iter_mut().zip(cells.iter().zip(people)) {
            seen = if last == *person { seen } else { 0 };
            last = *person;
            let cell = *cell as usize % FEW_CELLS;
            *new = seen >> cell & 1 == 0;
            seen |= 1 << cell;
            self.counts[cell] += u32::from(*new);
        }
        (self.last_person, self.cells_of_last) = (last, seen);
    }
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

/// Adds to `runs` the stretches of one cell; nothing where they are short.
fn find_runs(cells: &[u32], runs: &mut Vec<Run>) {
    let changes = cells.windows(2).map(|two| u32::from(two[0] != two[1]));
    if changes.sum::<u32>() as usize > cells.len() / SHORT_RUN {
        return;
    }
    let mut start = 0;
    while let Some(cell) = cells.get(start) {
        let is_other = |other: &u32| other != cell;
        let n = cells[start..].iter().position(is_other);
        let end = n.map_or(cells.len(), |n| start + n);
        runs.push(Run {
            cell: *cell as usize,
            entries: start..end,
        });
        start = end;
    }
}

fn add_tops(tops: &mut [Top], cells: &[u32], runs: &[Run], is_new: &[bool], values: &[u32]) {
    for run in runs {
        // In a local, which the compiler can keep in registers.
        let mut top = tops[run.cell];
        let entries = is_new[run.entries.clone()].iter();
        for (new, value) in entries.zip(&values[run.entries.clone()]) {
            top.add(*new, *value);
        }
        tops[run.cell] = top;
    }
    if runs.is_empty() {
        for (cell, (new, value)) in cells.iter().zip(is_new.iter().zip(values)) {
            tops[*cell as usize].add(*new, *value);
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
    use super::*;

    #[test]
    fn long_runs_and_short_ones_give_the_same() {
        let is_new: Vec<bool> = (0..256).map(|entry| entry % 3 == 0).collect();
        let values: Vec<u32> = (0..256).map(|entry| entry * 7 % 31).collect();
        let cells: Vec<u32> = (0..256_u32)
            .map(|entry| u32::from(entry >= 100) + u32::from(entry >= 150))
            .collect();
        let mut runs = Vec::new();
        find_runs(&cells, &mut runs);
        let ends: Vec<_> = runs.iter().map(|run| (run.cell, run.entries.end)).collect();
        assert_eq!(ends, [(0, 100), (1, 150), (2, 256)]);
        let tops = |runs: &[Run]| {
            let mut tops = vec![Top::default(); 3];
            add_tops(&mut tops, &cells, runs, &is_new, &values);
            tops.iter_mut().for_each(Top::close);
            let told = tops.iter().map(|top| (top.largest, top.sum));
            told.collect::<Vec<_>>()
        };
        assert_eq!(tops(&runs), tops(&[]));
        let alternating: Vec<u32> = (0..256).map(|entry| entry % 2).collect();
        let mut none = Vec::new();
        find_runs(&alternating, &mut none);
        assert!(none.is_empty());
    }
}
