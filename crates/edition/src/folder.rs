//! The folder of the editions: which there are, which is next, which have been withdrawn.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use pas_cube::{Fact, Facts, Reference};
use serde::{Deserialize, Serialize};

use crate::digest;
use crate::draft::{MANIFEST, RecordsDraft, sync_folder, write_json};
use crate::error::EditionError;
use crate::facts_writer::Layout;
use crate::load;
use crate::manifest::{About, FORMAT, Kind, Manifest, Period};
use crate::reference_reader;
use crate::sorted::Bounds;

const WITHDRAWN: &str = "withdrawn.json";

/// The editions of an installation.
#[derive(Debug, Clone)]
pub struct Editions {
    path: PathBuf,
}

/// That an edition no longer answers, and why. Its files stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Why, Italian.
    pub reason: String,
    /// The instant, by the clock of the one who withdrew it.
    pub withdrawn: String,
}

/// Whether a withdrawn edition may answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Only one in force.
    InForce,
    /// Also a withdrawn one: it was asked for as such.
    EvenWithdrawn,
}

/// An edition in a list.
#[derive(Debug)]
pub struct Listed {
    /// Its number.
    pub number: u32,
    /// The edition, or why it cannot be opened.
    pub edition: Result<Edition, EditionError>,
}

/// One edition on disk. Its files have the sizes that its manifest says.
#[derive(Debug, Clone)]
pub struct Edition {
    path: PathBuf,
    /// The manifest.
    pub manifest: Manifest,
    /// Whether it has been withdrawn.
    pub withdrawal: Option<Withdrawal>,
}

impl Editions {
    /// The editions below the data folder of an installation.
    pub fn below(data: &Path) -> Self {
        Self {
            path: data.join("edizioni"),
        }
    }

    /// Their folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins an edition of records.
    pub fn begin(
        &self,
        reference: &Reference,
        about: About,
        layout: Layout,
    ) -> Result<RecordsDraft, EditionError> {
        RecordsDraft::begin(self, reference, about, layout)
    }

