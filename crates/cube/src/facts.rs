//! The columns of all facts, in the order of the person: about 15 bytes a fact.
//!
//! The facts of a person lie side by side, those of a household too, and households stand in the
//! order of the territory. So a distinct count is one pass that remembers the last person of each
//! cell, a territorial filter touches one stretch, and any cut between two households lets the
//! parts be counted apart and added.

use crate::fact::Fact;
use crate::grid::N_SUMS;
use crate::peaks::{Peaks, PeaksBuilder};
use crate::sparse::Sparse;
use crate::traits::{CODED_COLUMNS, Traits};

/// Facts in a block: what is skipped or read at once.
pub(crate) const BLOCK: usize = 4096;

/// Bits of each coded value in the packed columns, in the order of [`CODED_COLUMNS`]: the column
/// (0 is `traits_low`, 1 is `traits_high`), the lowest bit, the mask.
pub(crate) const PACKING: [(u8, u8, u16); CODED_COLUMNS.len()] = [
    (0, 0, 0b11),
    (0, 2, 0b11),
    (0, 4, 0b1111),
    (0, 8, 0b11),
    (0, 10, 0b1),
    (0, 11, 0b111),
    (1, 0, 0b111),
    (1, 3, 0b11),
    (1, 5, 0b11),
    (1, 7, 0b1),
    (0, 14, 0b11),
];

/// Why a fact does not fit the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// The facts are not in the order of household and person.
    #[error("a person or household comes back after another")]
    NotSorted,
    /// The year is outside the reference's years.
    #[error("year {0} is outside the edition's years")]
    Year(i16),
    /// No month is touched.
    #[error("a fact touches no month")]
    NoMonth,
    /// More facts than the columns number.
    #[error("more than {} facts", u32::MAX)]
    TooMany,
}

/// The columns. Immutable once built.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Bits 12 to 15: years from the first; bits 0 to 11: months.
    pub(crate) time: Vec<u16>,
    pub(crate) residence: Vec<u16>,
    pub(crate) body: Vec<u16>,
    pub(crate) benefit: Vec<u8>,
    pub(crate) traits_low: Vec<u16>,
    pub(crate) traits_high: Vec<u8>,
    /// Cents of the whole spending: the lower 16 bits, the next 8, and what is beyond 24 bits, which
    /// is next to never anything.
    total_low: Vec<u16>,
    total_high: Vec<u8>,
    total_beyond: Sparse<u8>,
    pub(crate) user: Sparse<u32>,
    pub(crate) ssn: Sparse<u32>,
    pub(crate) hours: Sparse<u16>,
    /// One bit a fact: the first of its person, the first of its household.
    pub(crate) person_starts: Vec<u64>,
    pub(crate) household_starts: Vec<u64>,
    /// For each person, in order: the key that the protection draws its noise from.
    pub(crate) person_keys: Vec<u16>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) peaks: Peaks,
    n_households: u32,
}

/// The values of a column in a block: each of them while they are few, for one person who lives
/// elsewhere must not stretch the block over half of Italy; else the first and the last.
#[derive(Debug, Clone)]
pub(crate) enum Values {
    /// Each one.
    Each(Vec<u16>),
    /// The smallest and the largest of many.
    Range(u16, u16),
}

/// Most values of a column that a block remembers one by one.
const MAX_EACH: usize = 96;

impl Values {
    fn of(value: u16) -> Self {
        Self::Each(vec![value])
    }

    fn add(&mut self, value: u16) {
        match self {
            Self::Each(values) => {
                // The latest values come again first.
                if !values.iter().rev().any(|other| *other == value) {
                    values.push(value);
                    if values.len() > MAX_EACH {
                        let first = values.iter().copied().fold(u16::MAX, u16::min);
                        let last = values.iter().copied().fold(0, u16::max);
                        *self = Self::Range(first, last);
                    }
                }
            }
            Self::Range(first, last) => (*first, *last) = ((*first).min(value), (*last).max(value)),
        }
    }

    fn n_bytes(&self) -> usize {
        match self {
            Self::Each(values) => 2 * values.capacity(),
            Self::Range(..) => 0,
        }
    }
}

