//! People, and their keys, in at most 64 cells: a fact is a set of cells, and a person is in those of all
//! the own facts. So a fact that touches eleven months is counted once, not eleven times.

use crate::plan::{FAR, Grouping, Plan, TimePart};

use super::batch::Batch;

/// Most cells: one bit each.
pub(super) const MAX_CELLS: usize = u64::BITS as usize;

/// Counts people by the sets of cells that they are in.
pub(super) struct ByPerson {
    /// The cells of a fact's months, where the grouping tells quarters or months apart.
    parts: Option<PartBits>,
    /// The last person, the cells so far, and the key.
    open: (u32, u64, u16),
    /// For each eight cells, by the set of them that a person is in: how many people, and the sum of
    /// their keys.
    sets: Vec<[(u32, u16); 256]>,
}

/// Working space: the people of a batch, one after the other.
#[derive(Debug, Default)]
pub(super) struct Room {
    cells: Vec<u64>,
    keys: Vec<u16>,
}

impl ByPerson {
    /// Whether `plan` asks for nothing that wants to know in which cell a person was new.
    pub(super) fn suits(plan: &Plan) -> bool {
        let needs = &plan.needs;
        let is_more = needs.households || needs.amounts || needs.sums().next().is_some();
        (needs.people || needs.keys) && !is_more
    }

    /// For `n_cells` cells of `grouping`, of which those of a row take 2^`row_bits` places.
    pub(super) fn new(grouping: Grouping, plan: &Plan, n_cells: usize, row_bits: u32) -> Self {
        let part = plan
            .time_part()
            .filter(|_| grouping.time_part(plan).is_some());
        Self {
            parts: part.map(|part| PartBits::new(&part, if part.on_rows { row_bits } else { 0 })),
            open: (0, 0, 0),
            sets: vec![[(0, 0); 256]; n_cells.div_ceil(8)],
        }
    }

    /// Adds the entries of `batch`, one for each fact, whose cells are `cells`, parts aside.
    pub(super) fn add(&mut self, cells: &[u32], batch: &Batch, room: &mut Room) {
        let Some(first) = batch.people.first() else {
            return;
        };
        if *first != self.open.0 {
            self.close();
        }
        let people = People {
            same: &batch.same,
            keys: &batch.keys,
            open: self.open.1,
        };
        let n = match &self.parts {
            None => people.join(cells, room, |cell, _| 1 << cell),
            Some(parts) => people.join(cells, room, |cell, n| parts.of(batch.times[n]) << cell),
        };
        for (cells, key) in room.cells[..n].iter().zip(&room.keys) {
            self.count(*cells, *key);
        }
        let last = batch.people.last().copied().unwrap_or(0);
        self.open = (last, room.cells[n], room.keys[n]);
    }

    fn count(&mut self, cells: u64, key: u16) {
        for (set, byte) in self.sets.iter_mut().zip(cells.to_le_bytes()) {
            let (n, keys) = &mut set[usize::from(byte)];
            *n += 1;
            *keys = keys.wrapping_add(key);
        }
    }

    /// Counts the last person.
    pub(super) fn close(&mut self) {
        let (_, cells, key) = std::mem::take(&mut self.open);
        self.count(cells, key);
    }

    /// Adds what was counted of other people.
    pub(super) fn merge(&mut self, other: &Self) {
        let others = other.sets.iter().flatten();
        for ((n, keys), (other, others)) in self.sets.iter_mut().flatten().zip(others) {
            *n += other;
            *keys = keys.wrapping_add(*others);
        }
    }

    /// How many people are in a cell, and the sum of their keys where these were read.
    pub(super) fn people(&self, cell: usize) -> (u32, u16) {
        let sets = self.sets.get(cell / 8).into_iter().flatten().enumerate();
        let with_cell = sets.filter(|(set, _)| set >> (cell % 8) & 1 == 1);
        with_cell.fold((0, 0), |(n, keys), (_, (more, others))| {
            (n + more, keys.wrapping_add(*others))
        })
    }
}

/// The entries of a batch, as of people.
struct People<'b> {
    same: &'b [u32],
    /// Empty where they are not needed.
    keys: &'b [u16],
    /// Cells of the first person so far.
    open: u64,
}

impl People<'_> {
    /// Cells and key of each person into `room`; how many people come before the last one. Without a
    /// branch: a person's place is written with every fact, until the next person's is.
    fn join(&self, cells: &[u32], room: &mut Room, bits: impl Fn(u32, usize) -> u64) -> usize {
        room.cells.resize(cells.len(), 0);
        room.keys.resize(cells.len(), 0);
        let (mut n, mut so_far) = (0, self.open);
        for (entry, (cell, same)) in cells.iter().zip(self.same).enumerate() {
            // The first entry goes on with what is open.
            let same = if entry == 0 { u32::MAX } else { *same };
            n += same.wrapping_add(1) as usize;
            let kept = i64::from(same.cast_signed()).cast_unsigned();
            so_far = so_far & kept | bits(*cell, entry);
            room.cells[n] = so_far;
        }
        let mut n_keys = 0;
        for (entry, (key, same)) in self.keys.iter().zip(self.same).enumerate() {
            n_keys += usize::from(entry > 0) * same.wrapping_add(1) as usize;
            room.keys[n_keys] = *key;
        }
        n
    }
}

/// For each year, the places of the parts that a fact's months touch: those of the lower six months by
/// their pattern, and those of the upper six.
struct PartBits {
    of_year: Vec<[[u64; 64]; 2]>,
}

impl PartBits {
    /// The places of `part`, each of which is 2^`shift` beyond the one before.
    fn new(part: &TimePart<'_>, shift: u32) -> Self {
        let places = |year: usize, pattern: u16| {
            let touched = (0..part.n_in_year).filter(|n| pattern & part.months(*n).bits() != 0);
            let shown = touched
                .map(|n| part.step(year, n))
                .filter(|step| *step < FAR);
            shown.fold(0, |bits, step| bits | 1 << (step << shift))
        };
        let of_year = (0..16).map(|year| {
            [0, 6].map(|from| {
                let pattern = |low: usize| u16::try_from(low << from).unwrap_or(0);
                std::array::from_fn(|low| places(year, pattern(low)))
            })
        });
        Self {
            of_year: of_year.collect(),
        }
    }

    /// The places of a fact's year and months.
    fn of(&self, time: u16) -> u64 {
        let [lower, upper] = &self.of_year[usize::from(time >> 12)];
        lower[usize::from(time % 64)] | upper[usize::from(time >> 6) % 64]
    }
}
