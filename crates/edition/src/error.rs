//! What can go wrong with an edition on disk, in code's English and in words for the reader.

use std::io;
use std::path::{Path, PathBuf};

use parquet::errors::ParquetError;

use crate::sorted::OrderError;

/// Why an edition could not be written, found or read.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// A file or folder did not do what was asked of it.
    #[error("cannot {doing} {}", path.display())]
    File {
        /// The verb.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A Parquet file could not be written or read.
    #[error("cannot {doing} the Parquet file {}", path.display())]
    Parquet {
        /// The verb.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: ParquetError,
    },
    /// A manifest, or a mark of withdrawal, is not what we write.
    #[error("{} is not well formed", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// The edition was written by a later program.
    #[error("{} has format {found}, this program reads {}", path.display(), crate::manifest::FORMAT)]
    Format {
        /// The manifest.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// A file is not the one that the manifest describes; `found` says how, in Italian.
    #[error("{} differs from its manifest: {found}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is different, in Italian.
        found: String,
    },
    /// There is no edition of this number.
    #[error("there is no edition {0}")]
    Absent(u32),
    /// The edition has been withdrawn, and was not asked for as such.
    #[error("edition {number} is withdrawn")]
    Withdrawn {
        /// Its number.
        number: u32,
        /// The reason that was given.
        reason: String,
    },
    /// The edition holds something else than was asked for: records, or published figures.
    #[error("edition {number} is of another kind")]
    OtherKind {
        /// Its number.
        number: u32,
    },
    /// Another process is building in the same folder.
    #[error("another edition is being built in {}", path.display())]
    Busy {
        /// The folder of the editions.
        path: PathBuf,
    },
    /// The tables do not fit together.
    #[error("the reference tables do not fit together: {0}")]
    Reference(String),
    /// A fact does not belong into the edition that is being built.
    #[error("fact {row} (from 0) does not fit")]
    Fact {
        /// Its place in the sequence, from 0.
        row: u64,
        /// Why.
        #[source]
        source: OrderError,
    },
    /// A person has facts in two households, or a household comes in two stretches.
    #[error("{n} {what} come in two places of the order")]
    Split {
        /// `people` or `households`.
        what: &'static str,
        /// How many.
        n: u64,
    },
}

impl EditionError {
    pub(crate) fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File {
            doing,
            path,
            source,
        }
    }

    pub(crate) fn parquet(doing: &'static str, path: &Path) -> impl FnOnce(ParquetError) -> Self {
        let path = path.to_owned();
        move |source| Self::Parquet {
            doing,
            path,
            source,
        }
    }

    pub(crate) fn damaged(path: &Path, found: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            found: found.into(),
        }
    }

    /// What happened, to which file, and what to do, for the person who asked; Italian, one paragraph.
    pub fn in_italian(&self) -> String {
        const RESTORE: &str =
            "Rimettere il file da una copia di sicurezza, o costruire una nuova edizione.";
        match self {
            Self::File { path, source, .. } if source.kind() == io::ErrorKind::NotFound => format!(
                "Manca «{}», che fa parte dell'edizione. {RESTORE}",
                path.display()
            ),
            Self::File { path, source, .. } => format!(
                "Non riesco a leggere o scrivere «{}»: {source}. Controllare lo spazio sul disco e i permessi della cartella, poi riprovare.",
                path.display()
            ),
            Self::Parquet { path, source, .. } => format!(
                "Il file «{}» non si legge o non si scrive come Parquet: {source}. {RESTORE}",
                path.display()
            ),
            Self::Json { path, source } => format!(
                "Il file «{}» non è quello che il programma scrive: {source}. {RESTORE}",
                path.display()
            ),
            Self::Format { path, found } => format!(
                "L'edizione descritta da «{}» è del formato {found}; questo programma legge il formato {}. Aggiornare il programma.",
                path.display(),
                crate::manifest::FORMAT
            ),
            Self::Damaged { path, found } => format!(
                "Il file «{}» non è quello che il manifesto descrive: {found}. {RESTORE}",
                path.display()
            ),
            Self::Absent(number) => format!(
                "L'edizione {number} non esiste. Le edizioni presenti si vedono con «pas edition list»."
            ),
            Self::Withdrawn { number, reason } => format!(
                "L'edizione {number} è stata ritirata: {reason}. Usare un'edizione in vigore, o chiedere espressamente quella ritirata."
            ),
            Self::OtherKind { number } => format!(
                "L'edizione {number} è di un altro tipo: le edizioni di record e quelle di dati pubblicati si leggono in modi diversi. Controllare il numero."
            ),
            Self::Busy { path } => format!(
                "In «{}» si sta già costruendo un'edizione. Attendere che finisca e riprovare.",
                path.display()
            ),
            Self::Reference(found) => format!(
                "Le tabelle dell'edizione non stanno insieme: {found}. È un errore del programma o dei dati di partenza; l'edizione non è stata scritta."
            ),
            Self::Fact { row, source } => format!(
                "Il record {} della sequenza non può entrare nell'edizione: {}. L'edizione non è stata scritta.",
                row + 1,
                source.in_italian()
            ),
            Self::Split { what, n } => {
                let who = match *what {
                    "people" => "persone compaiono in due nuclei diversi",
                    _ => "nuclei compaiono in due punti della sequenza",
                };
                format!(
                    "{n} {who}: le teste verrebbero contate due volte. L'edizione non è stata scritta; ordinare i record e assegnare un solo nucleo a persona."
                )
            }
        }
    }
}