/// What is known of a block without reading it.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Number of the person and of the household of the fact before the block, from 1; 0 for none.
    pub(crate) person_before: u32,
    pub(crate) household_before: u32,
    pub(crate) residences: Values,
    pub(crate) bodies: Values,
    pub(crate) years: (u8, u8),
}

impl Facts {
    /// How many facts.
    pub fn len(&self) -> usize {
        self.time.len()
    }

    /// Whether there is no fact.
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// Distinct people.
    pub fn n_people(&self) -> usize {
        self.person_keys.len()
    }

    /// Distinct households.
    pub fn n_households(&self) -> usize {
        self.n_households as usize
    }

    /// Bytes that the columns take in memory.
    pub fn n_bytes(&self) -> usize {
        let wide = self.time.capacity()
            + self.residence.capacity()
            + self.body.capacity()
            + self.traits_low.capacity()
            + self.total_low.capacity()
            + self.person_keys.capacity();
        let narrow =
            self.benefit.capacity() + self.traits_high.capacity() + self.total_high.capacity();
        let of_blocks = self
            .blocks
            .iter()
            .map(|block| block.residences.n_bytes() + block.bodies.n_bytes());
        2 * wide
            + narrow
            + of_blocks.sum::<usize>()
            + self.total_beyond.n_bytes()
            + 8 * (self.person_starts.capacity() + self.household_starts.capacity())
            + self.user.n_bytes()
            + self.ssn.n_bytes()
            + self.hours.n_bytes()
            + size_of::<Block>() * self.blocks.capacity()
            + self.peaks.n_bytes()
    }
}

impl Facts {
    /// The whole spending of the facts of block number `block`, which are those of `range`.
    pub(crate) fn read_total(&self, block: usize, range: std::ops::Range<usize>, out: &mut [u32]) {
        if self.total_beyond.is_all_zero() {
            out.fill(0);
        } else {
            self.total_beyond.read(block, out);
        }
        let low = &self.total_low[range.clone()];
        for (out, (low, high)) in out.iter_mut().zip(low.iter().zip(&self.total_high[range])) {
            *out = *out << 24 | u32::from(*high) << 16 | u32::from(*low);
        }
    }
}

impl Facts {
    /// Whether no fact's spending in block number `block` is beyond 24 bits of cents.
    pub(crate) fn fits_24_bits(&self, block: usize) -> bool {
        self.total_beyond.is_zero_in(block)
    }

    /// The whole spending of the facts at `places` after fact `first`, where it fits 24 bits.
    pub(crate) fn total_at(&self, first: usize, places: &[u16], out: &mut Vec<u32>) {
        let (low, high) = (&self.total_low[first..], &self.total_high[first..]);
        out.clear();
        out.extend(places.iter().map(|place| {
            let place = usize::from(*place);
            u32::from(high[place]) << 16 | u32::from(low[place])
        }));
    }
}

/// Fills the columns, fact by fact.
#[derive(Debug)]
pub struct FactsBuilder<K> {
    facts: Facts,
    peaks: PeaksBuilder,
    first_year: i16,
    n_years: u8,
    key_of: K,
    last: Option<(u64, u64)>,
}

impl<K: Fn(u64) -> u16> FactsBuilder<K> {
    /// Columns for the years of an edition; `key_of` gives the protection's key of a person's pseudonym.
    pub fn new(first_year: i16, n_years: u8, key_of: K) -> Self {
        Self {
            facts: Facts::default(),
            peaks: PeaksBuilder::new(n_years.min(16)),
            first_year,
            n_years,
            key_of,
            last: None,
        }
    }

    /// Makes room for `n_facts` in all, so that the columns are not copied while they grow.
    pub fn reserve(&mut self, n_facts: usize) {
        let facts = &mut self.facts;
        facts.time.reserve_exact(n_facts);
        facts.residence.reserve_exact(n_facts);
        facts.body.reserve_exact(n_facts);
        facts.benefit.reserve_exact(n_facts);
        facts.traits_low.reserve_exact(n_facts);
        facts.traits_high.reserve_exact(n_facts);
        facts.total_low.reserve_exact(n_facts);
        facts.total_high.reserve_exact(n_facts);
        facts.person_starts.reserve_exact(n_facts / 64 + 1);
        facts.household_starts.reserve_exact(n_facts / 64 + 1);
    }

