//! The cells of one grouping while the facts go by.

use crate::grid::{Cell, Grid, N_SUMS, Sum};
use crate::plan::{Grouping, Plan};

use super::batch::Batch;

/// Distinct people of a cell: the facts of a person lie side by side, so the last one is enough.
#[derive(Debug, Clone, Copy, Default)]
struct People {
    last: u32,
    count: u32,
    key: u16,
}

/// A person's part in a cell's sum, while the person's facts go by, and the largest two so far.
#[derive(Debug, Clone, Copy, Default)]
struct Top {
    last: u32,
    part: i64,
    largest: [i64; 2],
}

impl Top {
    /// Adds `value` of `person`, without a branch: whether the person is new is anybody's guess.
    fn add(&mut self, person: u32, value: u32) {
        let is_same = self.last == person;
        self.keep(if is_same { 0 } else { self.part });
        self.part = i64::from(value) + if is_same { self.part } else { 0 };
        self.last = person;
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
        for part in other.largest {
            self.keep(part);
        }
    }
}

/// A person's spending in a cell, while the person's facts go by.
#[derive(Debug, Clone, Copy, Default)]
struct Pending {
    last: u32,
    amount: u32,
}

/// The statistics of every cell of a grouping.
pub(super) struct Accumulator {
    grouping: Grouping,
    /// Whether a cell holds several entries of one fact, by quarter or month.
    joins_parts: bool,
    n_columns: u32,
    n_cells: usize,
    people: Vec<People>,
    /// Last household and count, by cell; empty where households are not needed.
    households: Vec<(u32, u32)>,
    /// By sum; empty where it is not needed.
    sums: [Vec<i64>; N_SUMS],
    tops: [Vec<Top>; N_SUMS],
    pending: Vec<Pending>,
    /// Cell and spending of each person in it.
    amounts: Vec<(u32, u32)>,
}

impl Accumulator {
    pub(super) fn new(grouping: Grouping, plan: &Plan) -> Self {
        let (n_rows, n_columns) = grouping.shape(plan);
        let n_cells = n_rows * n_columns;
        let needs = &plan.needs;
        let room = |needed: bool| if needed { n_cells } else { 0 };
        Self {
            grouping,
            joins_parts: grouping.joins_parts(plan),
            n_columns: u32::try_from(plan.columns.len()).expect("invariant: a plan has few cells"),
            n_cells,
            people: vec![People::default(); room(needs.people)],
            households: vec![(0, 0); room(needs.households)],
            sums: std::array::from_fn(|sum| vec![0; room(needs.sums[sum])]),
            tops: std::array::from_fn(|sum| {
                vec![Top::default(); room(needs.tops && needs.sums[sum])]
            }),
            pending: vec![Pending::default(); room(needs.amounts)],
            amounts: Vec::new(),
        }
    }

