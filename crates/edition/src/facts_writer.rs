//! Takes the facts in order, numbers people and households, and cuts groups and parts between households.

use std::cmp::Ordering;
use std::path::Path;

use pas_cube::{Fact, Reference};

use crate::distinct::Distinct;
use crate::encoder::Encoder;
use crate::error::EditionError;
use crate::manifest::{Counts, FileEntry};
use crate::schema::{self, N_FACT_COLUMNS};
use crate::sorted::{self, Bounds, OrderError};
use crate::table::{TableWriter, Values, properties};

/// Rows of a group: what a reader decodes at once.
const ROWS_OF_GROUP: u64 = 1 << 20;
/// Groups of a part where the caller does not say how many parts.
const GROUPS_OF_PART: u64 = 12;

/// How the facts are cut. Neither number changes what they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    rows_of_group: u64,
    rows_of_part: u64,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            rows_of_group: ROWS_OF_GROUP,
            rows_of_part: ROWS_OF_GROUP * GROUPS_OF_PART,
        }
    }
}

impl Layout {
    /// About `n_parts` parts of equal size, so that as many executors have work; fewer where there
    /// are fewer households.
    pub fn in_parts(n_facts: u64, n_parts: u64) -> Self {
        let rows_of_part = n_facts.div_ceil(n_parts.max(1)).max(1);
        let n_groups = rows_of_part.div_ceil(ROWS_OF_GROUP);
        Self {
            rows_of_group: rows_of_part.div_ceil(n_groups),
            rows_of_part,
        }
    }
}

/// Takes facts in order.
pub(crate) struct FactsWriter {
    layout: Layout,
    bounds: Bounds,
    encoder: Encoder,
    people: People,
    households: Distinct,
    household: Vec<Fact>,
    last: Option<(u16, u64)>,
    columns: Vec<Vec<i32>>,
    part_ends: u64,
    counts: Counts,
}

impl FactsWriter {
    /// Writes into the folder of an edition, in which the folder of the facts exists.
    pub(crate) fn create(
        edition: &Path,
        reference: &Reference,
        layout: Layout,
    ) -> Result<Self, EditionError> {
        Ok(Self {
            layout,
            bounds: Bounds::of(reference),
            encoder: Encoder::start(edition),
            people: People::create(edition)?,
            households: Distinct::create(edition.join(".households"))?,
            household: Vec::new(),
            last: None,
            columns: vec![Vec::new(); N_FACT_COLUMNS],
            part_ends: layout.rows_of_part,
            counts: Counts::default(),
        })
    }

    /// Takes the next fact.
    pub(crate) fn push(&mut self, fact: &Fact) -> Result<(), EditionError> {
        let last = self.household.last().copied();
        let last = last.filter(|last| last.household == fact.household);
        let unordered = last.is_some_and(|last| sorted::order(&last, fact) == Ordering::Greater);
        let checked = match self.bounds.check(fact) {
            Ok(()) if unordered => Err(OrderError::NotSorted),
            checked => checked,
        };
        checked.map_err(|source| EditionError::Fact {
            row: self.counts.facts + self.household.len() as u64,
            source,
        })?;
        if last.is_none() {
            self.close_household()?;
        }
        self.household.push(*fact);
        Ok(())
    }

    /// Gives the rows of the household that is complete to the columns.
    fn close_household(&mut self) -> Result<(), EditionError> {
        let Some(first) = self.household.first() else {
            return Ok(());
        };
        let row = self.counts.facts;
        let fault = |source| EditionError::Fact { row, source };
        let here = (sorted::place_of(&self.household), first.household);
        if self.last.is_some_and(|last| last >= here) {
            return Err(fault(OrderError::NotSorted));
        }
        self.last = Some(here);
        self.households.push(first.household)?;
        // No more people than facts, and no more households: one bound for all three numbers.
        let after = row + self.household.len() as u64;
        i32::try_from(after).map_err(|_| fault(OrderError::TooMany))?;
        let household = number(self.counts.households);
        for person in self.household.chunk_by(|a, b| a.person == b.person) {
            let position = number(self.counts.people);
            self.people.push(position, person[0].person)?;
            self.counts.people += 1;
            for fact in person {
                self.counts.total_cents += u64::from(fact.total_cents);
                append(&mut self.columns, fact, [position, household]);
            }
        }
        self.counts.households += 1;
        self.counts.facts = after;
        self.household.clear();
        self.cut()
    }