    /// Adds `fact`. A household's facts must follow each other, and in it a person's.
    pub fn push(&mut self, fact: &Fact) -> Result<(), FactError> {
        let year = self.year(fact)?;
        let row = self.facts.len();
        if u32::try_from(row + 1).is_err() {
            return Err(FactError::TooMany);
        }
        let (new_household, new_person) = match self.last {
            None => (true, true),
            Some((household, person)) => (household != fact.household, person != fact.person),
        };
        if new_household && !new_person {
            return Err(FactError::NotSorted);
        }
        self.last = Some((fact.household, fact.person));
        self.open_block(row, fact, year);
        self.peaks.push(row, new_person, year, parts(fact));
        let facts = &mut self.facts;
        set_bit(&mut facts.person_starts, row, new_person);
        set_bit(&mut facts.household_starts, row, new_household);
        if new_person {
            facts.person_keys.push((self.key_of)(fact.person));
        }
        facts.n_households += u32::from(new_household);
        let (low, high) = pack(&fact.traits);
        facts.time.push(u16::from(year) << 12 | fact.months.bits());
        facts.residence.push(fact.residence);
        facts.body.push(fact.body);
        facts.benefit.push(fact.benefit);
        facts.traits_low.push(low);
        facts.traits_high.push(high);
        let [lowest, low, high, beyond] = fact.total_cents.to_le_bytes();
        facts.total_low.push(u16::from_le_bytes([lowest, low]));
        facts.total_high.push(high);
        facts.total_beyond.push(beyond);
        facts.user.push(fact.user_cents);
        facts.ssn.push(fact.ssn_cents);
        facts.hours.push(fact.hours);
        Ok(())
    }

    fn year(&self, fact: &Fact) -> Result<u8, FactError> {
        if fact.months.is_empty() {
            return Err(FactError::NoMonth);
        }
        let offset = i32::from(fact.year) - i32::from(self.first_year);
        match u8::try_from(offset) {
            Ok(year) if year < self.n_years.min(16) => Ok(year),
            _ => Err(FactError::Year(fact.year)),
        }
    }

    /// Widens the last block to `fact`, or opens the next one for it.
    fn open_block(&mut self, row: usize, fact: &Fact, year: u8) {
        let facts = &mut self.facts;
        if row.is_multiple_of(BLOCK) {
            let n_people = u32::try_from(facts.person_keys.len()).unwrap_or(u32::MAX);
            facts.blocks.push(Block {
                person_before: n_people,
                household_before: facts.n_households,
                residences: Values::of(fact.residence),
                bodies: Values::of(fact.body),
                years: (year, year),
            });
        } else if let Some(block) = facts.blocks.last_mut() {
            block.residences.add(fact.residence);
            block.bodies.add(fact.body);
            widen(&mut block.years, year);
        }
    }

    /// The columns.
    pub fn finish(mut self) -> Facts {
        self.facts.peaks = self.peaks.finish(self.facts.len());
        self.facts.shrink();
        self.facts
    }

    /// The columns without what tells people apart, where all facts are of one.
    pub(crate) fn finish_without_people(mut self) -> Facts {
        self.facts.traits_low = Vec::new();
        self.facts.traits_high = Vec::new();
        self.facts.shrink();
        self.facts
    }
}

impl Facts {
    fn shrink(&mut self) {
        self.user.shrink();
        self.ssn.shrink();
        self.hours.shrink();
        self.person_keys.shrink_to_fit();
        self.blocks.shrink_to_fit();
        self.time.shrink_to_fit();
        self.residence.shrink_to_fit();
        self.body.shrink_to_fit();
        self.benefit.shrink_to_fit();
        self.traits_low.shrink_to_fit();
        self.traits_high.shrink_to_fit();
        self.total_low.shrink_to_fit();
        self.total_high.shrink_to_fit();
        self.total_beyond.shrink();
        self.person_starts.shrink_to_fit();
        self.household_starts.shrink_to_fit();
    }
}

/// What a fact adds to each sum, in the order of [`Sum`](crate::grid::Sum).
fn parts(fact: &Fact) -> [u32; N_SUMS] {
    [
        1,
        fact.months.count(),
        fact.hours.into(),
        fact.total_cents,
        fact.user_cents,
        fact.ssn_cents,
    ]
}

