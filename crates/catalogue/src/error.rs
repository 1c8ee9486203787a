//! What can go wrong when the code lists are loaded, said in Italian with file, row, column and value.

use std::path::PathBuf;

/// A code list could not be loaded. Builtin lists never fail: a test holds them.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The ente's folder of lists could not be read.
    #[error("cartella delle liste `{}` non leggibile", path.display())]
    Directory {
        /// The folder asked for.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file of the folder could not be read.
    #[error("lista `{}` non leggibile", path.display())]
    ReadFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A CSV file of the folder has a name that replaces nothing: most likely a slip of the pen.
    #[error("file `{file}`: nessuna lista si chiama così; nomi ammessi: {known}")]
    UnknownFile {
        /// The file's name.
        file: String,
        /// The names that replace a list.
        known: String,
    },
    /// The file is not UTF-8.
    #[error("file `{file}`, riga {line}: testo non in UTF-8; salvare il file come CSV UTF-8")]
    NotUtf8 {
        /// The file's name.
        file: String,
        /// First line that is not UTF-8.
        line: u64,
    },
    /// One of the three provenance lines is missing.
    #[error("file `{file}`: manca la riga iniziale `# {field}: …` con la provenienza della lista")]
    MissingProvenance {
        /// The file's name.
        file: String,
        /// `fonte`, `data` or `licenza`.
        field: &'static str,
    },
    /// A column is missing from the header row.
    #[error("file `{file}`, riga {line}: manca la colonna `{column}`; colonne trovate: {found}")]
    MissingColumn {
        /// The file's name.
        file: String,
        /// Line of the header row.
        line: u64,
        /// The column that is missing.
        column: &'static str,
        /// The columns that are there.
        found: String,
    },
    /// The file has a header and no row.
    #[error("file `{file}`: la lista è vuota")]
    Empty {
        /// The file's name.
        file: String,
    },
    /// The row could not be split into cells (quotes, number of cells).
    #[error(
        "file `{file}`, riga {line}: {found} celle invece di {expected}; controllare virgole e virgolette"
    )]
    WrongRow {
        /// The file's name.
        file: String,
        /// Line number, from 1.
        line: u64,
        /// Cells found.
        found: u64,
        /// Cells expected.
        expected: u64,
    },
    /// A cell's value is not of the kind the column holds.
    #[error(
        "file `{file}`, riga {line}, colonna `{column}`: valore `{value}` non valido, atteso {expected}"
    )]
    BadCell {
        /// The file's name.
        file: String,
        /// Line number, from 1.
        line: u64,
        /// The column.
        column: &'static str,
        /// The value found.
        value: String,
        /// What the column holds, in Italian.
        expected: &'static str,
    },
    /// Two rows claim the same key (for comuni: at the same date).
    #[error(
        "file `{file}`, riga {line}, colonna `{column}`: `{value}` è già presente in un'altra riga"
    )]
    Duplicate {
        /// The file's name.
        file: String,
        /// Line number of the second row.
        line: u64,
        /// The key column.
        column: &'static str,
        /// The key.
        value: String,
    },
}