    /// Writes an edition of records from facts in order.
    pub fn write<'a>(
        &self,
        reference: &Reference,
        facts: impl IntoIterator<Item = &'a Fact>,
        about: About,
        layout: Layout,
    ) -> Result<Manifest, EditionError> {
        let mut draft = self.begin(reference, about, layout)?;
        for fact in facts {
            draft.push(fact)?;
        }
        draft.finish()
    }

    /// All editions, ascending, the withdrawn ones too. Says of one that cannot be opened why, in
    /// place of it.
    pub fn list(&self) -> Result<Vec<Listed>, EditionError> {
        let mut numbers = numbers(&self.path)?;
        numbers.sort_unstable();
        let open = |number| Listed {
            number,
            edition: self.open(number, Access::EvenWithdrawn),
        };
        Ok(numbers.into_iter().map(open).collect())
    }

    /// The latest edition of records in force.
    pub fn latest(&self) -> Result<Option<Edition>, EditionError> {
        let mut numbers = numbers(&self.path)?;
        numbers.sort_unstable();
        for number in numbers.into_iter().rev() {
            match self.open(number, Access::InForce) {
                Ok(edition) if edition.manifest.kind == Kind::Records => return Ok(Some(edition)),
                Ok(_) | Err(EditionError::Withdrawn { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// Opens an edition: manifest, withdrawal, presence and size of every file.
    pub fn open(&self, number: u32, access: Access) -> Result<Edition, EditionError> {
        let path = path_of(&self.path, number);
        if !path.is_dir() {
            return Err(EditionError::Absent(number));
        }
        let withdrawal: Option<Withdrawal> = read_json(&path.join(WITHDRAWN), true)?;
        if let (Some(withdrawal), Access::InForce) = (&withdrawal, access) {
            return Err(EditionError::Withdrawn {
                number,
                reason: withdrawal.reason.clone(),
            });
        }
        let manifest = read_manifest(&path)?;
        if manifest.number != number {
            let found = format!("parla dell'edizione {}", manifest.number);
            return Err(EditionError::damaged(&path.join(MANIFEST), found));
        }
        let edition = Edition {
            path,
            manifest,
            withdrawal,
        };
        edition.check_sizes()?;
        Ok(edition)
    }

    /// Withdraws an edition: its files stay, it answers only to who asks for it as withdrawn.
    pub fn withdraw(&self, number: u32, withdrawal: &Withdrawal) -> Result<(), EditionError> {
        let path = path_of(&self.path, number);
        if !path.is_dir() {
            return Err(EditionError::Absent(number));
        }
        let mark = path.join(WITHDRAWN);
        if let Some(earlier) = read_json::<Withdrawal>(&mark, true)? {
            return Err(EditionError::Withdrawn {
                number,
                reason: earlier.reason,
            });
        }
        let draft = path.join(".withdrawn");
        match fs::remove_file(&draft) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(EditionError::file("remove", &draft)(error));
            }
            _ => {}
        }
        write_json(&draft, withdrawal)?;
        fs::rename(&draft, &mark).map_err(EditionError::file("rename", &mark))?;
        sync_folder(&path)
    }
}

impl Edition {
    /// Its folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn check_sizes(&self) -> Result<(), EditionError> {
        for file in &self.manifest.files {
            let path = self.path.join(&file.path);
            let found = fs::metadata(&path).map_err(EditionError::file("find", &path))?;
            if found.len() != file.bytes {
                let found = format!("è lungo {} byte invece di {}", found.len(), file.bytes);
                return Err(EditionError::damaged(&path, found));
            }
        }
        Ok(())
    }

    /// Reads every file whole and compares its hash with the manifest's.
    pub fn verify(&self) -> Result<(), EditionError> {
        for file in &self.manifest.files {
            let path = self.path.join(&file.path);
            if digest::of_file(&path)? != file.sha256 {
                let found = "il suo contenuto è cambiato (SHA-256 diverso)";
                return Err(EditionError::damaged(&path, found));
            }
        }
        if self.manifest.content_hash() != self.manifest.content {
            let found = "l'elenco dei file è cambiato (SHA-256 diverso)";
            return Err(EditionError::damaged(&self.path.join(MANIFEST), found));
        }
        Ok(())
    }

    pub(crate) fn period(&self) -> Result<&Period, EditionError> {
        let other = EditionError::OtherKind {
            number: self.manifest.number,
        };
        self.manifest.period.as_ref().ok_or(other)
    }

    /// The tables.
    pub fn reference(&self) -> Result<Reference, EditionError> {
        reference_reader::read(&self.path, self.period()?)
    }

    /// The facts in columns, decoded on `n_threads`; `key_of` gives the protection's key of a pseudonym.
    pub fn facts(
        &self,
        n_threads: usize,
        key_of: impl Fn(u64) -> u16,
    ) -> Result<Facts, EditionError> {
        let period = self.period()?;
        load::facts(&self.path, &self.manifest, period, n_threads, key_of)
    }

    /// Gives the pseudonym of every person to `take`, in the order of their numbers, from 0, until it
    /// fails.
    pub fn each_person<E>(
        &self,
        take: impl FnMut(u64) -> Result<(), E>,
    ) -> Result<Result<(), E>, EditionError> {
        self.period()?;
        load::each_person(&self.path, take)
    }

    /// Gives every fact to `take`, in order, with the person's pseudonym; that of the household is its
    /// number in the edition.
    pub fn each_fact(
        &self,
        n_threads: usize,
        mut take: impl FnMut(&Fact),
    ) -> Result<(), EditionError> {
        let bounds = Bounds::of_manifest(&self.manifest, self.period()?);
        load::each_fact(&self.path, &self.manifest, bounds, n_threads, |_, fact| {
            take(fact);
            Ok(())
        })
    }
}

/// The folder of an edition.
pub(crate) fn path_of(home: &Path, number: u32) -> PathBuf {
    home.join(format!("{number:04}"))
}

/// One more than the highest number that was ever given.
pub(crate) fn next_number(home: &Path) -> Result<u32, EditionError> {
    Ok(numbers(home)?.into_iter().max().unwrap_or(0) + 1)
}

fn numbers(home: &Path) -> Result<Vec<u32>, EditionError> {
    let entries = match fs::read_dir(home) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(EditionError::file("list", home)(error)),
    };
    let mut numbers = Vec::new();
    for entry in entries {
        let entry = entry.map_err(EditionError::file("list", home))?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if name.len() >= 4 && name.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.extend(name.parse::<u32>());
        }
    }
    Ok(numbers)
}

fn read_manifest(edition: &Path) -> Result<Manifest, EditionError> {
    #[derive(Deserialize)]
    struct Version {
        format: u32,
    }
    let path = edition.join(MANIFEST);
    // The version first: a later manifest may have another form.
    let version: Option<Version> = read_json(&path, false)?;
    match version {
        Some(Version { format }) if format != FORMAT => Err(EditionError::Format {
            path,
            found: format,
        }),
        _ => {
            Ok(read_json(&path, false)?.expect("invariant: a manifest that is absent is an error"))
        }
    }
}

fn read_json<T: serde::de::DeserializeOwned>(
    path: &Path,
    may_be_absent: bool,
) -> Result<Option<T>, EditionError> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if may_be_absent && error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(EditionError::file("read", path)(error)),
    };
    let value = serde_json::from_slice(&text).map_err(|source| EditionError::Json {
        path: path.to_owned(),
        source,
    })?;
    Ok(Some(value))
}
