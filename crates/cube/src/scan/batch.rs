//! The facts of one block that count, with their row, column, person and values side by side.

use crate::dimension::Source;
use crate::facts::Facts;
use crate::grid::{N_SUMS, Sum};
use crate::months::Months;
use crate::peaks::Parts;
use crate::plan::{FAR, Filter, Grouping, Lookup, Plan, SMALL, TimePart};

use super::distinct::mask;
use super::picked::{Picked, as_u16};
use super::view::View;

/// One entry for each fact that counts; for a table by quarter or month, one for each quarter or
/// month that the fact touches.
pub(super) struct Batch {
    /// Number of the row and of the column.
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<u32>,
    /// Whether all entries are known to be in one row, and in one column.
    pub(super) are_in_one: (bool, bool),
    /// Number of the person and of the household, from 1.
    pub(super) people: Vec<u32>,
    pub(super) households: Vec<u32>,
    /// For each entry, every bit where its person is that of the entry before, else none; and the same of
    /// its household.
    pub(super) same: Vec<u32>,
    pub(super) same_household: Vec<u32>,
    pub(super) keys: Vec<u16>,
    /// For each sum that is needed, the entry's part in it.
    pub(super) values: [Vec<u32>; N_SUMS],
    /// Year and months that count, as in [`Facts`], of each fact, in a table by quarter or month that is
    /// not split into them.
    pub(super) times: Vec<u16>,
    /// 1 for the first entry of each fact, 0 for its others, where records are needed in a table by
    /// quarter or month: over several quarters a record is still one.
    pub(super) firsts: Vec<u32>,
    /// Whether each person's entries ascend by time, and at one time by the other side of the table, so that
    /// those in one cell follow each other. Facts stand by year, so they do where nobody is in two places.
    pub(super) in_order: bool,
    /// First and last row of the entries, where tops are needed.
    pub(super) row_bounds: (u32, u32),
    /// For each sum, the most that one person of the block has in all years, and in one that counts.
    pub(super) peaks: (Parts, Parts),
    picked: Picked,
    /// Whether a fact is an entry for each quarter or month that it touches.
    splits: bool,
    /// The months of each entry that count, in a table by quarter or month.
    parts: Vec<Months>,
    /// For each fact of the block, whether a filter refuses it: 1 or 0.
    refused: Vec<u8>,
    column: Vec<u32>,
}

