//! The facts of one block that count, with their row, column, person and values side by side.

use std::ops::Range;

use crate::dimension::Source;
use crate::facts::{BLOCK, Facts, PACKING};
use crate::grid::{N_SUMS, Sum};
use crate::months::Months;
use crate::peaks::Parts;
use crate::plan::{FAR, Filter, Lookup, Plan, SMALL, TimePart};

use super::distinct::mask;

/// One entry for each fact that counts; for a table by quarter or month, one for each quarter or
/// month that the fact touches.
pub(super) struct Batch {
    /// Number of the row and of the column.
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<u32>,
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
    /// First and last row of the entries, where tops are needed.
    pub(super) row_bounds: (u32, u32),
    /// For each sum, the most that one person of the block has in all years, and in one that counts.
    pub(super) peaks: (Parts, Parts),
    picked: Picked,
    /// Whether a fact is an entry for each quarter or month that it touches.
    splits: bool,
    /// The months of each entry that count, in a table by quarter or month.
    parts: Vec<Months>,
    loaded: Vec<u16>,
    /// For each fact of the block, whether a filter refuses it: 1 or 0.
    refused: Vec<u8>,
    column: Vec<u32>,
}

/// Times eight bytes that are 0 or 1: their bits in the highest byte, the first the lowest.
const GATHER: u64 = 0x0102_0408_1020_4080;

/// Places in the block of the facts behind the entries.
#[derive(Default)]
struct Picked {
    /// All facts of the block, in order; `places` says nothing then.
    all: bool,
    places: Vec<u16>,
}

