//! The rows set aside, written back for the office in its own layout with a column that says why.

use std::io::Write;
use std::ops::ControlFlow;

use pas_catalogue::Catalogue;
use pas_domain::fact::StagedFact;
use pas_domain::office::Office;

use crate::layout::Layouts;
use crate::read::read_file;
use crate::report::{FileReport, Problem};
use crate::sink::{RowSeen, RowState, Sink};
use crate::source::{FileSource, ReadOptions};
use crate::unreadable::UnreadableFile;

/// Headings of the columns added behind the office's own; layouts do not read them.
pub(crate) const ADDED: [&str; 3] = ["Problema", "Foglio di origine", "Riga di origine"];

/// The same, normalised.
pub(crate) const ADDED_KEYS: [&str; 3] = ["PROBLEMA", "FOGLIODIORIGINE", "RIGADIORIGINE"];

/// What stopped the writing of the rows set aside.
#[derive(Debug, thiserror::Error)]
pub enum WriteSetAsideError {
    /// The file itself cannot be read.
    #[error(transparent)]
    Unreadable(#[from] UnreadableFile),
    /// The rows could not be written.
    #[error("non riesco a scrivere le righe messe da parte")]
    Write(#[source] std::io::Error),
}

/// Reads the file again and writes its rows set aside to `out`: `;`, UTF-8 with the mark that Excel
/// looks for, the office's headings, then the problem, the sheet and the row.
pub fn write_set_aside_csv(
    source: FileSource<'_>,
    office: Office,
    layouts: &Layouts,
    catalogue: &Catalogue,
    options: &ReadOptions,
    out: &mut dyn Write,
) -> Result<FileReport, WriteSetAsideError> {
    let mut rows = SetAsideRows::new(out);
    let report = read_file(source, office, layouts, catalogue, options, &mut rows)?;
    match rows.failure {
        Some(error) => Err(WriteSetAsideError::Write(error)),
        None => Ok(report),
    }
}

/// A sink that writes the rows set aside and drops everything else.
pub struct SetAsideRows<'a> {
    out: &'a mut dyn Write,
    header: Vec<String>,
    is_begun: bool,
    failure: Option<std::io::Error>,
}

impl<'a> SetAsideRows<'a> {
    /// A sink that writes to `out`.
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self {
            out,
            header: Vec::new(),
            is_begun: false,
            failure: None,
        }
    }

    fn take(&mut self, seen: &RowSeen<'_>) -> std::io::Result<()> {
        let cells = seen.row.cells.iter().map(|cell| cell.shown().into_owned());
        match seen.state {
            RowState::Header => {
                let header: Vec<String> = cells.collect();
                if header != self.header {
                    self.header = header;
                    self.is_begun = false;
                }
                Ok(())
            }
            RowState::SetAside => {
                self.begin()?;
                let width = self.header.len();
                let mut row: Vec<String> = cells.map(|text| harmless(&text)).collect();
                row.resize(width.max(row.len()), String::new());
                row.push(explained(seen.problems));
                row.push(seen.sheet.to_owned());
                row.push(seen.row.number.to_string());
                self.write_row(&row)
            }
            _ => Ok(()),
        }
    }

    /// Writes the header before the first row that follows it.
    fn begin(&mut self) -> std::io::Result<()> {
        if self.is_begun {
            return Ok(());
        }
        self.is_begun = true;
        self.out.write_all("\u{feff}".as_bytes())?;
        let mut header = self.header.clone();
        header.extend(ADDED.map(str::to_owned));
        self.write_row(&header)
    }

    fn write_row(&mut self, row: &[String]) -> std::io::Result<()> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer(&mut *self.out);
        writer.write_record(row).map_err(std::io::Error::other)?;
        writer.flush()
    }
}

impl Sink for SetAsideRows<'_> {
    fn fact(&mut self, _fact: StagedFact) {}

    fn problem(&mut self, _problem: Problem) {}

    fn row(&mut self, seen: &RowSeen<'_>) -> ControlFlow<()> {
        match self.take(seen) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failure = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

/// The reasons of a row, each with its column.
fn explained(problems: &[Problem]) -> String {
    let reasons = problems.iter().map(|problem| match &problem.heading {
        Some(heading) if !heading.is_empty() => format!("{heading}: {}", problem.message),
        _ => problem.message.clone(),
    });
    reasons.collect::<Vec<_>>().join(" | ")
}

/// A text that a spreadsheet would run as a formula is made plain text. Negative amounts stay.
fn harmless(text: &str) -> String {
    let rest = text.trim_start();
    let runs = rest.starts_with(['=', '@'])
        || rest
            .strip_prefix(['+', '-'])
            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_alphabetic()));
    if runs {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{ADDED, ADDED_KEYS, harmless};
    use crate::layout::normalised;

    #[test]
    fn added_headings_are_known() {
        assert_eq!(ADDED.map(normalised), ADDED_KEYS);
    }

    #[test]
    fn formulas_are_made_plain() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-cmd", "'-cmd"),
            ("-350,00", "-350,00"),
            ("Provaldi", "Provaldi"),
        ] {
            assert_eq!(harmless(text), expected);
        }
    }
}
