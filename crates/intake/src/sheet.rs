//! One sheet: finds its header among the first rows, then reads row after row.

use std::ops::ControlFlow;

use pas_catalogue::Catalogue;
use pas_domain::fact::{Origin, StagedFact};
use pas_domain::office::Office;

use crate::cell::{Row, column_letter};
use crate::clean::profile::Profile;
use crate::duplicates::Duplicates;
use crate::layout::{ColumnUse, Header, Layout, Layouts, month_in, year_in};
use crate::report::{Outcome, Problem, SheetOutcome, SheetReport, Tally};
use crate::row::{RowContext, RowNote, default_value, not_data, read_row};
use crate::sink::{RowSeen, RowState, Sink};
use crate::source::ReadOptions;

/// The header stands among so many first rows.
const HEADER_AMONG: usize = 30;
/// So many rows are looked at before the first is read, to learn how a column writes dates and amounts.
const SAMPLE: usize = 1_000;

/// What the reading of a file needs, apart from its bytes.
#[derive(Clone, Copy)]
pub(crate) struct Job<'a> {
    pub(crate) file: &'a str,
    pub(crate) office: Office,
    pub(crate) layouts: &'a Layouts,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) options: &'a ReadOptions,
    /// A text file: cells beyond the header come from a separator inside a text.
    pub(crate) is_text: bool,
}

/// Reads the rows of one sheet.
pub(crate) struct SheetReader<'a> {
    job: Job<'a>,
    name: String,
    hidden: bool,
    phase: Phase<'a>,
    tally: Tally,
}

enum Phase<'a> {
    /// Rows held until the header is found and the columns are known.
    Sampling(Vec<Row>),
    /// The header is known.
    Reading(Box<RowContext<'a>>),
    /// No header: the message says why.
    Lost(String),
}

impl<'a> SheetReader<'a> {
    pub(crate) fn new(job: Job<'a>, name: &str, hidden: bool) -> Self {
        Self {
            job,
            name: name.to_owned(),
            hidden,
            phase: Phase::Sampling(Vec::new()),
            tally: Tally::default(),
        }
    }

    /// Takes the next row.
    pub(crate) fn row(
        &mut self,
        row: Row,
        seen: &mut Duplicates,
        sink: &mut dyn Sink,
    ) -> ControlFlow<()> {
        match &mut self.phase {
            Phase::Reading(_) => self.read(&row, seen, sink),
            Phase::Lost(_) => ControlFlow::Continue(()),
            Phase::Sampling(held) => {
                held.push(row);
                if held.len() < SAMPLE {
                    return ControlFlow::Continue(());
                }
                self.open(seen, sink)
            }
        }
    }

    /// No more rows come.
    pub(crate) fn finish(
        mut self,
        seen: &mut Duplicates,
        sink: &mut dyn Sink,
    ) -> (SheetReport, Option<&'a Layout>, ControlFlow<()>) {
        let mut flow = ControlFlow::Continue(());
        let mut is_empty = false;
        if let Phase::Sampling(held) = &self.phase {
            is_empty = held.iter().all(Row::is_blank);
            flow = self.open(seen, sink);
        }
        let (outcome, layout) = match self.phase {
            _ if is_empty => (SheetOutcome::Empty, None),
            Phase::Reading(context) => (read_outcome(&context), Some(context.layout)),
            Phase::Lost(message) => (SheetOutcome::NotRecognised { message }, None),
            Phase::Sampling(_) => (SheetOutcome::Empty, None),
        };
        let report = SheetReport {
            name: self.name,
            hidden: self.hidden,
            outcome,
            tally: self.tally,
        };
        (report, layout, flow)
    }