impl Batch {
    /// Where `splits`, a table by quarter or month has an entry for each of them that a fact touches.
    pub(super) fn new(splits: bool) -> Self {
        Self {
            splits,
            times: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
            people: Vec::new(),
            households: Vec::new(),
            same: Vec::new(),
            same_household: Vec::new(),
            keys: Vec::new(),
            values: std::array::from_fn(|_| Vec::new()),
            firsts: Vec::new(),
            row_bounds: (0, 0),
            peaks: Default::default(),
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
                    let values = view.load(lookup.source, &mut self.loaded);
                    for (refused, (value, time)) in
                        self.refused.iter_mut().zip(values.iter().zip(times))
                    {
                        let stretch = usize::from(time >> 12) * lookup.stride;
                        let entry = lookup.table.get(stretch + usize::from(*value));
                        *refused |= u8::from(entry != Some(&0));
                    }
                }
            }
        }
        self.picked.take_others(&self.refused);
    }

    /// Row and column of every entry; a fact outside the shown nodes is no entry.
    fn number(&mut self, view: &View<'_>, plan: &Plan) {
        let n = self.picked.len(view);
        add_up(&mut self.rows, n, view, &self.picked, &plan.row_lookups);
        add_up(
            &mut self.columns,
            n,
            view,
            &self.picked,
            &plan.column_lookups,
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
    fn take_others(&mut self, refused: &[u8]) {
        self.places.clear();
        let (eights, rest) = refused.as_chunks::<8>();
        for (eights, first) in eights.chunks(8).zip((0_u16..).step_by(64)) {
            let bits = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56;
            let words = eights.iter().zip((0..).step_by(8));
            let refused = words.fold(0, |word, (eight, shift)| word | bits(eight) << shift);
            let n = 8 * eights.len();
            let mut left = !refused & u64::MAX >> (64 - n);
            while left != 0 {
                self.places
                    .push(first + as_u16(left.trailing_zeros() as usize));
                left &= left - 1;
            }
        }
        let numbered = (as_u16(refused.len() - rest.len())..).zip(rest);
        self.places
            .extend(numbered.filter_map(|(place, refused)| (*refused == 0).then_some(place)));
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
    fn refuse_outside(&self, source: Source, (first, last): (u16, u16), refused: &mut [u8]) {
        let (facts, range, width) = (self.facts, self.range.clone(), last - first);
        let outside = |value: u16| u8::from(value.wrapping_sub(first) > width);
        let byte = |value: u16| u8::try_from(value).unwrap_or(u8::MAX);
        // Eight bits are told sixteen at a time.
        let (low, narrow) = (byte(first), byte(width));
        let is_outside = |value: u8| u8::from(value.wrapping_sub(low) > narrow);
        match source {
            Source::Residence => refuse(refused, &facts.residence[range], outside),
            Source::Body => refuse(refused, &facts.body[range], outside),
            Source::Year | Source::Quarter | Source::Month => {
                refuse(refused, &facts.time[range], |time| outside(time >> 12));
            }
            Source::Benefit => refuse(refused, &facts.benefit[range], is_outside),
            Source::Coded(place) => {
                let (column, shift, mask) = PACKING[place];
                if column == 0 {
                    refuse(refused, &facts.traits_low[range], |value| {
                        outside(value >> shift & mask)
                    });
                } else {
                    let mask = byte(mask);
                    refuse(refused, &facts.traits_high[range], |value| {
                        is_outside(value >> shift & mask)
                    });
                }
            }
        }
    }

    /// Adds to `out`, for each picked fact, what `entry` says of its value of `source` and its time.
    fn add_entries(
        &self,
        source: Source,
        out: &mut [u32],
        picked: &Picked,
        entry: impl Fn(u16, u16) -> u32,
    ) {
        let (facts, range) = (self.facts, self.range.clone());
        let times = &facts.time[range.clone()];
        match source {
            Source::Residence => add_entries(out, picked, (&facts.residence[range], times), entry),
            Source::Body => add_entries(out, picked, (&facts.body[range], times), entry),
            Source::Year | Source::Quarter | Source::Month => {
                add_entries(out, picked, (times, times), |_, time| {
                    entry(time >> 12, time)
                });
            }
            Source::Benefit => {
                let values = &facts.benefit[range];
                add_entries(out, picked, (values, times), |value, time| {
                    entry(value.into(), time)
                });
            }
            Source::Coded(place) => {
                let (column, shift, mask) = PACKING[place];
                if column == 0 {
                    let values = &facts.traits_low[range];
                    add_entries(out, picked, (values, times), |value, time| {
                        entry(value >> shift & mask, time)
                    });
                } else {
                    let values = &facts.traits_high[range];
                    add_entries(out, picked, (values, times), |value, time| {
                        entry(u16::from(value) >> shift & mask, time)
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

/// Fills `out` with the sum of what `lookups` give for each picked fact.
fn add_up(out: &mut Vec<u32>, n: usize, view: &View<'_>, picked: &Picked, lookups: &[Lookup]) {
    zeroed(out, n);
    for lookup in lookups {
        if matches!(lookup.source, Source::Quarter | Source::Month) {
            continue;
        }
        let table = lookup.table.as_slice();
        let entry = |at: usize| table.get(at).copied().unwrap_or(FAR);
        if lookup.stride != 0 {
            let at = |value: u16, time: u16| {
                entry(usize::from(time >> 12) * lookup.stride + usize::from(value))
            };
            view.add_entries(lookup.source, out, picked, at);
        } else if let Ok(table) = <&[u32; SMALL]>::try_from(table) {
            // A table of the one size needs no check of its bounds.
            view.add_entries(lookup.source, out, picked, |value, _| {
                table[usize::from(value) % SMALL]
            });
        } else {
            view.add_entries(lookup.source, out, picked, |value, _| {
                entry(usize::from(value))
            });
        }
    }
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

/// Adds what `entry` says of each picked fact's value and time.
fn add_entries<T: Copy>(
    out: &mut [u32],
    picked: &Picked,
    (values, times): (&[T], &[u16]),
    entry: impl Fn(T, u16) -> u32,
) {
    if picked.all {
        for (out, (value, time)) in out.iter_mut().zip(values.iter().zip(times)) {
            *out += entry(*value, *time);
        }
    } else {
        for (out, place) in out.iter_mut().zip(&picked.places) {
            let place = usize::from(*place);
            *out += entry(values[place], times[place]);
        }
    }
}

/// Marks in `refused` the values that are `outside`.
fn refuse<T: Copy>(refused: &mut [u8], values: &[T], outside: impl Fn(T) -> u8) {
    for (refused, value) in refused.iter_mut().zip(values) {
        *refused |= outside(*value);
    }
}

/// For each fact of the block, how many `starts` there are up to it, and `before`; eight facts at a time.
fn counted(out: &mut Vec<u32>, starts: &[u64], view: &View<'_>, before: u32) {
    out.resize(view.range.len(), 0);
    let bytes = starts[view.range.start / 64..]
        .iter()
        .flat_map(|word| word.to_le_bytes());
    let mut count = before;
    let (eights, rest) = out.as_chunks_mut::<8>();
    let mut bytes = bytes.into_iter();
    for (out, byte) in eights.iter_mut().zip(&mut bytes) {
        let ones = &ONES_UP_TO[usize::from(byte)];
        for (out, ones) in out.iter_mut().zip(ones) {
            *out = count + ones;
        }
        count += byte.count_ones();
    }
    if let Some(byte) = bytes.next() {
        for (out, ones) in rest.iter_mut().zip(&ONES_UP_TO[usize::from(byte)]) {
            *out = count + ones;
        }
    }
}

/// For each byte, how many of its bits up to each are set.
static ONES_UP_TO: [[u32; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut byte = 0_usize;
    while byte < 256 {
        let mut bit = 0;
        let mut ones = 0;
        while bit < 8 {
            ones += (byte >> bit & 1) as u32;
            table[byte][bit] = ones;
            bit += 1;
        }
        byte += 1;
    }
    table
};

fn as_u16(place: usize) -> u16 {
    u16::try_from(place).expect("invariant: a block has fewer than 65,536 facts")
}
