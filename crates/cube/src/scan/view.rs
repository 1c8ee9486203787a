//! The columns of one block, and what is read off them at once or place by place.

use std::hint::black_box;
use std::ops::Range;

use crate::dimension::Source;
use crate::facts::{BLOCK, Facts, PACKING, Values};
use crate::plan::{Filter, Lookup, Plan};

use super::picked::Picked;

/// The columns of one block.
pub(super) struct View<'f> {
    pub(super) facts: &'f Facts,
    /// Number of the block, and which facts it has.
    pub(super) block: usize,
    pub(super) range: Range<usize>,
}

impl<'f> View<'f> {
    /// Block number `block` of `facts`.
    pub(super) fn new(facts: &'f Facts, block: usize) -> Self {
        Self {
            facts,
            block,
            range: block * BLOCK..facts.len().min((block + 1) * BLOCK),
        }
    }

    /// Asks for the columns that the filters of `plan` read, so that they are on their way from memory while
    /// the block before is counted.
    pub(super) fn fetch(&self, plan: &Plan) {
        let (facts, range) = (self.facts, self.range.clone());
        let mut touched = 0;
        for source in plan.counting.iter().map(Filter::source) {
            touched |= match source {
                Source::Residence => touch(&facts.residence[range.clone()]),
                Source::Body => touch(&facts.body[range.clone()]),
                Source::Year | Source::Quarter | Source::Month => touch(&facts.time[range.clone()]),
                Source::Benefit => touch(&facts.benefit[range.clone()]),
                Source::Coded(place) if PACKING[place].0 == 0 => {
                    touch(&facts.traits_low[range.clone()])
                }
                Source::Coded(_) => touch(&facts.traits_high[range.clone()]),
            };
        }
        black_box(touched);
    }

    /// Marks in `refused` the facts whose value of `source` is not from `first` to `last`.
    pub(super) fn refuse_outside(
        &self,
        source: Source,
        (first, last): (u16, u16),
        refused: &mut [u8],
    ) {
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

    /// What `lookup` gives for every fact of the block, where the values that the block has, in the years that
    /// it has, all give the same.
    pub(super) fn only_entry(&self, lookup: &Lookup) -> Option<u32> {
        let block = &self.facts.blocks[self.block];
        let Values::Each(values) = (match lookup.source {
            Source::Residence => &block.residences,
            Source::Body => &block.bodies,
            _ => return None,
        }) else {
            return None;
        };
        let (first, last) = if lookup.stride == 0 {
            (0, 0)
        } else {
            block.years
        };
        let mut entries = (u16::from(first)..=u16::from(last)).flat_map(|year| {
            let entry = move |value: &u16| lookup.entry(*value, year << 12);
            values.iter().map(entry)
        });
        let entry = entries.next()?;
        entries.all(|other| other == entry).then_some(entry)
    }

    /// Hands `take`, for each picked fact, its place in `out`, its value of `source` and its time.
    pub(super) fn each<O>(
        &self,
        source: Source,
        out: &mut [O],
        picked: &Picked,
        take: impl Fn(&mut O, u16, u16),
    ) {
        let (facts, range) = (self.facts, self.range.clone());
        let times = &facts.time[range.clone()];
        match source {
            Source::Residence => each(out, picked, (&facts.residence[range], times), take),
            Source::Body => each(out, picked, (&facts.body[range], times), take),
            Source::Year | Source::Quarter | Source::Month => {
                each(out, picked, (times, times), |out, _, time| {
                    take(out, time >> 12, time);
                });
            }
            Source::Benefit => {
                let values = &facts.benefit[range];
                each(out, picked, (values, times), |out, value, time| {
                    take(out, value.into(), time);
                });
            }
            Source::Coded(place) => {
                let (column, shift, mask) = PACKING[place];
                if column == 0 {
                    let values = &facts.traits_low[range];
                    each(out, picked, (values, times), |out, value, time| {
                        take(out, value >> shift & mask, time);
                    });
                } else {
                    let values = &facts.traits_high[range];
                    each(out, picked, (values, times), |out, value, time| {
                        take(out, u16::from(value) >> shift & mask, time);
                    });
                }
            }
        }
    }

    /// How many facts before place `place` of the block, and at it, begin something, by `starts`; for
    /// each of `places` into `out`, with `before` added.
    pub(super) fn ranks(&self, out: &mut Vec<u32>, starts: &[u64], places: &[u16], before: u32) {
        let first = self.range.start / 64;
        let mut words = [(before, 0); BLOCK / 64];
        let mut count = before;
        for (word, bits) in words.iter_mut().zip(&starts[first..]) {
            *word = (count, *bits);
            count += bits.count_ones();
        }
        out.clear();
        out.extend(places.iter().map(|place| {
            let (before, bits) = words[usize::from(*place) / 64 % words.len()];
            let up_to = u64::MAX >> (63 - place % 64);
            before + (bits & up_to).count_ones()
        }));
    }
}

/// Reads one value of each line of the cache.
fn touch<T: Copy + Into<u16>>(values: &[T]) -> u16 {
    let lines = values.iter().step_by(64 / size_of::<T>());
    lines.fold(0, |bits, value| bits | (*value).into())
}

/// Hands `take`, for each picked fact, its place in `out`, its value and its time.
fn each<T: Copy, O>(
    out: &mut [O],
    picked: &Picked,
    (values, times): (&[T], &[u16]),
    take: impl Fn(&mut O, T, u16),
) {
    if picked.all {
        for (out, (value, time)) in out.iter_mut().zip(values.iter().zip(times)) {
            take(out, *value, *time);
        }
    } else {
        for (out, place) in out.iter_mut().zip(&picked.places) {
            let place = usize::from(*place);
            take(out, values[place], times[place]);
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
pub(super) fn counted(out: &mut Vec<u32>, starts: &[u64], view: &View<'_>, before: u32) {
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
    let mut table = [[0_u32; 8]; 256];
    let mut byte = 0_usize;
    while byte < 256 {
        let mut bit = 0;
        let mut ones = 0;
        while bit < 8 {
            if byte >> bit & 1 == 1 {
                ones += 1;
            }
            table[byte][bit] = ones;
            bit += 1;
        }
        byte += 1;
    }
    table
};
