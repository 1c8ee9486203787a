//! Where facts and problems go while a file is being read.

use std::ops::ControlFlow;

use pas_domain::fact::StagedFact;

use crate::cell::Row;
use crate::layout::ColumnUse;
use crate::report::Problem;

/// What a row turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowState {
    /// Above the header: a title, a note.
    Title,
    /// The header.
    Header,
    /// Wholly blank; not counted.
    Blank,
    /// At least one fact came from it.
    Used,
    /// No fact came from it.
    SetAside,
    /// A total, a comment or a repeated header.
    NotData,
}

/// A row that was read, with what happened to it.
#[derive(Debug, Clone, Copy)]
pub struct RowSeen<'a> {
    /// Name of the sheet.
    pub sheet: &'a str,
    /// The row.
    pub row: &'a Row,
    /// What it turned out to be.
    pub state: RowState,
    /// Its problems.
    pub problems: &'a [Problem],
    /// What each column is to the layout; empty above the header and where none was found.
    pub(crate) uses: &'a [ColumnUse],
}

/// Receives what a file gives, row by row, so that nobody needs to hold all of it.
///
/// For each row: its problems, then its facts, then [`Sink::row`].
pub trait Sink {
    /// A fact.
    fn fact(&mut self, fact: StagedFact);

    /// A problem.
    fn problem(&mut self, problem: Problem);

    /// A row is done; `Break` stops the reading.
    fn row(&mut self, _row: &RowSeen<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Keeps everything in memory: for files that are known to be small, and for tests.
#[derive(Debug, Default)]
pub struct Collected {
    /// All facts.
    pub facts: Vec<StagedFact>,
    /// All problems.
    pub problems: Vec<Problem>,
}

impl Sink for Collected {
    fn fact(&mut self, fact: StagedFact) {
        self.facts.push(fact);
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
}
