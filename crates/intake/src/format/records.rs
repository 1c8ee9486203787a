//! Splits separated text into rows, as a spreadsheet program would: quotes, blank rows, any line end.
//!
//! The `csv` crate is not used for reading: it drops blank lines (so its numbers are not those that
//! the office sees), and one unclosed quotation mark makes it swallow the rest of the file.

use std::io::Read;

use super::text::TextReader;
use crate::cell::{Cell, Row};

/// A quoted cell may hold this many line ends; beyond, its quotation mark was never closed.
const MAX_LINES_IN_CELL: usize = 50;

/// What stops the splitting.
#[derive(Debug)]
pub(crate) enum SplitError {
    /// The bytes could not be fetched.
    Read(std::io::Error),
    /// A row passed the limit.
    RowTooLong,
}

/// Rows of separated text.
pub(crate) struct Records<R> {
    text: TextReader<R>,
    separator: u8,
    max_row_bytes: usize,
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
    number: u32,
    n_unclosed_quotes: u64,
}

/// Where a row ends in the buffer, and how its cells are to be read.
struct End {
    /// Position after the last byte of the row.
    stop: usize,
    /// Position of the next row.
    next: usize,
    /// Whether quotation marks are ordinary letters in this row.
    literal: bool,
}

impl<R: Read> Records<R> {
    /// The rows of `text`; `buffer` holds what was already decoded of it.
    pub(crate) fn new(
        text: TextReader<R>,
        buffer: Vec<u8>,
        separator: u8,
        max_row_bytes: usize,
    ) -> Self {
        Self {
            text,
            separator,
            max_row_bytes,
            buffer,
            at: 0,
            ended: false,
            number: 0,
            n_unclosed_quotes: 0,
        }
    }

    /// The reader of the text, for what it found out.
    pub(crate) const fn text(&self) -> &TextReader<R> {
        &self.text
    }

    /// How many rows had a quotation mark that was never closed.
    pub(crate) const fn n_unclosed_quotes(&self) -> u64 {
        self.n_unclosed_quotes
    }

    /// The next row; `None` at the end.
    pub(crate) fn next_row(&mut self) -> Result<Option<Row>, SplitError> {
        let Some(found) = self.find_end()? else {
            return Ok(None);
        };
        self.number = self.number.saturating_add(1);
        let bytes = self.buffer.get(self.at..found.stop).unwrap_or_default();
        let cells = split(bytes, self.separator, found.literal);
        self.at = found.next;
        Ok(Some(Row {
            number: self.number,
            cells,
        }))
    }

    fn find_end(&mut self) -> Result<Option<End>, SplitError> {
        loop {
            let bytes = self.buffer.get(self.at..).unwrap_or_default();
            match scan(bytes, self.separator, self.ended) {
                Scan::Nothing => return Ok(None),
                Scan::Found { len, skip, literal } => {
                    self.n_unclosed_quotes += u64::from(literal);
                    return Ok(Some(End {
                        stop: self.at + len,
                        next: self.at + len + skip,
                        literal,
                    }));
                }
                Scan::Unfinished if bytes.len() > self.max_row_bytes => {
                    return Err(SplitError::RowTooLong);
                }
                Scan::Unfinished => {
                    self.buffer.drain(..self.at);
                    self.at = 0;
                    self.ended = !self.text.fill(&mut self.buffer).map_err(SplitError::Read)?;
                }
            }
        }
    }
}

enum Scan {
    /// The text is over.
    Nothing,
    /// The row has `len` bytes and `skip` bytes of line end.
    Found {
        len: usize,
        skip: usize,
        literal: bool,
    },
    /// The row goes on beyond the bytes at hand.
    Unfinished,
}

fn scan(bytes: &[u8], separator: u8, ended: bool) -> Scan {
    if bytes.is_empty() {
        return if ended {
            Scan::Nothing
        } else {
            Scan::Unfinished
        };
    }
    match end_of_row(bytes, separator) {
        RowEnd::At(len) => match line_end(bytes, len, ended) {
            Some(skip) => Scan::Found {
                len,
                skip,
                literal: false,
            },
            None => Scan::Unfinished,
        },
        RowEnd::UnclosedQuote => literal_line(bytes, ended),
        RowEnd::OpenQuote if ended => literal_line(bytes, ended),
        RowEnd::Missing if ended => Scan::Found {
            len: bytes.len(),
            skip: 0,
            literal: false,
        },
        RowEnd::OpenQuote | RowEnd::Missing => Scan::Unfinished,
    }
}

/// The first line alone, its quotation marks taken as letters.
fn literal_line(bytes: &[u8], ended: bool) -> Scan {
    let len = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    let len = len.unwrap_or(bytes.len());
    match line_end(bytes, len, ended) {
        Some(skip) => Scan::Found {
            len,
            skip,
            literal: true,
        },
        None => Scan::Unfinished,
    }
}

