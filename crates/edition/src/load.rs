//! The facts of an edition into the columns in memory: groups of rows decoded on several threads,
//! taken in order.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use parquet::file::reader::{FileReader, SerializedFileReader};
use pas_cube::facts::FactError;
use pas_cube::months::Months;
use pas_cube::traits::CODED_COLUMNS;
use pas_cube::{Fact, Facts, FactsBuilder, Traits};

use crate::error::EditionError;
use crate::manifest::{Manifest, Period};
use crate::schema::{self, N_BEFORE, N_FACT_COLUMNS};
use crate::sorted::Bounds;
use crate::table::{self, Values};

/// Decoded rows of one group, with where they come from.
struct Group {
    path: PathBuf,
    columns: Vec<Vec<i32>>,
}

/// Where each group of the facts lies: the file, and its number there.
fn groups_of(edition: &Path, manifest: &Manifest) -> Result<Vec<(PathBuf, usize)>, EditionError> {
    let mut all = Vec::new();
    for part in manifest.parts() {
        let path = edition.join(&part.path);
        let reader = table::open(&path, &schema::fact())?;
        let n_rows = reader.metadata().file_metadata().num_rows();
        if u64::try_from(n_rows) != Ok(part.rows) {
            let found = format!("ha {n_rows} righe invece di {}", part.rows);
            return Err(EditionError::damaged(&path, found));
        }
        all.extend((0..reader.num_row_groups()).map(|n| (path.clone(), n)));
    }
    Ok(all)
}

/// Gives every fact of an edition to `take`, in the order of the files, with the number of the
/// household as its pseudonym. `n_threads` decode beside the thread that calls.
pub(crate) fn each_fact(
    edition: &Path,
    manifest: &Manifest,
    bounds: Bounds,
    n_threads: usize,
    mut take: impl FnMut(&Path, &Fact) -> Result<(), EditionError>,
) -> Result<(), EditionError> {
    let groups = groups_of(edition, manifest)?;
    let mut people = People::open(edition)?;
    thread::scope(|scope| {
        let n_threads = n_threads.clamp(1, groups.len().max(1));
        let decoders: Vec<Receiver<Result<Group, EditionError>>> = (0..n_threads)
            .map(|nth| {
                let (sender, receiver) = sync_channel(1);
                let own = groups.iter().skip(nth).step_by(n_threads);
                scope.spawn(move || {
                    let mut open = None;
                    for (path, n) in own {
                        // Nobody listens any more where an earlier group was damaged.
                        if sender.send(decode(path, *n, &mut open)).is_err() {
                            return;
                        }
                    }
                });
                receiver
            })
            .collect();
        for nth in 0..groups.len() {
            let group = decoders[nth % n_threads].recv();
            let group = group.expect("invariant: a decoder answers for each of its groups")?;
            take_group(&group, &mut people, |fact| {
                bounds.check(fact).map_err(|fault| {
                    let found = format!("un record non va bene, {}", fault.in_italian());
                    EditionError::damaged(&group.path, found)
                })?;
                take(&group.path, fact)
            })?;
        }
        people.end()
    })
}

type Opened = Option<(PathBuf, SerializedFileReader<std::fs::File>)>;

fn decode(path: &Path, n: usize, open: &mut Opened) -> Result<Group, EditionError> {
    let reader = match open {
        Some((known, reader)) if known == path => reader,
        _ => {
            let reader = table::open(path, &schema::fact())?;
            &mut open.insert((path.to_owned(), reader)).1
        }
    };
    let mut table = vec![Values::Int32(Vec::new()); N_FACT_COLUMNS];
    table::guarded(path, || {
        table::read_group(reader, n, &mut table).map_err(EditionError::parquet("read", path))
    })?;
    let columns = table.into_iter().filter_map(|values| match values {
        Values::Int32(values) => Some(values),
        _ => None,
    });
    let columns: Vec<Vec<i32>> = columns.collect();
    if columns
        .iter()
        .any(|column| column.len() != columns[0].len())
    {
        let found = "le colonne hanno lunghezze diverse";
        return Err(EditionError::damaged(path, found));
    }
    Ok(Group {
        path: path.to_owned(),
        columns,
    })
}

fn take_group(
    group: &Group,
    people: &mut People,
    mut take: impl FnMut(&Fact) -> Result<(), EditionError>,
) -> Result<(), EditionError> {
    let columns: [&[i32]; N_FACT_COLUMNS] = std::array::from_fn(|n| group.columns[n].as_slice());
    for row in 0..columns[0].len() {
        let person = people.pseudonym(columns[0][row])?;
        let fact = fact(&columns, row, person);
        let Some(fact) = fact else {
            let found = format!(
                "una riga ha un valore fuori dai limiti (persona {})",
                columns[0][row]
            );
            return Err(EditionError::damaged(&group.path, found));
        };
        take(&fact)?;
    }
    Ok(())
}

