//! Reads one CSV list into typed rows, with errors that name file, row, column and value.

use csv::{ReaderBuilder, StringRecord, Trim};
use jiff::civil::Date;

use crate::error::CatalogueError;

/// One row of a list, addressed by column name.
pub(crate) struct Row<'a> {
    file: &'static str,
    line: u64,
    columns: &'static [&'static str],
    positions: &'a [usize],
    record: &'a StringRecord,
}

/// Parses the whole list, one call of `parse` for each row.
pub(crate) fn read<T>(
    file: &'static str,
    text: &str,
    columns: &'static [&'static str],
    mut parse: impl FnMut(&Row<'_>) -> Result<T, CatalogueError>,
) -> Result<Vec<T>, CatalogueError> {
    let mut reader = ReaderBuilder::new()
        .comment(Some(b'#'))
        .delimiter(delimiter(text))
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| row_error(file, &error))?
        .clone();
    let header_line = text
        .lines()
        .take_while(|line| line.starts_with('#'))
        .count() as u64
        + 1;
    let positions = positions(file, &header, header_line, columns)?;
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|error| row_error(file, &error))?
    {
        let line = record.position().map_or(0, csv::Position::line);
        rows.push(parse(&Row {
            file,
            line,
            columns,
            positions: &positions,
            record: &record,
        })?);
    }
    if rows.is_empty() {
        return Err(CatalogueError::Empty {
            file: file.to_owned(),
        });
    }
    Ok(rows)
}

/// Italian spreadsheets save CSV with semicolons: the header row decides.
fn delimiter(text: &str) -> u8 {
    let header = text
        .lines()
        .find(|line| !line.starts_with('#'))
        .unwrap_or_default();
    if header.contains(';') { b';' } else { b',' }
}

fn positions(
    file: &'static str,
    header: &StringRecord,
    line: u64,
    columns: &'static [&'static str],
) -> Result<Vec<usize>, CatalogueError> {
    columns
        .iter()
        .map(|column| {
            header
                .iter()
                .position(|found| found == *column)
                .ok_or_else(|| CatalogueError::MissingColumn {
                    file: file.to_owned(),
                    line,
                    column,
                    found: header.iter().collect::<Vec<_>>().join(", "),
                })
        })
        .collect()
}

fn row_error(file: &'static str, error: &csv::Error) -> CatalogueError {
    let (found, expected) = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            len, expected_len, ..
        } => (*len, *expected_len),
        _ => (0, 0),
    };
    CatalogueError::WrongRow {
        file: file.to_owned(),
        line: error.position().map_or(0, csv::Position::line),
        found,
        expected,
    }
}

impl Row<'_> {
    /// The cell, empty when blank.
    pub(crate) fn text(&self, column: &'static str) -> &str {
        self.columns
            .iter()
            .position(|known| *known == column)
            .and_then(|index| self.positions.get(index))
            .and_then(|position| self.record.get(*position))
            .unwrap_or_default()
    }

    /// The cell, `None` when blank.
    pub(crate) fn optional(&self, column: &'static str) -> Option<String> {
        Some(self.text(column))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }

    /// A cell that must hold something.
    pub(crate) fn required(&self, column: &'static str) -> Result<String, CatalogueError> {
        self.checked(column, "un valore non vuoto", |value| !value.is_empty())
    }

    /// A cell that must satisfy `is_valid`.
    pub(crate) fn checked(
        &self,
        column: &'static str,
        expected: &'static str,
        is_valid: impl Fn(&str) -> bool,
    ) -> Result<String, CatalogueError> {
        let value = self.text(column);
        if is_valid(value) {
            Ok(value.to_owned())
        } else {
            Err(self.bad(column, expected))
        }
    }

    /// A cell that is blank or satisfies `is_valid`.
    pub(crate) fn optional_checked(
        &self,
        column: &'static str,
        expected: &'static str,
        is_valid: impl Fn(&str) -> bool,
    ) -> Result<Option<String>, CatalogueError> {
        if self.text(column).is_empty() {
            return Ok(None);
        }
        self.checked(column, expected, is_valid).map(Some)
    }

    /// A date, AAAA-MM-GG.
    pub(crate) fn date(&self, column: &'static str) -> Result<Date, CatalogueError> {
        self.text(column)
            .parse()
            .map_err(|_| self.bad(column, "una data AAAA-MM-GG"))
    }

    /// A date, or `None` when blank.
    pub(crate) fn optional_date(
        &self,
        column: &'static str,
    ) -> Result<Option<Date>, CatalogueError> {
        if self.text(column).is_empty() {
            Ok(None)
        } else {
            self.date(column).map(Some)
        }
    }

    /// `0` or `1`.
    pub(crate) fn flag(&self, column: &'static str) -> Result<bool, CatalogueError> {
        match self.text(column) {
            "0" => Ok(false),
            "1" => Ok(true),
            _ => Err(self.bad(column, "0 oppure 1")),
        }
    }

    /// The cell is not what the column holds.
    pub(crate) fn bad(&self, column: &'static str, expected: &'static str) -> CatalogueError {
        CatalogueError::BadCell {
            file: self.file.to_owned(),
            line: self.line,
            column,
            value: self.text(column).to_owned(),
            expected,
        }
    }

    /// The key of this row is taken by another row.
    pub(crate) fn duplicate(&self, column: &'static str) -> CatalogueError {
        CatalogueError::Duplicate {
            file: self.file.to_owned(),
            line: self.line,
            column,
            value: self.text(column).to_owned(),
        }
    }
}

/// `n` ASCII digits.
pub(crate) fn is_digits(value: &str, n: usize) -> bool {
    value.len() == n && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// One capital letter and three digits: a Belfiore (cadastral) code.
pub(crate) fn is_belfiore(value: &str) -> bool {
    value
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_uppercase())
        && value.get(1..).is_some_and(|rest| is_digits(rest, 3))
}

/// Two capital letters: a province's plate.
pub(crate) fn is_plate(value: &str) -> bool {
    value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_uppercase())
}
