//! What can go wrong with the database, in Italian and without personal data.

use std::fmt;
use std::io;

/// An operation of the database that failed.
///
/// None of the texts, nor `Debug`, carries a value of a row.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The URL names no engine that we know.
    #[error("l'indirizzo dell'archivio deve cominciare con `sqlite:` o con `postgres://`")]
    UnknownUrl,
    /// The database could not be opened.
    #[error("non riesco ad aprire l'archivio {engine}")]
    Open {
        /// `SQLite` or `PostgreSQL`.
        engine: &'static str,
        /// Why.
        #[source]
        source: Fault,
    },
    /// A migration failed; the database is as it was before it.
    #[error("non riesco ad aggiornare l'archivio al passo {number:04} ({name})")]
    Migrate {
        /// Its number.
        number: i64,
        /// Its name.
        name: &'static str,
        /// Why.
        #[source]
        source: Fault,
    },
    /// The database was written by a newer program.
    #[error(
        "l'archivio è più nuovo del programma: è al passo {found:04} e questa versione di PAS \
         arriva al {known:04}; installa la versione con cui è stato aggiornato"
    )]
    NewerDatabase {
        /// Last migration of the database.
        found: i64,
        /// Last migration of the program.
        known: i64,
    },
    /// A copy could not be taken, or not be put in the place of the database.
    #[error("non riesco a copiare l'archivio")]
    Copy(#[source] Fault),
    /// The database is to be moved and another program has it open.
    #[error(
        "l'archivio è aperto da un altro programma: chiudi il portale e ogni altro comando, poi ripeti"
    )]
    InUse,
    /// A program of PostgreSQL's that copies is not installed.
    #[error(
        "manca il programma {program}: installa il pacchetto «postgresql-client» (su Debian: apt \
         install postgresql-client), nella versione del server o in una più nuova"
    )]
    MissingProgram {
        /// `pg_dump` or `pg_restore`.
        program: &'static str,
    },
    /// A program of PostgreSQL's that copies has failed.
    #[error("{program} non è riuscito: {said}")]
    Program {
        /// `pg_dump` or `pg_restore`.
        program: &'static str,
        /// What it said.
        said: String,
    },
    /// A transaction could not begin.
    #[error("non riesco a cominciare una transazione")]
    Begin(#[source] Fault),
    /// A transaction could not be committed: nothing of it is stored.
    #[error("non riesco a confermare una transazione")]
    Commit(#[source] Fault),
    /// A transaction could not be rolled back.
    #[error("non riesco ad annullare una transazione")]
    Rollback(#[source] Fault),
    /// A statement failed.
    #[error("l'operazione `{statement}` sull'archivio non è riuscita")]
    Statement {
        /// Its name, such as `account.create`.
        statement: &'static str,
        /// Why.
        #[source]
        source: Fault,
    },
    /// A stored value cannot be read: written by hand, or by a newer program.
    #[error("il valore conservato nella colonna `{column}` non si può leggere")]
    UnreadableColumn {
        /// The column.
        column: &'static str,
    },
    /// A value has no form in which it can be stored.
    #[error("un valore destinato alla colonna `{column}` non si può conservare")]
    UnwritableValue {
        /// The column.
        column: &'static str,
    },
    /// One call holds the same key twice, which would lose one of the two.
    #[error("la stessa chiave compare due volte in {what}, alla posizione {position}")]
    RepeatedKey {
        /// In Italian, what was being stored.
        what: &'static str,
        /// Position of the second, from 0.
        position: usize,
    },
    /// What was to be changed is not there in this ente.
    #[error("{what} non esiste in questo ente")]
    Missing {
        /// In Italian, with its article.
        what: &'static str,
    },
}

/// Why the database refused: code, constraint and kind, and nothing of the row.
///
/// PostgreSQL repeats the values of a violated key in its messages, and a key may hold a codice
/// fiscale; so its messages are dropped and its codes kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    kind: &'static str,
    code: Option<String>,
    place: Option<String>,
}

impl Fault {
    /// The engine's code: SQLSTATE, or SQLite's extended result code.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    pub(crate) fn new(error: &sqlx::Error) -> Self {
        let (kind, place) = match error {
            sqlx::Error::Database(inner) => return Self::from_database(inner.as_ref()),
            sqlx::Error::Configuration(_) | sqlx::Error::InvalidArgument(_) => {
                ("impostazioni errate", None)
            }
            // A certificate that does not fit ends the handshake as data that are not valid.
            sqlx::Error::Io(inner) if inner.kind() == io::ErrorKind::InvalidData => {
                (NOT_ENCRYPTED, Some(remedy(&inner.to_string())))
            }
            sqlx::Error::Io(inner) => ("comunicazione interrotta", Some(inner.kind().to_string())),
            sqlx::Error::Tls(inner) => (NOT_ENCRYPTED, Some(remedy(&inner.to_string()))),
            sqlx::Error::Protocol(_) => ("risposta inattesa", None),
            sqlx::Error::PoolTimedOut => ("nessuna connessione libera", None),
            sqlx::Error::PoolClosed => ("archivio chiuso", None),
            sqlx::Error::RowNotFound => ("nessuna riga", None),
            sqlx::Error::ColumnNotFound(column) => ("colonna assente", Some(column.clone())),
            sqlx::Error::ColumnDecode { index, .. } => ("colonna illeggibile", Some(index.clone())),
            _ => ("errore interno", None),
        };
        Self {
            kind,
            code: None,
            place,
        }
    }

    fn from_database(error: &dyn sqlx::error::DatabaseError) -> Self {
        // SQLite names tables and columns, never values; PostgreSQL's message is left out.
        let place = match error.constraint() {
            Some(constraint) => Some(constraint.to_owned()),
            None if error
                .try_downcast_ref::<sqlx::sqlite::SqliteError>()
                .is_some() =>
            {
                Some(error.message().to_owned())
            }
            None => error.table().map(str::to_owned),
        };
        Self {
            kind: "rifiutata dall'archivio",
            code: error.code().map(std::borrow::Cow::into_owned),
            place,
        }
    }
}

const NOT_ENCRYPTED: &str = "connessione cifrata non riuscita";

/// What to do about `said`, in the words of sqlx or rustls, which know no row.
fn remedy(said: &str) -> String {
    const REMEDIES: &[(&str, &str)] = &[
        (
            "does not support TLS",
            "il server PostgreSQL non offre TLS: attivalo là con «ssl = on», o metti sslmode=disable \
             nell'indirizzo se la rete è fidata",
        ),
        (
            "NotValidForName",
            "il certificato del server è di un altro nome: nell'indirizzo scrivi il nome che sta nel certificato",
        ),
        (
            "UnknownIssuer",
            "il certificato del server è di un'autorità non nota: indica il suo certificato con \
             sslrootcert=FILE nell'indirizzo",
        ),
        (
            "Expired",
            "il certificato del server è scaduto: fallo rinnovare",
        ),
    ];
    let known = REMEDIES.iter().find(|(words, _)| said.contains(words));
    known.map_or_else(|| said.to_owned(), |(_, remedy)| (*remedy).to_owned())
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)?;
        if let Some(code) = &self.code {
            write!(f, ", codice {code}")?;
        }
        if let Some(place) = &self.place {
            write!(f, " ({place})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}