fn fact(columns: &[&[i32]; N_FACT_COLUMNS], row: usize, person: u64) -> Option<Fact> {
    const AFTER: usize = N_BEFORE + CODED_COLUMNS.len();
    let mut numbers = [0; CODED_COLUMNS.len()];
    for (number, column) in numbers.iter_mut().zip(&columns[N_BEFORE..AFTER]) {
        *number = u8::try_from(column[row]).ok()?;
    }
    Some(Fact {
        person,
        household: u64::try_from(columns[1][row]).ok()?,
        year: i16::try_from(columns[2][row]).ok()?,
        months: Months::from_bits(u16::try_from(columns[3][row]).ok()?),
        residence: u16::try_from(columns[4][row]).ok()?,
        body: u16::try_from(columns[5][row]).ok()?,
        benefit: u8::try_from(columns[6][row]).ok()?,
        traits: Traits::from_numbers(numbers)?,
        total_cents: u32::try_from(columns[AFTER][row]).ok()?,
        user_cents: u32::try_from(columns[AFTER + 1][row]).ok()?,
        ssn_cents: u32::try_from(columns[AFTER + 2][row]).ok()?,
        hours: u16::try_from(columns[AFTER + 3][row]).ok()?,
    })
}

/// `person.parquet`, read as the facts advance.
struct People {
    path: PathBuf,
    reader: SerializedFileReader<std::fs::File>,
    next_group: usize,
    first: i32,
    numbers: Vec<i32>,
    pseudonyms: Vec<i64>,
    last: i32,
}

impl People {
    fn open(edition: &Path) -> Result<Self, EditionError> {
        let path = edition.join("person.parquet");
        Ok(Self {
            reader: table::open(&path, schema::PERSON)?,
            path,
            next_group: 0,
            first: 0,
            numbers: Vec::new(),
            pseudonyms: Vec::new(),
            last: -1,
        })
    }

    /// The pseudonym of a person, who is the last one or the next.
    fn pseudonym(&mut self, person: i32) -> Result<u64, EditionError> {
        if person != self.last && person != self.last + 1 {
            return Err(self.unlike(person));
        }
        self.last = person;
        loop {
            let at = usize::try_from(person - self.first).unwrap_or(usize::MAX);
            if let Some(pseudonym) = self.pseudonyms.get(at) {
                if self.numbers.get(at) == Some(&person) {
                    return Ok(pseudonym.cast_unsigned());
                }
                return Err(self.unlike(person));
            }
            if self.next_group == self.reader.num_row_groups() {
                return Err(self.unlike(person));
            }
            self.first += i32::try_from(self.pseudonyms.len()).unwrap_or(i32::MAX);
            self.read_group()?;
        }
    }

    fn read_group(&mut self) -> Result<(), EditionError> {
        let mut table = [Values::Int32(Vec::new()), Values::Int64(Vec::new())];
        table::guarded(&self.path, || {
            table::read_group(&self.reader, self.next_group, &mut table)
                .map_err(EditionError::parquet("read", &self.path))
        })?;
        self.next_group += 1;
        if let [Values::Int32(numbers), Values::Int64(pseudonyms)] = table {
            self.numbers = numbers;
            self.pseudonyms = pseudonyms;
        }
        Ok(())
    }

    /// Whether every person has had a fact.
    fn end(&self) -> Result<(), EditionError> {
        let n_people = self.reader.metadata().file_metadata().num_rows();
        if i64::from(self.last) + 1 == n_people {
            Ok(())
        } else {
            Err(self.unlike(self.last + 1))
        }
    }

    fn unlike(&self, person: i32) -> EditionError {
        let found = format!("la persona numero {person} dei record non vi corrisponde");
        EditionError::damaged(&self.path, found)
    }
}

/// Gives the pseudonym of every person to `take`, in the order of their numbers, until it fails.
pub(crate) fn each_person<E>(
    edition: &Path,
    mut take: impl FnMut(u64) -> Result<(), E>,
) -> Result<Result<(), E>, EditionError> {
    let mut people = People::open(edition)?;
    let n_people = people.reader.metadata().file_metadata().num_rows();
    for person in 0..i32::try_from(n_people).unwrap_or(i32::MAX) {
        let pseudonym = people.pseudonym(person)?;
        if let Err(error) = take(pseudonym) {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

/// Loads the facts into columns; `key_of` gives the protection's key of a pseudonym.
pub(crate) fn facts(
    edition: &Path,
    manifest: &Manifest,
    period: &Period,
    n_threads: usize,
    key_of: impl Fn(u64) -> u16,
) -> Result<Facts, EditionError> {
    let mut builder = FactsBuilder::new(period.first_year, period.n_years, key_of);
    builder.reserve(usize::try_from(manifest.counts.facts).unwrap_or(0));
    let bounds = Bounds::of_manifest(manifest, period);
    each_fact(edition, manifest, bounds, n_threads, |path, fact| {
        builder.push(fact).map_err(|fault| {
            let found = match fault {
                FactError::NotSorted => "i record non sono in ordine".to_owned(),
                FactError::Year(year) => format!("l'anno {year} è fuori dal periodo"),
                FactError::NoMonth => "un record non tocca nessun mese".to_owned(),
                FactError::TooMany => "i record sono troppi".to_owned(),
            };
            EditionError::damaged(path, found)
        })
    })?;
    Ok(builder.finish())
}
