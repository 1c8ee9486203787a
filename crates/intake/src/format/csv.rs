//! Text files with separators: finds encoding and separator, then hands on row after row.

use std::io::Read;

use super::records::{Records, SplitError};
use super::text::TextReader;
use super::{TextEncoding, Visitor};
use crate::source::Limits;
use crate::unreadable::UnreadableFile;

/// Separators that offices' programs write, the likeliest first.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Rows looked at to choose the separator.
const SAMPLE_ROWS: usize = 40;

/// What was found out about a text file.
pub(crate) struct TextFile {
    /// Its encoding.
    pub(crate) encoding: TextEncoding,
    /// Its separator.
    pub(crate) separator: char,
    /// What to know about it, in Italian.
    pub(crate) notes: Vec<String>,
}

/// Hands the rows of a text file to `visitor`. `head` are its first bytes, which `reader` gives again.
pub(crate) fn read(
    file: &str,
    reader: impl Read,
    head: &[u8],
    limits: &Limits,
    visitor: &mut dyn Visitor,
) -> Result<TextFile, UnreadableFile> {
    let text = TextReader::new(reader, head);
    let encoding = text.encoding();
    let sample = decoded_sample(head);
    if sample.trim_matches(crate::cell::is_space).is_empty() {
        return Err(UnreadableFile::Empty {
            file: file.to_owned(),
        });
    }
    let declared = declared_separator(&sample);
    let separator = declared.unwrap_or_else(|| best_separator(&sample, visitor));
    let mut records = Records::new(text, Vec::new(), separator, limits.max_row_bytes);
    visitor.start_sheet("", false);
    let mut is_first = true;
    let mut n_skipped = 0;
    loop {
        let row = records
            .next_row()
            .map_err(|error| split_error(file, error, limits))?;
        let Some(mut row) = row else { break };
        if is_first {
            is_first = false;
            strip_mark(&mut row);
            if declared.is_some() {
                // Excel does not show the `sep=` line: its row 1 is the next one.
                n_skipped = 1;
                continue;
            }
        }
        row.number -= n_skipped;
        if row.number > limits.max_rows {
            return Err(UnreadableFile::TooLarge {
                file: file.to_owned(),
                what: "righe",
                limit: format!("{} righe", limits.max_rows),
            });
        }
        if visitor.row(row).is_break() {
            break;
        }
    }
    let _ = visitor.end_sheet();
    Ok(TextFile {
        encoding,
        separator: char::from(separator),
        notes: notes(&records),
    })
}

fn split_error(file: &str, error: SplitError, limits: &Limits) -> UnreadableFile {
    let file = file.to_owned();
    match error {
        SplitError::Read(source) => UnreadableFile::Read { file, source },
        SplitError::RowTooLong => UnreadableFile::TooLarge {
            file,
            what: "una sola riga",
            limit: format!("{} byte", limits.max_row_bytes),
        },
    }
}

fn notes<R: Read>(records: &Records<R>) -> Vec<String> {
    let mut notes = Vec::new();
    match records.text().n_foreign_bytes() {
        0 => {}
        n => notes.push(format!(
            "Il file è in UTF-8, ma {n} byte non lo sono: letti come Windows-1252. Di solito il file unisce due esportazioni diverse."
        )),
    }
    match records.n_unclosed_quotes() {
        0 => {}
        n => notes.push(format!(
            "Righe con virgolette aperte e mai chiuse: {n}. Lette come testo, una riga alla volta."
        )),
    }
    notes
}

/// The first bytes as text; the last line may be cut.
fn decoded_sample(head: &[u8]) -> String {
    let mut text = TextReader::new(head, head);
    let mut decoded = Vec::new();
    while matches!(text.fill(&mut decoded), Ok(true)) {}
    let text = String::from_utf8_lossy(&decoded);
    text.trim_start_matches('\u{feff}').to_owned()
}

/// The separator of Excel's first line `sep=;`.
fn declared_separator(sample: &str) -> Option<u8> {
    let line = sample.lines().next()?.trim().trim_matches('"');
    let (key, value) = line.split_once('=')?;
    let separator = *value.as_bytes().first()?;
    (key.eq_ignore_ascii_case("sep") && value.len() == 1 && separator.is_ascii())
        .then_some(separator)
}

/// The separator with which a row becomes the best header; between equals, the one that cuts the
/// most rows into the same number of cells.
fn best_separator(sample: &str, visitor: &dyn Visitor) -> u8 {
    let score = |separator: u8| {
        let text = TextReader::new(sample.as_bytes(), b"");
        let mut records = Records::new(text, Vec::new(), separator, usize::MAX);
        let mut rows = Vec::new();
        while rows.len() < SAMPLE_ROWS {
            match records.next_row() {
                Ok(Some(row)) => rows.push(row),
                _ => break,
            }
        }
        let header = rows.iter().map(|row| visitor.header_score(row)).max();
        let widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
        let alike = |width: &usize| widths.iter().filter(|other| *other == width).count();
        let regular = widths
            .iter()
            .filter(|&&width| width > 1)
            .map(|width| alike(width) * width);
        (header.unwrap_or(0), regular.max().unwrap_or(0))
    };
    let mut best = (SEPARATORS[0], (0, 0));
    for separator in SEPARATORS {
        let score = score(separator);
        if score > best.1 {
            best = (separator, score);
        }
    }
    best.0
}

/// Takes the byte order mark off the first cell.
fn strip_mark(row: &mut crate::cell::Row) {
    if let Some(crate::cell::Cell::Text(text)) = row.cells.first_mut()
        && let Some(rest) = text.strip_prefix('\u{feff}')
    {
        *text = rest.trim_matches('"').to_owned();
    }
}