    /// Finds the header among the rows held, then reads them.
    fn open(&mut self, seen: &mut Duplicates, sink: &mut dyn Sink) -> ControlFlow<()> {
        let Phase::Sampling(held) = std::mem::replace(&mut self.phase, Phase::Lost(String::new()))
        else {
            return ControlFlow::Continue(());
        };
        let first_rows = held.get(..HEADER_AMONG.min(held.len())).unwrap_or_default();
        match self.job.layouts.find(self.job.office, first_rows) {
            Ok((layout, header)) => {
                let context = self.context(layout, header, &held);
                let header_row = context.header.row;
                self.phase = Phase::Reading(Box::new(context));
                for row in held {
                    let flow = if row.number <= header_row {
                        let state = if row.number == header_row {
                            RowState::Header
                        } else {
                            RowState::Title
                        };
                        self.show(&row, state, &[], sink)
                    } else {
                        self.read(&row, seen, sink)
                    };
                    flow?;
                }
            }
            Err(message) => {
                self.phase = Phase::Lost(message);
                for row in held {
                    self.show(&row, RowState::Title, &[], sink)?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn context(&self, layout: &'a Layout, header: Header, held: &[Row]) -> RowContext<'a> {
        let mut profiles = vec![Profile::default(); header.uses.len()];
        for row in held.iter().filter(|row| row.number > header.row) {
            for (profile, cell) in profiles.iter_mut().zip(&row.cells) {
                profile.look(cell);
            }
        }
        let titles = held.iter().filter(|row| row.number < header.row);
        let mut titles = titles.flat_map(|row| row.cells.iter().map(|cell| cell.trimmed()));
        let title_year = titles.find_map(|title| year_in(&title));
        let defaults = layout.defaults.iter();
        RowContext {
            layout,
            header,
            catalogue: self.job.catalogue,
            today: self.job.options.today,
            year: year_in(&self.name)
                .or(title_year)
                .or_else(|| year_in(self.job.file)),
            month: month_in(&self.name).map(|found| found.month),
            profiles,
            defaults: defaults
                .filter_map(|(attribute, text)| {
                    Some((*attribute, default_value(*attribute, text)?))
                })
                .collect(),
        }
    }

    /// Reads one row below the header.
    fn read(&mut self, row: &Row, seen: &mut Duplicates, sink: &mut dyn Sink) -> ControlFlow<()> {
        let Phase::Reading(context) = &self.phase else {
            return ControlFlow::Continue(());
        };
        if row.is_blank() {
            return self.show(row, RowState::Blank, &[], sink);
        }
        let (facts, notes) = match reject(row, context, seen, self.job.is_text) {
            Some(note) => (Vec::new(), vec![note]),
            None => read_row(row, context),
        };
        let problems: Vec<Problem> = notes
            .into_iter()
            .map(|note| self.problem(row, note, context))
            .collect();
        let state = state_of(&facts, &problems);
        self.tally.count(state, &problems, facts.len());
        for problem in &problems {
            sink.problem(problem.clone());
        }
        for (fact, cells) in facts {
            let origin = Origin {
                sheet: self.name.clone(),
                row: row.number,
                cells,
            };
            sink.fact(StagedFact { fact, origin });
        }
        self.show(row, state, &problems, sink)
    }

    fn show(
        &self,
        row: &Row,
        state: RowState,
        problems: &[Problem],
        sink: &mut dyn Sink,
    ) -> ControlFlow<()> {
        let uses = match &self.phase {
            Phase::Reading(context) => context.header.uses.as_slice(),
            Phase::Sampling(_) | Phase::Lost(_) => &[],
        };
        sink.row(&RowSeen {
            sheet: &self.name,
            row,
            state,
            problems,
            uses,
        })
    }

    fn problem(&self, row: &Row, note: RowNote, context: &RowContext<'_>) -> Problem {
        let heading = note
            .column
            .map(|column| context.header.heading(column).to_owned());
        let value = note
            .column
            .map(|column| row.cell(column).shown().into_owned());
        Problem {
            sheet: self.name.clone(),
            row: row.number,
            column: note.column.map(column_letter),
            heading,
            value,
            code: note.note.code,
            outcome: note.outcome,
            message: note.note.message,
            office: self.job.office,
        }
    }
}

/// Why a row is not even read: no data, shifted cells, or said before.
fn reject(
    row: &Row,
    context: &RowContext<'_>,
    seen: &mut Duplicates,
    is_text: bool,
) -> Option<RowNote> {
    let note = |outcome, code, message: String| RowNote {
        column: None,
        outcome,
        note: crate::clean::Note::new(code, message),
    };
    if let Some(found) = not_data(row, context) {
        return Some(note(Outcome::NotData, found.code, found.message));
    }
    let width = context.header.width();
    let beyond = row
        .cells
        .get(width.min(row.cells.len())..)
        .unwrap_or_default();
    if is_text && beyond.iter().any(|cell| !cell.is_blank()) {
        let message = format!(
            "la riga ha {} colonne e l'intestazione {width}: di solito un testo contiene il separatore; mettilo tra virgolette",
            row.cells.len()
        );
        return Some(note(Outcome::SetAside, "colonne-in-piu", message));
    }
    let texts: Vec<_> = context
        .read_columns()
        .map(|column| row.cell(column).trimmed())
        .collect();
    let key = key_of(context);
    let earlier = seen.note(key, &texts, row.number)?;
    let message = format!("uguale alla riga {earlier}: contata una volta sola");
    Some(note(Outcome::SetAside, "riga-doppia", message))
}

/// Rows alike are duplicates only where the sheet gives them the same time.
fn key_of(context: &RowContext<'_>) -> u64 {
    let year = u64::try_from(context.year.unwrap_or(0)).unwrap_or(0);
    let month = u64::try_from(context.month.unwrap_or(0)).unwrap_or(0);
    year * 100 + month
}

fn state_of<T>(facts: &[T], problems: &[Problem]) -> RowState {
    if !facts.is_empty() {
        return RowState::Used;
    }
    if problems
        .iter()
        .any(|problem| problem.outcome == Outcome::NotData)
    {
        RowState::NotData
    } else {
        RowState::SetAside
    }
}

impl Tally {
    fn count(&mut self, state: RowState, problems: &[Problem], n_facts: usize) {
        let has = |outcome| problems.iter().any(|problem| problem.outcome == outcome);
        self.read += 1;
        match state {
            RowState::Used => {
                self.used += 1;
                self.repaired += u64::from(has(Outcome::Repaired));
                self.partial += u64::from(has(Outcome::CellLeftOut) || has(Outcome::ToCheck));
                self.facts += n_facts as u64;
            }
            RowState::NotData => {
                self.set_aside += 1;
                self.not_data += 1;
            }
            _ => self.set_aside += 1,
        }
    }
}

fn read_outcome(context: &RowContext<'_>) -> SheetOutcome {
    let header = &context.header;
    let unknown = header.uses.iter().zip(&header.headings);
    SheetOutcome::Read {
        layout: context.layout.name.clone(),
        header_row: header.row,
        unknown_headings: unknown
            .filter(|(usage, _)| **usage == ColumnUse::Unknown)
            .map(|(_, heading)| heading.clone())
            .collect(),
    }
}
