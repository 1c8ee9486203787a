//! Encodes the facts' columns into parts, on a thread beside the one that gathers them.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use parquet::basic::Encoding;
use parquet::file::properties::{EnabledStatistics, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;

use crate::error::EditionError;
use crate::manifest::FileEntry;
use crate::schema::{self, FACTS_FOLDER};
use crate::table::{TableWriter, Values, properties};

enum Step {
    Rows(Vec<Values>),
    NextPart,
}

type Files = Result<Vec<FileEntry>, EditionError>;

/// The thread and the way to it.
pub(crate) struct Encoder {
    steps: Option<SyncSender<Step>>,
    thread: Option<JoinHandle<Files>>,
}

impl Encoder {
    /// Writes parts into the facts' folder of `edition`.
    pub(crate) fn start(edition: &Path) -> Self {
        let (steps, received) = sync_channel(1);
        let edition = edition.to_owned();
        let thread = thread::spawn(move || encode(&edition, &received));
        Self {
            steps: Some(steps),
            thread: Some(thread),
        }
    }

    /// One group of rows of the current part.
    pub(crate) fn rows(&mut self, columns: Vec<Values>) -> Result<(), EditionError> {
        self.send(Step::Rows(columns))
    }

    /// What follows belongs to the next part.
    pub(crate) fn next_part(&mut self) -> Result<(), EditionError> {
        self.send(Step::NextPart)
    }

    fn send(&mut self, step: Step) -> Result<(), EditionError> {
        let sent = self.steps.as_ref().map(|steps| steps.send(step));
        match sent {
            Some(Ok(())) => Ok(()),
            // The thread ends early only with an error, which says more than that it is gone.
            _ => self.join().map(|_| ()),
        }
    }

    /// The parts.
    pub(crate) fn finish(mut self) -> Files {
        self.join()
    }

    fn join(&mut self) -> Files {
        self.steps = None;
        let thread = self.thread.take();
        let joined = thread.expect("invariant: an encoder that has failed is not used again");
        joined
            .join()
            .expect("invariant: an encoder gives its error back")
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        self.steps = None;
        if let Some(thread) = self.thread.take() {
            // Whoever drops it has given up on the files.
            drop(thread.join());
        }
    }
}

fn encode(edition: &Path, steps: &Receiver<Step>) -> Files {
    let mut files = Vec::new();
    let mut part: Option<TableWriter> = None;
    let open = |n: usize| {
        let name = format!("{FACTS_FOLDER}part-{n:04}.parquet");
        TableWriter::create(edition, name, schema::fact(), fact_properties())
    };
    for step in steps {
        match step {
            Step::Rows(columns) => {
                let writer = match part.take() {
                    Some(writer) => writer,
                    None => open(files.len())?,
                };
                part.insert(writer).group(&columns)?;
            }
            Step::NextPart => {
                if let Some(writer) = part.take() {
                    files.push(writer.close()?);
                }
            }
        }
    }
    match part {
        Some(writer) => files.push(writer.close()?),
        None if files.is_empty() => files.push(open(0)?.close()?),
        None => {}
    }
    Ok(files)
}

/// Numbers that rise from row to row are kept as differences; small codes go through a dictionary.
fn fact_properties() -> WriterPropertiesBuilder {
    let mut properties = properties().set_statistics_enabled(EnabledStatistics::Chunk);
    for name in ["person", "household"] {
        let column = ColumnPath::from(name);
        properties = properties
            .set_column_dictionary_enabled(column.clone(), false)
            .set_column_encoding(column, Encoding::DELTA_BINARY_PACKED);
    }
    properties.set_column_dictionary_enabled(ColumnPath::from("total_cents"), false)
}