fn widen<T: Ord + Copy>(bounds: &mut (T, T), value: T) {
    *bounds = (bounds.0.min(value), bounds.1.max(value));
}

fn set_bit(words: &mut Vec<u64>, row: usize, bit: bool) {
    if row.is_multiple_of(64) {
        words.push(0);
    }
    if let Some(word) = words.last_mut() {
        *word |= u64::from(bit) << (row % 64);
    }
}

fn pack(traits: &Traits) -> (u16, u8) {
    let mut columns = [0_u16; 2];
    for (number, (column, shift, _)) in traits.numbers().into_iter().zip(PACKING) {
        columns[usize::from(column)] |= u16::from(number) << shift;
    }
    let high = u8::try_from(columns[1]).expect("invariant: the high traits fill 8 bits");
    (columns[0], high)
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, FactError, FactsBuilder, MAX_EACH, Values};
    use crate::fact::Fact;
    use crate::months::Months;
    use crate::traits::Traits;

    fn fact(household: u64, person: u64) -> Fact {
        Fact {
            person,
            household,
            year: 2024,
            months: Months::ALL,
            residence: 1,
            body: 0,
            benefit: 3,
            traits: Traits::default(),
            total_cents: 100,
            user_cents: 0,
            ssn_cents: 0,
            hours: 0,
        }
    }

    #[test]
    fn people_and_households_are_counted_as_they_come() {
        let mut builder = FactsBuilder::new(2023, 3, |person| u16::try_from(person).unwrap());
        for (household, person) in [(1, 10), (1, 10), (1, 11), (2, 12)] {
            builder.push(&fact(household, person)).unwrap();
        }
        let facts = builder.finish();
        assert_eq!(
            (facts.len(), facts.n_people(), facts.n_households()),
            (4, 3, 2)
        );
        assert_eq!(facts.person_keys, [10, 11, 12]);
        assert_eq!(facts.person_starts, [0b1101]);
        assert_eq!(facts.household_starts, [0b1001]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut builder = FactsBuilder::new(2023, 3, |_| 0);
        builder.push(&fact(1, 10)).unwrap();
        assert_eq!(builder.push(&fact(2, 10)), Err(FactError::NotSorted));
        let late = Fact {
            year: 2026,
            ..fact(1, 10)
        };
        assert_eq!(builder.push(&late), Err(FactError::Year(2026)));
        let never = Fact {
            months: Months::NONE,
            ..fact(1, 10)
        };
        assert_eq!(builder.push(&never), Err(FactError::NoMonth));
    }

    #[test]
    fn of_many_values_the_first_and_the_last_are_known() {
        let mut values = Values::of(500);
        for value in (0..u16::try_from(MAX_EACH).unwrap()).rev() {
            values.add(value);
            values.add(500);
        }
        assert!(matches!(values, Values::Range(0, 500)), "{values:?}");
    }

    #[test]
    fn an_amount_of_any_size_comes_back() {
        let mut builder = FactsBuilder::new(2024, 1, |_| 0);
        let amounts = [0, 1, 65_535, 65_536, 16_777_215, 16_777_216, 2_147_483_647];
        for (person, total_cents) in (1..).zip(amounts) {
            builder
                .push(&Fact {
                    total_cents,
                    ..fact(person, person)
                })
                .unwrap();
        }
        let mut out = vec![7; amounts.len()];
        builder.finish().read_total(0, 0..amounts.len(), &mut out);
        assert_eq!(out, amounts);
    }

    #[test]
    fn a_block_knows_what_is_in_it() {
        let mut builder = FactsBuilder::new(2023, 3, |_| 0);
        for n in 0..BLOCK + 10 {
            let residence = u16::try_from(n / 100).unwrap();
            let person = n as u64;
            builder
                .push(&Fact {
                    residence,
                    ..fact(person, person)
                })
                .unwrap();
        }
        let facts = builder.finish();
        assert_eq!(facts.blocks.len(), 2);
        let places = |block: usize| match &facts.blocks[block].residences {
            Values::Each(values) => values.clone(),
            Values::Range(first, last) => panic!("{first} to {last}, though they are few"),
        };
        assert_eq!(places(0), (0..=40).collect::<Vec<u16>>());
        assert_eq!(places(1), [40, 41]);
        assert_eq!(facts.blocks[1].person_before, 4096);
    }
}
