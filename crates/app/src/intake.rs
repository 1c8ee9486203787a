//! Reading an office's file beside the other work, and handing on what it says in lots.

use std::ops::ControlFlow;
use std::sync::Arc;

use pas_domain::fact::StagedFact;
use pas_domain::office::Office;
use pas_intake::{
    FileReport, FileSource, Outcome, Problem, ReadOptions, RowSeen, Sink, UnreadableFile, read_file,
};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;

use crate::app::App;
use crate::error::AppError;

/// Facts or problems in a lot.
const LOT: usize = 2_000;
/// Lots that wait to be stored: with them a file of any length needs little memory.
const WAITING: usize = 4;

/// Problems that a survey keeps word for word; the pages list the others.
const TOLD: usize = 50;

/// A part of what a file says.
#[derive(Debug, Default)]
pub(crate) struct Lot {
    pub(crate) facts: Vec<StagedFact>,
    pub(crate) problems: Vec<Problem>,
}

/// A file of an office, in memory as it came.
#[derive(Clone)]
pub(crate) struct OfficeFile {
    pub(crate) office: Office,
    pub(crate) name: String,
    pub(crate) bytes: Arc<Vec<u8>>,
}

impl OfficeFile {
    /// Reads the whole file and keeps only what it is, its rows counted, and its first problems.
    pub(crate) async fn survey(&self, app: &App) -> Result<(FileReport, Troubles), AppError> {
        let (file, app) = (self.clone(), app.clone());
        let read = tokio::task::spawn_blocking(move || {
            let mut troubles = Troubles::default();
            let report = file.read(&app, &mut troubles)?;
            Ok((report, troubles))
        });
        finish(read).await
    }

    /// Reads the file, sending its lots while they are made.
    pub(crate) fn stream(&self, app: &App) -> (Receiver<Lot>, JoinHandle<Read>) {
        let (sender, receiver) = channel(WAITING);
        let (file, app) = (self.clone(), app.clone());
        let read = tokio::task::spawn_blocking(move || {
            let mut lots = Lots {
                lot: Lot::default(),
                sender,
            };
            let report = file.read(&app, &mut lots);
            lots.flush();
            report
        });
        (receiver, read)
    }

    fn read(&self, app: &App, sink: &mut dyn Sink) -> Read {
        let source = FileSource::from_bytes(self.name.clone(), &self.bytes);
        let options = ReadOptions::on(app.clock.today());
        read_file(
            source,
            self.office,
            &app.layouts,
            &app.catalogue,
            &options,
            sink,
        )
    }
}

/// What reading a file gives.
pub(crate) type Read = Result<FileReport, UnreadableFile>;

/// Waits for a reading.
pub(crate) async fn finish<T>(read: JoinHandle<Result<T, UnreadableFile>>) -> Result<T, AppError> {
    let read = read
        .await
        .map_err(|error| AppError::system("leggere il file", error))?;
    read.map_err(|error| AppError::Unreadable(error.to_string()))
}

/// Rows set aside and cells not used or doubtful: how many, and the first ones.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    pub(crate) first: Vec<Problem>,
    pub(crate) n: u64,
}

impl Sink for Troubles {
    fn fact(&mut self, _: StagedFact) {}

    fn problem(&mut self, problem: Problem) {
        if matches!(problem.outcome, Outcome::Repaired | Outcome::NotData) {
            return;
        }
        self.n += 1;
        if self.first.len() < TOLD {
            self.first.push(problem);
        }
    }
}

struct Lots {
    lot: Lot,
    sender: Sender<Lot>,
}

impl Lots {
    /// Sends what is there; `false` when nobody takes it any more.
    fn flush(&mut self) -> bool {
        self.sender
            .blocking_send(std::mem::take(&mut self.lot))
            .is_ok()
    }
}

impl Sink for Lots {
    fn fact(&mut self, fact: StagedFact) {
        self.lot.facts.push(fact);
    }

    fn problem(&mut self, problem: Problem) {
        self.lot.problems.push(problem);
    }

    fn row(&mut self, _: &RowSeen<'_>) -> ControlFlow<()> {
        if self.lot.facts.len() + self.lot.problems.len() < LOT || self.flush() {
            return ControlFlow::Continue(());
        }
        ControlFlow::Break(())
    }
}
