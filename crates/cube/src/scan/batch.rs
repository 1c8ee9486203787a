//! The facts of one block that count, with their row, column, person and values side by side.

use std::ops::Range;

use crate::dimension::Source;
use crate::facts::{BLOCK, Facts, PACKING};
use crate::grid::{N_SUMS, Sum};
use crate::months::Months;
use crate::plan::{FAR, Filter, Lookup, Plan, SMALL, quarter};

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
    /// 1 for the first entry of each fact, 0 for its others, where records are needed in a table by
    /// quarter or month: over several quarters a record is still one.
    pub(super) firsts: Vec<u32>,
    picked: Picked,
    /// The months of each entry that count, in a table by quarter or month.
    parts: Vec<Months>,
    loaded: Vec<u16>,
    /// For each fact of the block, whether a filter refuses it: 1 or 0.
    refused: Vec<u16>,
    column: Vec<u32>,
}

/// Places in the block of the facts behind the entries.
#[derive(Default)]
struct Picked {
    /// All facts of the block, in order; `places` says nothing then.
    all: bool,
    places: Vec<u16>,
}

impl Batch {
    pub(super) fn new() -> Self {
        Self {
            rows: Vec::new(),
            columns: Vec::new(),
            people: Vec::new(),
            households: Vec::new(),
            keys: Vec::new(),
            values: std::array::from_fn(|_| Vec::new()),
            firsts: Vec::new(),
            picked: Picked::default(),
            parts: Vec::new(),
            loaded: Vec::new(),
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
        let (first, end) = (block * BLOCK, facts.len().min((block + 1) * BLOCK));
        let view = View {
            facts,
            block,
            range: first..end,
        };
        self.pick(&view, plan, within);
        self.number(&view, plan);
        self.number_people(&view, plan);
        self.read_values(&view, plan);
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
                *refused |= u16::from(time & bits == 0);
            }
        }
        for filter in &plan.counting {
            match filter {
                Filter::Range(source, first, last) => {
                    view.refuse_outside(*source, (*first, *last), &mut self.refused);
                }
                Filter::Table(lookup) => {
                    let values = view.load(lookup.source, &mut self.loaded);
                    for (refused, (value, time)) in
                        self.refused.iter_mut().zip(values.iter().zip(times))
                    {
                        let stretch = usize::from(time >> 12) * lookup.stride;
                        let entry = lookup.table.get(stretch + usize::from(*value));
                        *refused |= u16::from(entry != Some(&0));
                    }
                }
            }
        }
        self.picked.take_others(&self.refused);
    }

    /// Row and column of every entry; a fact outside the shown nodes is no entry.
    fn number(&mut self, view: &View<'_>, plan: &Plan) {
        let n = self.picked.len(view);
        add_up(
            &mut self.rows,
            n,
            view,
            &self.picked,
            &plan.row_lookups,
            &mut self.loaded,
        );
        add_up(
            &mut self.columns,
            n,
            view,
            &self.picked,
            &plan.column_lookups,
            &mut self.loaded,
        );
        let is_far = |number: &u32| *number >= FAR;
        if self.rows.iter().fold(0, |most, row| most.max(*row)) >= FAR
            || self.columns.iter().any(is_far)
        {
            self.drop_far();
        }
        self.parts.clear();
        if let Some(part) = time_part(plan) {
            self.split(view, plan, &part);
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

impl Picked {
    fn len(&self, view: &View<'_>) -> usize {
        if self.all {
            view.range.len()
        } else {
            self.places.len()
        }
    }

    /// Whether so few facts of the block are picked that reading one by one is quicker than all at once.
    fn are_few(&self, view: &View<'_>) -> bool {
        !self.all && self.places.len() < view.range.len() / 8
    }

    /// For each entry, how many `starts` there are up to its fact, and `before`; `column` is working space.
    fn count_starts(
        &self,
        view: &View<'_>,
        starts: &[u64],
        before: u32,
        out: &mut Vec<u32>,
        column: &mut Vec<u32>,
    ) {
        if self.are_few(view) {
            view.ranks(out, starts, &self.places, before);
        } else {
            counted(column, starts, view, before);
            self.gather(out, column);
        }
    }

    fn iter<'p>(&'p self, view: &View<'_>) -> impl Iterator<Item = u16> + 'p {
        let all = if self.all { view.range.len() } else { 0 };
        let some: &[u16] = if self.all { &[] } else { &self.places };
        (0..as_u16(all)).chain(some.iter().copied())
    }

    /// Takes the places that are not refused.
    fn take_others(&mut self, refused: &[u16]) {
        self.places.resize(refused.len(), 0);
        let mut n = 0;
        for (chunk, first) in refused.chunks(8).zip((0_u16..).step_by(8)) {
            if chunk.iter().fold(1, |all, one| all & one) == 1 {
                continue;
            }
            for (place, refused) in (first..).zip(chunk) {
                self.places[n] = place;
                n += usize::from(*refused == 0);
            }
        }
        self.places.truncate(n);
    }

    /// Of `column` (one value a fact of the block), the values of the entries.
    fn gather(&self, out: &mut Vec<u32>, column: &mut Vec<u32>) {
        if self.all {
            std::mem::swap(out, column);
        } else {
            out.clear();
            out.extend(self.places.iter().map(|place| column[usize::from(*place)]));
        }
    }
}

/// The columns of one block.
struct View<'f> {
    facts: &'f Facts,
    block: usize,
    range: Range<usize>,
}

impl View<'_> {
    /// Marks in `refused` the facts whose value of `source` is not from `first` to `last`.
    fn refuse_outside(&self, source: Source, (first, last): (u16, u16), refused: &mut [u16]) {
        let (facts, range, width) = (self.facts, self.range.clone(), last - first);
        let outside = |value: u16| u16::from(value.wrapping_sub(first) > width);
        match source {
            Source::Residence => refuse(refused, &facts.residence[range], outside),
            Source::Body => refuse(refused, &facts.body[range], outside),
            Source::Year | Source::Quarter | Source::Month => {
                refuse(refused, &facts.time[range], |time| outside(time >> 12));
            }
            Source::Benefit => refuse(refused, &facts.benefit[range], |value| {
                outside(u16::from(value))
            }),
            Source::Coded(place) => {
                let (column, shift, mask) = PACKING[place];
                if column == 0 {
                    refuse(refused, &facts.traits_low[range], |value| {
                        outside(value >> shift & mask)
                    });
                } else {
                    refuse(refused, &facts.traits_high[range], |value| {
                        outside(u16::from(value) >> shift & mask)
                    });
                }
            }
        }
    }

    /// How many facts before place `place` of the block, and at it, begin something, by `starts`; for
    /// each of `places`, which ascend, into `out`, with `before` added.
    fn ranks(&self, out: &mut Vec<u32>, starts: &[u64], places: &[u16], before: u32) {
        let first = self.range.start / 64;
        let (mut word_at, mut count) = (0, before);
        out.clear();
        out.extend(places.iter().map(|place| {
            let (word, bit) = (usize::from(*place) / 64, *place % 64);
            for passed in &starts[first + word_at..first + word] {
                count += passed.count_ones();
            }
            word_at = word;
            let up_to = u64::MAX >> (63 - bit);
            count + (starts[first + word] & up_to).count_ones()
        }));
    }

    /// The values of `source`, one a fact; in place where the column holds them as they are.
    fn load<'l>(&'l self, source: Source, loaded: &'l mut Vec<u16>) -> &'l [u16] {
        let facts = self.facts;
        let range = self.range.clone();
        loaded.clear();
        match source {
            Source::Residence => return &facts.residence[range],
            Source::Body => return &facts.body[range],
            Source::Year | Source::Quarter | Source::Month => {
                loaded.extend(facts.time[range].iter().map(|time| time >> 12));
            }
            Source::Benefit => {
                loaded.extend(facts.benefit[range].iter().map(|value| u16::from(*value)));
            }
            Source::Coded(place) => {
                let (column, shift, mask) = PACKING[place];
                if column == 0 {
                    loaded.extend(
                        facts.traits_low[range]
                            .iter()
                            .map(|value| value >> shift & mask),
                    );
                } else {
                    let values = facts.traits_high[range].iter();
                    loaded.extend(values.map(|value| u16::from(*value) >> shift & mask));
                }
            }
        }
        loaded
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

    /// What the part adds to the number of the row or column.
    fn step(&self, year: usize, n: usize) -> u32 {
        let at = year * self.n_in_year + n;
        self.lookup.table.get(at).copied().unwrap_or(FAR)
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

/// Fills `out` with the sum of what `lookups` give for each picked fact.
fn add_up(
    out: &mut Vec<u32>,
    n: usize,
    view: &View<'_>,
    picked: &Picked,
    lookups: &[Lookup],
    loaded: &mut Vec<u16>,
) {
    zeroed(out, n);
    let times = &view.facts.time[view.range.clone()];
    for lookup in lookups {
        if matches!(lookup.source, Source::Quarter | Source::Month) {
            continue;
        }
        let table = lookup.table.as_slice();
        let entry = |at: usize| table.get(at).copied().unwrap_or(FAR);
        let values = view.load(lookup.source, loaded);
        if lookup.stride != 0 {
            for (out, place) in out.iter_mut().zip(picked.iter(view)) {
                let place = usize::from(place);
                let year = usize::from(times[place] >> 12);
                *out += entry(year * lookup.stride + usize::from(values[place]));
            }
        } else if let Ok(table) = <&[u32; SMALL]>::try_from(table) {
            // A table of the one size needs no check of its bounds.
            add_entries(out, picked, values, |value| {
                table[usize::from(value) % SMALL]
            });
        } else {
            add_entries(out, picked, values, |value| entry(usize::from(value)));
        }
    }
}

/// Makes `out` `n` zeros; by filling what is there, which is quicker than pushing.
pub(super) fn zeroed(out: &mut Vec<u32>, n: usize) {
    out.resize(n, 0);
    out.fill(0);
}

fn add_entries(out: &mut [u32], picked: &Picked, values: &[u16], entry: impl Fn(u16) -> u32) {
    if picked.all {
        for (out, value) in out.iter_mut().zip(values) {
            *out += entry(*value);
        }
    } else {
        for (out, place) in out.iter_mut().zip(&picked.places) {
            *out += entry(values[usize::from(*place)]);
        }
    }
}

/// Marks in `refused` the values that are `outside`.
fn refuse<T: Copy>(refused: &mut [u16], values: &[T], outside: impl Fn(T) -> u16) {
    for (refused, value) in refused.iter_mut().zip(values) {
        *refused |= outside(*value);
    }
}

/// For each fact of the block, how many `starts` there are up to it, and `before`.
fn counted(out: &mut Vec<u32>, starts: &[u64], view: &View<'_>, before: u32) {
    out.resize(view.range.len(), 0);
    let words = starts.iter().skip(view.range.start / 64);
    let mut count = before;
    for (word, out) in words.zip(out.chunks_mut(64)) {
        let mut rest = *word;
        for out in out {
            count += u32::from(rest & 1 == 1);
            rest >>= 1;
            *out = count;
        }
    }
}

fn as_u16(place: usize) -> u16 {
    u16::try_from(place).expect("invariant: a block has fewer than 65,536 facts")
}