    /// Adds the entries of `batch`; `room` is working space.
    pub(super) fn add(&mut self, batch: &Batch, room: &mut Vec<u32>) {
        let cells = self.number(batch, room);
        if !self.people.is_empty() {
            add_people(&mut self.people, cells, batch);
        }
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
                for (cell, (person, value)) in cells.iter().zip(batch.people.iter().zip(values)) {
                    self.tops[sum][*cell as usize].add(*person, *value);
                }
            }
            if !self.sums[sum].is_empty() {
                add_sum(&mut self.sums[sum], cells, values);
            }
        }
        if !self.pending.is_empty() {
            self.add_amounts(cells, batch);
        }
    }

    /// The cell of every entry.
    fn number<'b>(&self, batch: &'b Batch, room: &'b mut Vec<u32>) -> &'b [u32] {
        match self.grouping {
            Grouping::Body if self.n_columns != 1 => {
                room.clear();
                let pairs = batch.rows.iter().zip(&batch.columns);
                room.extend(pairs.map(|(row, column)| row * self.n_columns + column));
                room
            }
            Grouping::Body | Grouping::Rows => &batch.rows,
            Grouping::Columns => &batch.columns,
            Grouping::Whole => {
                room.clear();
                room.resize(batch.rows.len(), 0);
                room
            }
        }
    }

    fn add_amounts(&mut self, cells: &[u32], batch: &Batch) {
        let people = batch.people.iter().zip(&batch.values[Sum::Total as usize]);
        for (cell, (person, amount)) in cells.iter().zip(people) {
            let pending = &mut self.pending[*cell as usize];
            if pending.last == *person {
                pending.amount = pending.amount.saturating_add(*amount);
                continue;
            }
            if pending.last != 0 {
                self.amounts.push((*cell, pending.amount));
            }
            *pending = Pending {
                last: *person,
                amount: *amount,
            };
        }
    }

    /// Counts what is still pending; nothing may be added afterwards.
    pub(super) fn close(&mut self) {
        self.tops.iter_mut().flatten().for_each(Top::close);
        for (cell, pending) in (0..).zip(&self.pending) {
            if pending.last != 0 {
                self.amounts.push((cell, pending.amount));
            }
        }
    }

    /// Adds the cells of another part, whose people and households are all others.
    pub(super) fn merge(&mut self, other: Self) {
        for (cell, other) in self.people.iter_mut().zip(other.people) {
            cell.count += other.count;
            cell.key = cell.key.wrapping_add(other.key);
        }
        for (cell, other) in self.households.iter_mut().zip(other.households) {
            cell.1 += other.1;
        }
        for (sums, others) in self.sums.iter_mut().zip(other.sums) {
            sums.iter_mut()
                .zip(others)
                .for_each(|(sum, other)| *sum += other);
        }
        for (tops, others) in self.tops.iter_mut().zip(other.tops) {
            tops.iter_mut()
                .zip(&others)
                .for_each(|(top, other)| top.merge(other));
        }
        self.amounts.extend(other.amounts);
    }

    pub(super) fn grid(self, plan: &Plan) -> Grid {
        let (n_rows, n_columns) = self.grouping.shape(plan);
        let cell = |n: usize| Cell {
            people: self.people.get(n).map_or(0, |people| people.count),
            households: self.households.get(n).map_or(0, |(_, count)| *count),
            key: self.people.get(n).map_or(0, |people| people.key),
            sums: std::array::from_fn(|sum| self.sums[sum].get(n).copied().unwrap_or(0)),
            top: std::array::from_fn(|sum| self.tops[sum].get(n).map_or([0; 2], |top| top.largest)),
        };
        let cells: Vec<Cell> = (0..self.n_cells).map(cell).collect();
        let amounts = if self.pending.is_empty() {
            Vec::new()
        } else {
            sorted_amounts(self.n_cells, &self.amounts)
        };
        Grid {
            n_rows,
            n_columns,
            cells,
            amounts,
        }
    }
}

fn add_people(people: &mut [People], cells: &[u32], batch: &Batch) {
    if batch.keys.is_empty() {
        for (cell, person) in cells.iter().zip(&batch.people) {
            let cell = &mut people[*cell as usize];
            cell.count += u32::from(cell.last != *person);
            cell.last = *person;
        }
        return;
    }
    let entries = batch.people.iter().zip(&batch.keys);
    for (cell, (person, key)) in cells.iter().zip(entries) {
        let cell = &mut people[*cell as usize];
        let is_new = cell.last != *person;
        cell.last = *person;
        cell.count += u32::from(is_new);
        cell.key = cell.key.wrapping_add(if is_new { *key } else { 0 });
    }
}

fn add_sum(sums: &mut [i64], cells: &[u32], values: &[u32]) {
    if let [sum] = sums {
        *sum += values.iter().map(|value| i64::from(*value)).sum::<i64>();
        return;
    }
    for (cell, value) in cells.iter().zip(values) {
        sums[*cell as usize] += i64::from(*value);
    }
}

/// The amounts of each cell, ascending.
fn sorted_amounts(n_cells: usize, amounts: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut of_cells: Vec<Vec<u32>> = vec![Vec::new(); n_cells];
    for (cell, amount) in amounts {
        of_cells[*cell as usize].push(*amount);
    }
    for amounts in &mut of_cells {
        amounts.sort_unstable();
    }
    of_cells
}
