//! Why a file cannot be read as a flow at all.

use thiserror::Error;

use crate::xml::SyntaxProblem;

/// What stops a file from being a flow, with the place and the remedy, in Italian.
///
/// The messages name tags and attributes, never the values of a person.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UnreadableFlow {
    /// No byte, or nothing but white space.
    #[error("il file è vuoto: va scelto il file XML del flusso")]
    Empty,
    /// The file does not begin as XML does: a table, a compressed file, a PDF.
    #[error(
        "il file non è XML: un flusso comincia con `<`; va scelto il file XML, non una tabella o un archivio"
    )]
    NotXml,
    /// The bytes are not text in the encoding that the file declares.
    #[error(
        "riga {line}, colonna {column}: i byte non sono testo nella codifica {encoding}: va corretta \
         la dichiarazione `encoding` nella prima riga o il file va salvato in UTF-8"
    )]
    NotText {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// Name of the encoding.
        encoding: String,
    },
    /// The file declares an encoding that is not known.
    #[error(
        "la codifica `{encoding}` dichiarata nella prima riga non è prevista: il file va salvato in UTF-8"
    )]
    UnknownEncoding {
        /// The name that the file gives.
        encoding: String,
    },
    /// The file is not well-formed XML.
    #[error("riga {line}, colonna {column}: {problem}")]
    Malformed {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong and what to do.
        problem: SyntaxProblem,
    },
    /// The file is XML of another kind.
    #[error(
        "riga {line}, colonna {column}: il file è XML ma non è un flusso SIUSS: comincia con \
         l'elemento `{root}`, un flusso comincia con `Flusso`"
    )]
    NotAFlow {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// Name of the first element.
        root: String,
    },
}