impl Batch {
    /// Where `splits`, a table by quarter or month has an entry for each of them that a fact touches.
    pub(super) fn new(splits: bool) -> Self {
        Self {
            splits,
            times: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
            are_in_one: (false, false),
            people: Vec::new(),
            households: Vec::new(),
            same: Vec::new(),
            same_household: Vec::new(),
            keys: Vec::new(),
            values: std::array::from_fn(|_| Vec::new()),
            firsts: Vec::new(),
            in_order: false,
            row_bounds: (0, 0),
            peaks: Default::default(),
            picked: Picked::default(),
            parts: Vec::new(),
            refused: Vec::new(),
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
        let view = View::new(facts, block);
        self.pick(&view, plan, within);
        self.number(&view, plan);
        self.number_people(&view, plan);
        self.read_values(&view, plan);
        if plan.needs.tops {
            let rows = self.rows.iter();
            let bounds = |(first, last): (u32, u32), row: &u32| (first.min(*row), last.max(*row));
            self.row_bounds = rows.fold((u32::MAX, 0), bounds);
            let peaks = &facts.peaks;
            self.peaks = (
                peaks.in_all_years(block),
                peaks.in_one_year(block, plan.years()),
            );
        }
    }

    /// Picks the facts that the filters leave. Every filter marks what it refuses, all of them over
    /// the whole block, which the compiler makes wide; then the others are picked at once.
    fn pick(&mut self, view: &View<'_>, plan: &Plan, (from, to): (usize, usize)) {
        let first = view.range.start;
        let (start, stop) = (
            from.max(first) - first,
            to.min(view.range.end).max(first) - first,
        );
        let is_whole = start == 0 && stop == view.range.len();
        self.picked.all = is_whole && plan.counting.is_empty() && plan.months == Months::ALL;
        if self.picked.all {
            return;
        }
        let times = &view.facts.time[view.range.clone()];
        self.refused.resize(view.range.len(), 0);
        self.refused.fill(0);
        self.refused[..start].fill(1);
        self.refused[stop..].fill(1);
        // Every fact touches a month.
        if plan.months != Months::ALL {
            let bits = plan.months.bits();
            for (refused, time) in self.refused.iter_mut().zip(times) {
                *refused |= u8::from(time & bits == 0);
            }
        }
        for filter in &plan.counting {
            match filter {
                Filter::Range(source, first, last) => {
                    view.refuse_outside(*source, (*first, *last), &mut self.refused);
                }
                Filter::Table(lookup) => {
                    let all = Picked::all();
                    view.each(
                        lookup.source,
                        &mut self.refused,
                        &all,
                        |refused, value, time| {
                            *refused |= u8::from(lookup.entry(value, time) != 0);
                        },
                    );
                }
            }
        }
        self.picked.take_others(&self.refused);
    }

    /// Row and column of every entry; a fact outside the shown nodes is no entry.
    fn number(&mut self, view: &View<'_>, plan: &Plan) {
        let n = self.picked.len(view);
        let picked = &self.picked;
        self.are_in_one = (
            add_up(&mut self.rows, n, view, picked, &plan.row_lookups),
            add_up(&mut self.columns, n, view, picked, &plan.column_lookups),
        );
        // Below FAR, which is a power of two, are numbers without its bit and those above.
        let bits = |numbers: &[u32]| numbers.iter().fold(0, |bits, number| bits | number);
        if bits(&self.rows) | bits(&self.columns) >= FAR {
            self.drop_far();
        }
        self.parts.clear();
        if self.splits {
            if let Some(part) = plan.time_part() {
                self.split(view, plan, &part);
            }
        } else if plan.time_part().is_some() {
            let (times, months) = (&view.facts.time[view.range.clone()], plan.months.bits());
            let of_entry = |place: u16| times[usize::from(place)] & (0xf000 | months);
            self.times.clear();
            self.times.extend(self.picked.iter(view).map(of_entry));
        }
    }

    fn drop_far(&mut self) {
        let mut n = 0;
        let mut places = std::mem::take(&mut self.picked.places);
        places.resize(self.rows.len(), 0);
        for entry in 0..self.rows.len() {
            let (row, column) = (self.rows[entry], self.columns[entry]);
            places[n] = if self.picked.all {
                as_u16(entry)
            } else {
                places[entry]
            };
            (self.rows[n], self.columns[n]) = (row, column);
            n += usize::from(row < FAR && column < FAR);
        }
        places.truncate(n);
        self.rows.truncate(n);
        self.columns.truncate(n);
        self.picked = Picked { all: false, places };
    }

    /// Makes of every fact an entry for each quarter or month that it touches.
    fn split(&mut self, view: &View<'_>, plan: &Plan, part: &TimePart<'_>) {
        let rows = std::mem::take(&mut self.rows);
        let columns = std::mem::take(&mut self.columns);
        let places: Vec<u16> = self.picked.iter(view).collect();
        let picked = &mut self.picked;
        picked.all = false;
        picked.places.clear();
        let times = &view.facts.time[view.range.clone()];
        for (place, (row, column)) in places.into_iter().zip(rows.into_iter().zip(columns)) {
            let time = times[usize::from(place)];
            let months = Months::from_bits(time).and(plan.months);
            for n in 0..part.n_in_year {
                let touched = months.and(part.months(n));
                let step = part.step(usize::from(time >> 12), n);
                if touched.is_empty() || step >= FAR {
                    continue;
                }
                let (on_row, on_column) = if part.on_rows { (step, 0) } else { (0, step) };
                self.rows.push(row + on_row);
                self.columns.push(column + on_column);
                picked.places.push(place);
                self.parts.push(touched);
            }
        }
    }

    fn number_people(&mut self, view: &View<'_>, plan: &Plan) {
        let before = &view.facts.blocks[view.block];
        let needs = &plan.needs;
        if needs.people || needs.keys || needs.tops || needs.amounts {
            self.picked.count_starts(
                view,
                &view.facts.person_starts,
                before.person_before,
                &mut self.people,
                &mut self.column,
            );
            compare(&mut self.same, &self.people);
            self.in_order = match plan.time_side() {
                Some(Grouping::Rows) => ascend(&self.rows, &self.columns, &self.same),
                Some(_) => ascend(&self.columns, &self.rows, &self.same),
                None => false,
            };
        }
        if needs.keys {
            let keys = &view.facts.person_keys;
            self.keys.clear();
            self.keys
                .extend(self.people.iter().map(|person| keys[*person as usize - 1]));
        }
        if needs.households {
            self.picked.count_starts(
                view,
                &view.facts.household_starts,
                before.household_before,
                &mut self.households,
                &mut self.column,
            );
            compare(&mut self.same_household, &self.households);
        }
    }

    fn read_values(&mut self, view: &View<'_>, plan: &Plan) {
        for sum in Sum::ALL {
            if plan.needs.sums[sum as usize] || (sum == Sum::Total && plan.needs.amounts) {
                let mut values = std::mem::take(&mut self.values[sum as usize]);
                self.read_sum(sum, &mut values, view, plan);
                self.values[sum as usize] = values;
            }
        }
    }

    fn read_sum(&mut self, sum: Sum, values: &mut Vec<u32>, view: &View<'_>, plan: &Plan) {
        let (facts, block) = (view.facts, view.block);
        if sum == Sum::Total && self.picked.are_few(view) && facts.fits_24_bits(block) {
            facts.total_at(view.range.start, &self.picked.places, values);
            self.share(values, view, plan.months);
            return;
        }
        self.column.resize(view.range.len(), 0);
        match sum {
            Sum::Records => {
                values.clear();
                values.resize(self.rows.len(), 1);
                self.find_firsts();
                return;
            }
            Sum::Months => return self.count_months(values, view, plan.months),
            Sum::Hours => facts.hours.read(block, &mut self.column),
            Sum::Total => facts.read_total(block, view.range.clone(), &mut self.column),
            Sum::User => facts.user.read(block, &mut self.column),
            Sum::Ssn => facts.ssn.read(block, &mut self.column),
        }
        self.picked.gather(values, &mut self.column);
        self.share(values, view, plan.months);
    }

    fn find_firsts(&mut self) {
        let places = &self.picked.places[..self.parts.len()];
        let before = std::iter::once(None).chain(places.iter().map(Some));
        let firsts = places.iter().zip(before);
        self.firsts.clear();
        self.firsts
            .extend(firsts.map(|(place, before)| u32::from(Some(place) != before)));
    }

    fn count_months(&self, values: &mut Vec<u32>, view: &View<'_>, months: Months) {
        values.clear();
        if self.parts.is_empty() {
            let times = &view.facts.time[view.range.clone()];
            let touched = |place: u16| {
                Months::from_bits(times[usize::from(place)])
                    .and(months)
                    .count()
            };
            values.extend(self.picked.iter(view).map(touched));
        } else {
            values.extend(self.parts.iter().map(|months| months.count()));
        }
    }

    /// Leaves of each value what falls on the months that count.
    fn share(&self, values: &mut [u32], view: &View<'_>, months: Months) {
        let times = &view.facts.time[view.range.clone()];
        let whole = |place: u16| Months::from_bits(times[usize::from(place)]);
        if !self.parts.is_empty() {
            let parts = self.parts.iter().zip(self.picked.iter(view));
            for (value, (part, place)) in values.iter_mut().zip(parts) {
                *value = whole(place).share(*value, *part);
            }
        } else if months != Months::ALL {
            for (value, place) in values.iter_mut().zip(self.picked.iter(view)) {
                *value = whole(place).share(*value, months);
            }
        }
    }
}

/// Fills `out` with the sum of what `lookups` give for each picked fact; whether it is the same for all,
/// as far as the block tells without being read.
fn add_up(
    out: &mut Vec<u32>,
    n: usize,
    view: &View<'_>,
    picked: &Picked,
    lookups: &[Lookup],
) -> bool {
    let (mut of_all, mut is_one) = (0, true);
    zeroed(out, n);
    for lookup in lookups {
        if matches!(lookup.source, Source::Quarter | Source::Month) {
            is_one = false;
        } else if let Some(entry) = view.only_entry(lookup) {
            of_all += entry;
        } else {
            is_one = false;
            add_entries(out, view, picked, lookup);
        }
    }
    if of_all != 0 {
        for number in out {
            *number += of_all;
        }
    }
    is_one
}

/// Adds to `out` what `lookup` gives for each picked fact.
fn add_entries(out: &mut [u32], view: &View<'_>, picked: &Picked, lookup: &Lookup) {
    if lookup.stride == 0
        && let Ok(table) = <&[u32; SMALL]>::try_from(lookup.table.as_slice())
    {
        // A table of the one size needs no check of its bounds.
        view.each(lookup.source, out, picked, |out, value, _| {
            *out += table[usize::from(value) % SMALL];
        });
    } else {
        view.each(lookup.source, out, picked, |out, value, time| {
            *out += lookup.entry(value, time);
        });
    }
}

/// Whether of each person the entries ascend by `major`, and with it by `minor`.
fn ascend(major: &[u32], minor: &[u32], same: &[u32]) -> bool {
    let pairs = major.windows(2).zip(minor.windows(2));
    let descends = pairs
        .zip(same.iter().skip(1))
        .map(|((major, minor), same)| {
            let is_less = mask(major[1] < major[0]);
            let is_less_at_one = mask(major[1] == major[0]) & mask(minor[1] < minor[0]);
            same & (is_less | is_less_at_one)
        });
    descends.fold(0, |any, descends| any | descends) == 0
}

/// Marks in `same` which of `numbers` are those before them: every bit, or none; none for the first.
fn compare(same: &mut Vec<u32>, numbers: &[u32]) {
    same.resize(numbers.len(), 0);
    if let Some((first, others)) = same.split_first_mut() {
        *first = 0;
        for (two, same) in numbers.windows(2).zip(others) {
            *same = mask(two[0] == two[1]);
        }
    }
}

/// Makes `out` `n` zeros; by filling what is there, which is quicker than pushing.
pub(super) fn zeroed(out: &mut Vec<u32>, n: usize) {
    out.resize(n, 0);
    out.fill(0);
}
