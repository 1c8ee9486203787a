//! The facts of one block that count, with their row, column, person and values side by side.

use crate::dimension::Source;
use crate::facts::{BLOCK, Facts, PACKING};
use crate::grid::{N_SUMS, Sum};
use crate::months::Months;
use crate::plan::{FAR, Lookup, Plan, quarter};

/// One entry for each fact that counts; for a table by quarter or month, one for each quarter or
/// month that the fact touches.
pub(super) struct Batch {
    /// Number of the row and of the column.
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<u32>,
    /// Number of the person and of the household, from 1.
    pub(super) people: Vec<u32>,
    pub(super) households: Vec<u32>,
    pub(super) keys: Vec<u16>,
    /// For each sum that is needed, the entry's part in it.
    pub(super) values: [Vec<u32>; N_SUMS],
    /// Working space of the accumulators.
    pub(super) cells: Vec<u32>,
    /// Place of the entry's fact in the block, and the months of it that count.
    facts: Vec<u16>,
    parts: Vec<Months>,
    row_of: Vec<u32>,
    column_of: Vec<u32>,
    column: Vec<u32>,
}

impl Batch {
    pub(super) fn new() -> Self {
        let room = || Vec::with_capacity(BLOCK);
        Self {
            rows: room(),
            columns: room(),
            people: room(),
            households: room(),
            keys: Vec::with_capacity(BLOCK),
            values: std::array::from_fn(|_| Vec::new()),
            cells: room(),
            facts: Vec::with_capacity(BLOCK),
            parts: Vec::new(),
            row_of: room(),
            column_of: room(),
            column: Vec::new(),
        }
    }

    /// Reads block number `block`, as far as it lies from fact `within.0` to before fact `within.1`.
    pub(super) fn read(
        &mut self,
        facts: &Facts,
        plan: &Plan,
        block: usize,
        within: (usize, usize),
    ) {
        let (first, end) = (block * BLOCK, facts.len().min((block + 1) * BLOCK));
        let n = end - first;
        number(&mut self.row_of, facts, &plan.row_lookups, first..end);
        number(&mut self.column_of, facts, &plan.column_lookups, first..end);
        self.keep_within(first, within);
        if plan.months != Months::ALL {
            for (row, time) in self.row_of.iter_mut().zip(&facts.time[first..end]) {
                *row += FAR * u32::from(time & plan.months.bits() == 0);
            }
        }
        self.clear();
        match time_part(plan) {
            None => self.take_facts(n),
            Some(part) => self.take_parts(&facts.time[first..end], plan, &part),
        }
        self.number_people(facts, block, n, plan.needs.households);
        self.read_values(facts, plan, block, first..end);
    }

    fn clear(&mut self) {
        self.rows.clear();
        self.columns.clear();
        self.facts.clear();
        self.parts.clear();
    }

    /// Facts of the block outside the part of this core do not count.
    fn keep_within(&mut self, first: usize, (from, to): (usize, usize)) {
        let n = self.row_of.len();
        let start = from.saturating_sub(first).min(n);
        let stop = to.saturating_sub(first).min(n);
        self.row_of[..start].fill(FAR);
        self.row_of[stop..].fill(FAR);
    }

    fn take_facts(&mut self, n: usize) {
        for place in 0..n {
            let (row, column) = (self.row_of[place], self.column_of[place]);
            if row < FAR && column < FAR {
                self.rows.push(row);
                self.columns.push(column);
                self.facts.push(as_u16(place));
            }
        }
    }

    fn take_parts(&mut self, times: &[u16], plan: &Plan, part: &TimePart<'_>) {
        for (place, time) in times.iter().enumerate() {
            let (row, column) = (self.row_of[place], self.column_of[place]);
            if row >= FAR || column >= FAR {
                continue;
            }
            let months = Months::from_bits(*time).and(plan.months);
            let year = usize::from(time >> 12);
            for n in 0..part.n_in_year {
                let months = months.and(part.months(n));
                let step = part
                    .lookup
                    .table
                    .get(year * part.n_in_year + n)
                    .copied()
                    .unwrap_or(FAR);
                if months.is_empty() || step >= FAR {
                    continue;
                }
                let (on_row, on_column) = if part.on_rows { (step, 0) } else { (0, step) };
                self.rows.push(row + on_row);
                self.columns.push(column + on_column);
                self.facts.push(as_u16(place));
                self.parts.push(months);
            }
        }
    }

    fn number_people(&mut self, facts: &Facts, block: usize, n: usize, households: bool) {
        let before = facts.blocks[block];
        counted(
            &mut self.column,
            &facts.person_starts,
            block,
            n,
            before.person_before,
        );
        gather(&mut self.people, &self.facts, &self.column);
        self.keys.clear();
        let keys = self
            .people
            .iter()
            .map(|person| facts.person_keys[*person as usize - 1]);
        self.keys.extend(keys);
        if households {
            counted(
                &mut self.column,
                &facts.household_starts,
                block,
                n,
                before.household_before,
            );
            gather(&mut self.households, &self.facts, &self.column);
        }
    }

