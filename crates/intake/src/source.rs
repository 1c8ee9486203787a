//! The file to read, and within which limits.

use std::io::{Cursor, Read, Seek};

use jiff::civil::Date;

/// Bytes that can be read from any position.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// A file: its name, and its bytes wherever they are.
pub struct FileSource<'a> {
    pub(crate) name: String,
    pub(crate) reader: Box<dyn ReadSeek + 'a>,
}

impl<'a> FileSource<'a> {
    /// A file that is read from `reader`, from its beginning.
    pub fn new(name: impl Into<String>, reader: impl Read + Seek + 'a) -> Self {
        Self {
            name: name.into(),
            reader: Box::new(reader),
        }
    }

    /// A file held in memory.
    pub fn from_bytes(name: impl Into<String>, bytes: &'a [u8]) -> Self {
        Self::new(name, Cursor::new(bytes))
    }
}

/// How to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadOptions {
    /// The day of reading: decides the century of two-digit years and which days are in the future.
    pub today: Date,
    /// What a file may cost.
    pub limits: Limits,
}

impl ReadOptions {
    /// The usual limits.
    pub const fn on(today: Date) -> Self {
        Self {
            today,
            limits: Limits::DEFAULT,
        }
    }
}

/// What a file may cost. Past a limit the file is refused, with a message that says the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as sent.
    pub max_file_bytes: u64,
    /// Bytes of a workbook once unpacked; guards against zip bombs.
    pub max_unpacked_bytes: u64,
    /// Bytes of an ODS workbook once unpacked: `calamine` holds it whole in memory.
    pub max_unpacked_bytes_in_memory: u64,
    /// Rows of one sheet.
    pub max_rows: u32,
    /// Columns of one row.
    pub max_columns: usize,
    /// Bytes of one row of a text file.
    pub max_row_bytes: usize,
}

impl Limits {
    /// Room for the largest file that an ente of 100,000 people sends, several times over.
    pub const DEFAULT: Self = Self {
        max_file_bytes: 1 << 30,
        max_unpacked_bytes: 2 << 30,
        max_unpacked_bytes_in_memory: 400 << 20,
        max_rows: 5_000_000,
        max_columns: 1_000,
        max_row_bytes: 1 << 20,
    };
}