/// How many bytes the line end at `len` has; `None` when the bytes at hand do not tell.
fn line_end(bytes: &[u8], len: usize, ended: bool) -> Option<usize> {
    match (bytes.get(len), bytes.get(len + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(2),
        (Some(b'\r'), None) if !ended => None,
        (Some(_), _) => Some(1),
        (None, _) => Some(0),
    }
}

enum RowEnd {
    /// A line end stands there.
    At(usize),
    /// The bytes end outside a quoted cell.
    Missing,
    /// The bytes end inside a quoted cell.
    OpenQuote,
    /// A quoted cell goes on for too many lines.
    UnclosedQuote,
}

fn end_of_row(bytes: &[u8], separator: u8) -> RowEnd {
    let mut at = 0;
    let mut cell_begins = true;
    while let Some(&byte) = bytes.get(at) {
        if cell_begins && byte == b'"' {
            match end_of_quotes(bytes, at + 1) {
                Ok(after) => at = after,
                Err(end) => return end,
            }
            cell_begins = false;
            continue;
        }
        if matches!(byte, b'\n' | b'\r') {
            return RowEnd::At(at);
        }
        cell_begins = byte == separator;
        at += 1;
    }
    RowEnd::Missing
}

/// The position after the quotation mark that closes the cell which began before `at`.
fn end_of_quotes(bytes: &[u8], mut at: usize) -> Result<usize, RowEnd> {
    let mut n_lines = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' if bytes.get(at + 1) == Some(&b'"') => at += 1,
            b'"' => return Ok(at + 1),
            b'\n' => {
                n_lines += 1;
                if n_lines > MAX_LINES_IN_CELL {
                    return Err(RowEnd::UnclosedQuote);
                }
            }
            _ => {}
        }
        at += 1;
    }
    Err(RowEnd::OpenQuote)
}

fn split(bytes: &[u8], separator: u8, literal: bool) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(16);
    let mut rest = bytes;
    loop {
        let (cell, after) = if !literal && rest.first() == Some(&b'"') {
            quoted(rest, separator)
        } else {
            plain(rest, separator)
        };
        cells.push(cell);
        match after {
            Some(after) => rest = after,
            None => return cells,
        }
    }
}

fn plain(bytes: &[u8], separator: u8) -> (Cell, Option<&[u8]>) {
    match bytes.iter().position(|&byte| byte == separator) {
        Some(at) => (
            text_cell(bytes.get(..at).unwrap_or_default()),
            bytes.get(at + 1..),
        ),
        None => (text_cell(bytes), None),
    }
}

fn quoted(bytes: &[u8], separator: u8) -> (Cell, Option<&[u8]>) {
    let Ok(end) = end_of_quotes(bytes, 1) else {
        return plain(bytes, separator);
    };
    let inside = bytes.get(1..end - 1).unwrap_or_default();
    // Whatever follows the closing mark belongs to the cell too: `"Rossi" Mario`.
    let tail = bytes.get(end..).unwrap_or_default();
    let at = tail.iter().position(|&byte| byte == separator);
    let trailing = tail.get(..at.unwrap_or(tail.len())).unwrap_or_default();
    let mut text = String::from_utf8_lossy(inside).replace("\"\"", "\"");
    text.push_str(&String::from_utf8_lossy(trailing));
    let cell = if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text)
    };
    (cell, at.and_then(|at| tail.get(at + 1..)))
}

fn text_cell(bytes: &[u8]) -> Cell {
    if bytes.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(String::from_utf8_lossy(bytes).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::TextReader;
    use super::Records;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let reader = TextReader::new(text.as_bytes(), text.as_bytes());
        let mut records = Records::new(reader, Vec::new(), b';', 1 << 20);
        let mut rows = Vec::new();
        while let Some(row) = records.next_row().expect("memory") {
            let cells = row.cells.iter().map(|cell| cell.shown().into_owned());
            rows.push((row.number, cells.collect()));
        }
        rows
    }

    #[test]
    fn splits_as_a_spreadsheet_would() {
        for (text, expected) in [
            ("a;b\nc;d\n", vec![(1, vec!["a", "b"]), (2, vec!["c", "d"])]),
            (
                "a;b\r\n\r\nc;d",
                vec![(1, vec!["a", "b"]), (2, vec![""]), (3, vec!["c", "d"])],
            ),
            ("a\rb", vec![(1, vec!["a"]), (2, vec!["b"])]),
            ("\"a;b\";c", vec![(1, vec!["a;b", "c"])]),
            (
                "\"a\"\"b\";\"c\nd\"\ne",
                vec![(1, vec!["a\"b", "c\nd"]), (2, vec!["e"])],
            ),
            ("a;", vec![(1, vec!["a", ""])]),
            ("12\" x;b", vec![(1, vec!["12\" x", "b"])]),
            ("\"x\" y;b", vec![(1, vec!["x y", "b"])]),
            (
                "\"open;b\nc;d",
                vec![(1, vec!["\"open", "b"]), (2, vec!["c", "d"])],
            ),
            ("", vec![]),
        ] {
            let expected: Vec<(u32, Vec<String>)> = expected
                .into_iter()
                .map(|(number, cells)| (number, cells.into_iter().map(str::to_owned).collect()))
                .collect();
            assert_eq!(rows(text), expected, "{text:?}");
        }
    }

    #[test]
    fn an_unclosed_quote_costs_one_row() {
        let text = format!("\"open;b\n{}", "c;d\n".repeat(500));
        let rows = rows(&text);
        assert_eq!(rows.len(), 501);
        assert_eq!(rows.last().map(|(_, cells)| cells.len()), Some(2));
    }
}