    fn read_values(
        &mut self,
        facts: &Facts,
        plan: &Plan,
        block: usize,
        range: std::ops::Range<usize>,
    ) {
        let times = &facts.time[range.clone()];
        for sum in Sum::ALL {
            let is_needed =
                plan.needs.sums[sum as usize] || (sum == Sum::Total && plan.needs.amounts);
            if !is_needed {
                continue;
            }
            let mut values = std::mem::take(&mut self.values[sum as usize]);
            self.column.resize(range.len(), 0);
            match sum {
                Sum::Records => {
                    values.clear();
                    values.resize(self.facts.len(), 1);
                }
                Sum::Months => self.count_months(&mut values, times, plan.months),
                Sum::Hours => facts.hours.read(block, &mut self.column),
                Sum::Total => self.column.copy_from_slice(&facts.total[range.clone()]),
                Sum::User => facts.user.read(block, &mut self.column),
                Sum::Ssn => facts.ssn.read(block, &mut self.column),
            }
            if !matches!(sum, Sum::Records | Sum::Months) {
                gather(&mut values, &self.facts, &self.column);
                self.share(&mut values, times, plan.months);
            }
            self.values[sum as usize] = values;
        }
    }

    fn count_months(&self, values: &mut Vec<u32>, times: &[u16], months: Months) {
        values.clear();
        if self.parts.is_empty() {
            let touched = |place: &u16| {
                Months::from_bits(times[usize::from(*place)])
                    .and(months)
                    .count()
            };
            values.extend(self.facts.iter().map(touched));
        } else {
            values.extend(self.parts.iter().map(|months| months.count()));
        }
    }

    /// Leaves of each value what falls on the months that count.
    fn share(&self, values: &mut [u32], times: &[u16], months: Months) {
        let of = |place: u16| Months::from_bits(times[usize::from(place)]);
        if !self.parts.is_empty() {
            let parts = self.parts.iter().zip(&self.facts);
            for (value, (part, place)) in values.iter_mut().zip(parts) {
                *value = of(*place).share(*value, *part);
            }
        } else if months != Months::ALL {
            for (value, place) in values.iter_mut().zip(&self.facts) {
                *value = of(*place).share(*value, months);
            }
        }
    }
}

/// Rows or columns by quarter or month.
struct TimePart<'p> {
    lookup: &'p Lookup,
    on_rows: bool,
    n_in_year: usize,
}

impl TimePart<'_> {
    /// The months of part number `n` of a year.
    const fn months(&self, n: usize) -> Months {
        if self.n_in_year == 4 {
            quarter(n)
        } else {
            Months::from_bits(1 << n)
        }
    }
}

fn time_part(plan: &Plan) -> Option<TimePart<'_>> {
    let is_part = |lookup: &&Lookup| matches!(lookup.source, Source::Quarter | Source::Month);
    let on_rows = plan.row_lookups.iter().find(is_part);
    let lookup = on_rows.or_else(|| plan.column_lookups.iter().find(is_part))?;
    Some(TimePart {
        lookup,
        on_rows: on_rows.is_some(),
        n_in_year: if lookup.source == Source::Quarter {
            4
        } else {
            12
        },
    })
}

/// Fills `out` with the sum of what `lookups` give for each fact of `range`.
fn number(out: &mut Vec<u32>, facts: &Facts, lookups: &[Lookup], range: std::ops::Range<usize>) {
    out.clear();
    out.resize(range.len(), 0);
    let times = &facts.time[range.clone()];
    for lookup in lookups {
        match lookup.source {
            Source::Year => add(
                out,
                times.iter().map(|time| usize::from(time >> 12)),
                &lookup.table,
            ),
            Source::Quarter | Source::Month => {}
            Source::Residence => add_by_year(out, &facts.residence[range.clone()], times, lookup),
            Source::Body => add_by_year(out, &facts.body[range.clone()], times, lookup),
            Source::Benefit => add(
                out,
                facts.benefit[range.clone()]
                    .iter()
                    .map(|value| usize::from(*value)),
                &lookup.table,
            ),
            Source::Coded(place) => {
                let (column, shift, mask) = PACKING[place];
                if column == 0 {
                    let values = facts.traits_low[range.clone()].iter();
                    add(
                        out,
                        values.map(|value| usize::from(value >> shift & mask)),
                        &lookup.table,
                    );
                } else {
                    let values = facts.traits_high[range.clone()].iter();
                    add(
                        out,
                        values.map(|value| usize::from(u16::from(*value) >> shift & mask)),
                        &lookup.table,
                    );
                }
            }
        }
    }
}

fn add(out: &mut [u32], values: impl Iterator<Item = usize>, table: &[u32]) {
    for (out, value) in out.iter_mut().zip(values) {
        *out += table.get(value).copied().unwrap_or(FAR);
    }
}

fn add_by_year(out: &mut [u32], values: &[u16], times: &[u16], lookup: &Lookup) {
    let values = values.iter().map(|value| usize::from(*value));
    if lookup.stride == 0 {
        add(out, values, &lookup.table);
    } else {
        let stretches = times
            .iter()
            .map(|time| usize::from(time >> 12) * lookup.stride);
        add(
            out,
            values
                .zip(stretches)
                .map(|(value, stretch)| stretch + value),
            &lookup.table,
        );
    }
}

/// For each of the `n` facts of `block`, how many `starts` there are up to it, and `before`.
fn counted(out: &mut Vec<u32>, starts: &[u64], block: usize, n: usize, before: u32) {
    out.resize(n, 0);
    let words = starts.iter().skip(block * BLOCK / 64);
    let mut count = before;
    for (word, out) in words.zip(out.chunks_mut(64)) {
        for (bit, out) in out.iter_mut().enumerate() {
            count += u32::from(word >> bit & 1 == 1);
            *out = count;
        }
    }
}

fn gather(out: &mut Vec<u32>, places: &[u16], column: &[u32]) {
    out.clear();
    out.extend(places.iter().map(|place| column[usize::from(*place)]));
}

fn as_u16(place: usize) -> u16 {
    u16::try_from(place).expect("invariant: a block has fewer than 65,536 facts")
}
