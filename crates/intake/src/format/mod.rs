//! File formats: what a file is by its content, and its rows, sheet by sheet.

pub(crate) mod csv;
mod datum;
pub(crate) mod records;
pub(crate) mod sniff;
pub(crate) mod text;
pub(crate) mod workbook;
mod zip_check;

use std::ops::ControlFlow;

use crate::cell::Row;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text with separators.
    Csv,
    /// Excel 2007 and later.
    Xlsx,
    /// `LibreOffice`, OpenDocument.
    Ods,
}

impl Format {
    /// The name in storage and in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
        }
    }
}

/// How a text file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextEncoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark, as Excel writes it.
    Utf8Bom,
    /// UTF-16, little endian: Excel's "Unicode text".
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// Windows-1252, of which ISO-8859-1 is the printable part.
    Windows1252,
    /// Another single-byte encoding, by its WHATWG name.
    Other(&'static str),
}

impl TextEncoding {
    /// The name for a report.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 con BOM",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
            Self::Other(name) => name,
        }
    }
}

/// Takes the rows of a file in their order.
pub(crate) trait Visitor {
    /// A sheet begins.
    fn start_sheet(&mut self, name: &str, hidden: bool);
    /// A row of the sheet; `Break` stops the reading.
    fn row(&mut self, row: Row) -> ControlFlow<()>;
    /// The sheet is over.
    fn end_sheet(&mut self) -> ControlFlow<()>;
    /// How well a row of texts would serve as header, to choose among separators; 0 not at all.
    fn header_score(&self, row: &Row) -> usize;
}
