//! The sheet itself, each cell with what happened to it: for the page that shows a file just dropped.

use std::ops::ControlFlow;

use pas_catalogue::Catalogue;
use pas_domain::fact::StagedFact;
use pas_domain::office::Office;

use crate::cell::column_letter;
use crate::layout::{ColumnUse, Layouts};
use crate::read::read_file;
use crate::report::{FileReport, Outcome, Problem};
use crate::sink::{RowSeen, RowState, Sink};
use crate::source::{FileSource, ReadOptions};
use crate::unreadable::UnreadableFile;

/// Which rows to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowChoice {
    /// The first rows of each sheet.
    First(usize),
    /// Titles, headers and the first rows of each sheet that have something to say.
    WithProblems(usize),
    /// `count` rows of one sheet from a row on, with its header.
    From {
        /// Name of the sheet.
        sheet: String,
        /// Number of the first row.
        row: u32,
        /// How many rows.
        count: u32,
    },
}

/// A file as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The counts and the layout, of the whole file.
    pub report: FileReport,
    /// The chosen rows.
    pub sheets: Vec<PreviewSheet>,
}

/// The chosen rows of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreviewSheet {
    /// Its name.
    pub name: String,
    /// How many columns the widest row has.
    pub n_columns: usize,
    /// The rows.
    pub rows: Vec<PreviewRow>,
}

/// A row with what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// Its number as the office's program shows it.
    pub number: u32,
    /// What it turned out to be.
    pub state: RowState,
    /// Its cells from column A.
    pub cells: Vec<PreviewCell>,
    /// What is to be said about it and its cells.
    pub problems: Vec<Problem>,
}

/// A cell with what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewCell {
    /// Its text as the office sees it.
    pub text: String,
    /// What happened to it.
    pub state: CellState,
}

/// What happened to a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellState {
    /// Part of a title or of the header.
    Frame,
    /// Its column is not read, or nothing stands in it.
    NotRead,
    /// Read as it stands.
    Used,
    /// Read after a repair.
    Repaired,
    /// Read, but somebody should look.
    ToCheck,
    /// Left out; the rest of the row was used.
    LeftOut,
    /// The reason why the row was set aside.
    Culprit,
    /// In a row that was set aside for another cell.
    InSetAsideRow,
}

/// Reads the whole file for its counts, and keeps the chosen rows.
pub fn preview(
    source: FileSource<'_>,
    office: Office,
    layouts: &Layouts,
    catalogue: &Catalogue,
    options: &ReadOptions,
    choice: &RowChoice,
) -> Result<Preview, UnreadableFile> {
    let mut kept = Kept {
        choice,
        sheets: Vec::new(),
        n_rows: 0,
    };
    let report = read_file(source, office, layouts, catalogue, options, &mut kept)?;
    Ok(Preview {
        report,
        sheets: kept.sheets,
    })
}

struct Kept<'a> {
    choice: &'a RowChoice,
    sheets: Vec<PreviewSheet>,
    /// Rows kept of the last sheet, but for titles and headers.
    n_rows: usize,
}

impl Sink for Kept<'_> {
    fn fact(&mut self, _fact: StagedFact) {}

    fn problem(&mut self, _problem: Problem) {}

    fn row(&mut self, seen: &RowSeen<'_>) -> ControlFlow<()> {
        if self
            .sheets
            .last()
            .is_none_or(|sheet| sheet.name != seen.sheet)
        {
            self.n_rows = 0;
            self.sheets.push(PreviewSheet {
                name: seen.sheet.to_owned(),
                ..PreviewSheet::default()
            });
        }
        if self.is_chosen(seen)
            && let Some(sheet) = self.sheets.last_mut()
        {
            let row = shown_row(seen);
            sheet.n_columns = sheet.n_columns.max(row.cells.len());
            sheet.rows.push(row);
        }
        ControlFlow::Continue(())
    }
}

impl Kept<'_> {
    fn is_chosen(&mut self, seen: &RowSeen<'_>) -> bool {
        let is_frame = matches!(seen.state, RowState::Title | RowState::Header);
        match self.choice {
            RowChoice::From { sheet, row, count } => {
                let rows = *row..row.saturating_add(*count);
                sheet == seen.sheet
                    && (seen.state == RowState::Header || rows.contains(&seen.row.number))
            }
            RowChoice::First(limit) => self.has_room(*limit),
            RowChoice::WithProblems(limit) => {
                is_frame || (!seen.problems.is_empty() && self.has_room(*limit))
            }
        }
    }

    const fn has_room(&mut self, limit: usize) -> bool {
        self.n_rows += 1;
        self.n_rows <= limit
    }
}

fn shown_row(seen: &RowSeen<'_>) -> PreviewRow {
    let cells = seen.row.cells.iter().enumerate();
    PreviewRow {
        number: seen.row.number,
        state: seen.state,
        cells: cells
            .map(|(column, cell)| PreviewCell {
                text: cell.shown().into_owned(),
                state: cell_state(seen, column, cell.is_blank()),
            })
            .collect(),
        problems: seen.problems.to_vec(),
    }
}

fn cell_state(seen: &RowSeen<'_>, column: usize, is_blank: bool) -> CellState {
    let letter = column_letter(column);
    let own = seen
        .problems
        .iter()
        .filter(|problem| problem.column.as_deref() == Some(&letter))
        .map(|problem| problem.outcome)
        .min();
    match (seen.state, own) {
        (RowState::Title | RowState::Header, _) => CellState::Frame,
        (_, Some(Outcome::SetAside)) => CellState::Culprit,
        (_, Some(Outcome::CellLeftOut)) => CellState::LeftOut,
        (_, Some(Outcome::ToCheck)) => CellState::ToCheck,
        (_, Some(Outcome::Repaired)) => CellState::Repaired,
        (RowState::SetAside, _) => CellState::InSetAsideRow,
        (RowState::Used, None | Some(Outcome::NotData)) if !is_blank && seen.is_read(column) => {
            CellState::Used
        }
        _ => CellState::NotRead,
    }
}

impl RowSeen<'_> {
    /// Whether the layout reads a column, counted from 0.
    pub fn is_read(&self, column: usize) -> bool {
        matches!(
            self.uses.get(column),
            Some(ColumnUse::Column(_) | ColumnUse::Month(..) | ColumnUse::OtherPerson)
        )
    }
}