    /// Hands over the rows where a group or a part is full.
    fn cut(&mut self) -> Result<(), EditionError> {
        if self.counts.facts >= self.part_ends {
            self.flush()?;
            while self.counts.facts >= self.part_ends {
                self.part_ends += self.layout.rows_of_part;
            }
            return self.encoder.next_part();
        }
        if self.columns[0].len() as u64 >= self.layout.rows_of_group {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), EditionError> {
        let n_rows = self.columns[0].len();
        if n_rows == 0 {
            return Ok(());
        }
        let next = (0..N_FACT_COLUMNS).map(|_| Vec::with_capacity(n_rows + n_rows / 64));
        let full = std::mem::replace(&mut self.columns, next.collect());
        self.encoder
            .rows(full.into_iter().map(Values::Int32).collect())
    }

    /// The files, and how much is in them.
    pub(crate) fn finish(mut self) -> Result<(Vec<FileEntry>, Counts), EditionError> {
        self.close_household()?;
        self.flush()?;
        let mut files = self.encoder.finish()?;
        let (people, n) = self.people.finish()?;
        files.push(people);
        refuse("people", n)?;
        refuse("households", self.households.repetitions()?)?;
        Ok((files, self.counts))
    }
}

fn refuse(what: &'static str, n: u64) -> Result<(), EditionError> {
    match n {
        0 => Ok(()),
        n => Err(EditionError::Split { what, n }),
    }
}

fn number(n: u64) -> i32 {
    i32::try_from(n).expect("invariant: no more people and households than facts")
}

fn cents(amount: u32) -> i32 {
    i32::try_from(amount).expect("invariant: amounts have been checked")
}

fn append(columns: &mut [Vec<i32>], fact: &Fact, [person, household]: [i32; 2]) {
    let before = [
        person,
        household,
        i32::from(fact.year),
        i32::from(fact.months.bits()),
        i32::from(fact.residence),
        i32::from(fact.body),
        i32::from(fact.benefit),
    ];
    let traits = fact.traits.numbers().map(i32::from);
    let after = [
        cents(fact.total_cents),
        cents(fact.user_cents),
        cents(fact.ssn_cents),
        i32::from(fact.hours),
    ];
    let values = before.into_iter().chain(traits).chain(after);
    for (column, value) in columns.iter_mut().zip(values) {
        column.push(value);
    }
}

/// `person.parquet` while it grows.
struct People {
    table: TableWriter,
    distinct: Distinct,
    numbers: Vec<i32>,
    pseudonyms: Vec<i64>,
}

impl People {
    fn create(edition: &Path) -> Result<Self, EditionError> {
        let name = "person.parquet".to_owned();
        let properties = properties().set_dictionary_enabled(false);
        Ok(Self {
            table: TableWriter::create(edition, name, schema::PERSON.to_vec(), properties)?,
            distinct: Distinct::create(edition.join(".people"))?,
            numbers: Vec::new(),
            pseudonyms: Vec::new(),
        })
    }

    fn push(&mut self, number: i32, pseudonym: u64) -> Result<(), EditionError> {
        self.distinct.push(pseudonym)?;
        self.numbers.push(number);
        self.pseudonyms.push(pseudonym.cast_signed());
        if self.numbers.len() as u64 >= ROWS_OF_GROUP {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), EditionError> {
        let numbers = std::mem::take(&mut self.numbers);
        let pseudonyms = std::mem::take(&mut self.pseudonyms);
        self.table
            .group(&[Values::Int32(numbers), Values::Int64(pseudonyms)])
    }

    /// The file, and how many pseudonyms came twice.
    fn finish(mut self) -> Result<(FileEntry, u64), EditionError> {
        if !self.numbers.is_empty() {
            self.flush()?;
        }
        Ok((self.table.close()?, self.distinct.repetitions()?))
    }
}
