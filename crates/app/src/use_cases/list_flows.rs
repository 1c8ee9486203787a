//! The written upload files, how far each is, and what the next could carry.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use jiff::civil::Date;
use pas_domain::actor::Actor;
use pas_domain::ids::{EnteId, FlowFileId};
use pas_storage::Tx;
use pas_storage::flow_file::{self, StoredFlowFile};

use super::write_flow::FlowKind;
use super::write_flow::line::{lines, n_cancellations};
use crate::app::App;
use crate::error::AppError;
use crate::plan;
use crate::use_case::LIST_FLOWS;

/// One written file.
#[derive(Debug, Clone)]
pub struct FlowLine {
    /// The file.
    pub id: FlowFileId,
    /// Name of the flow.
    pub name: String,
    /// Which format.
    pub kind: FlowKind,
    /// When.
    pub written_at: Timestamp,
    /// By whom.
    pub written_by: String,
    /// Records inside, withdrawals among them.
    pub n_records: u64,
    /// People inside.
    pub n_people: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub n_bytes: u64,
    /// That it was uploaded; none as long as nobody has said so.
    pub upload: Option<UploadLine>,
    /// Records that INPS has accepted.
    pub n_accepted: u64,
    /// Records that INPS has refused.
    pub n_refused: u64,
}

/// That a file was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadLine {
    /// On which day.
    pub day: Date,
    /// Number of INPS's receipt.
    pub number: String,
    /// Who said so.
    pub by: String,
    /// When they said so.
    pub at: Timestamp,
}

/// How far a written file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    /// Written; nobody has said that it was uploaded.
    Written,
    /// Uploaded, and so many records await INPS's answer.
    Awaiting(u64),
    /// INPS has answered for every record.
    Answered,
}

impl FlowLine {
    /// How far it is.
    pub const fn state(&self) -> FileState {
        let n_awaited = self.n_records - self.n_accepted - self.n_refused;
        match (&self.upload, n_awaited) {
            (None, _) => FileState::Written,
            (Some(_), 0) => FileState::Answered,
            (Some(_), n) => FileState::Awaiting(n),
        }
    }
}

/// What the next file of a format and year would carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadyLine {
    /// Which format.
    pub kind: FlowKind,
    /// Which year.
    pub year: i16,
    /// Records to send.
    pub n_insertions: u64,
    /// Accepted records to withdraw.
    pub n_cancellations: u64,
}

impl ReadyLine {
    /// Records in the file, withdrawals among them.
    pub const fn n_records(&self) -> u64 {
        self.n_insertions + self.n_cancellations
    }
}

/// The files of the actor's ente and what is ready, by format and year, for the next.
#[derive(Debug, Clone)]
pub struct FlowsView {
    /// The files, newest first.
    pub files: Vec<FlowLine>,
    /// What is ready, latest year first.
    pub ready: Vec<ReadyLine>,
}

/// The written files.
pub async fn list_flows(app: &App, actor: &Actor) -> Result<FlowsView, AppError> {
    let mut tx = app.look(actor, LIST_FLOWS).await?;
    let files = flow_file::list(&mut tx, actor.ente).await?;
    Ok(FlowsView {
        files: files.into_iter().map(line).collect(),
        ready: ready(&mut tx, actor.ente).await?,
    })
}

/// A stored file as lists show it.
pub(crate) fn line(stored: StoredFlowFile) -> FlowLine {
    FlowLine {
        id: stored.id,
        name: stored.name,
        kind: stored.kind,
        written_at: stored.written_at,
        written_by: stored.username,
        n_records: stored.n_records,
        n_people: stored.n_people,
        sha256: HEXLOWER.encode(&stored.sha256),
        n_bytes: stored.n_bytes,
        upload: stored.upload.map(|upload| UploadLine {
            day: upload.day,
            number: upload.number,
            by: upload.username,
            at: upload.made_at,
        }),
        n_accepted: stored.n_accepted,
        n_refused: stored.n_refused,
    }
}

/// What was never sent is counted by the database; of the rest, which is little, each record is
/// asked what follows for it.
async fn ready(tx: &mut Tx, ente: EnteId) -> Result<Vec<ReadyLine>, AppError> {
    let mut counts: BTreeMap<(FlowKind, i16), (u64, u64)> = BTreeMap::new();
    for count in flow_file::never_sent(tx, ente).await? {
        counts.entry((count.kind, count.year)).or_default().0 += count.n;
    }
    let people = flow_file::people_to_correct(tx, ente).await?;
    let journeys = plan::journeys(tx, ente, &people).await?;
    for journey in journeys
        .iter()
        .filter(|journey| !journey.history.is_empty())
    {
        if let Some((year, lines)) = lines(journey, false) {
            let count = counts.entry((journey.kind, year)).or_default();
            let n_cancelled = n_cancellations(&lines);
            count.0 += lines.len() as u64 - n_cancelled;
            count.1 += n_cancelled;
        }
    }
    let line = |((kind, year), (n_insertions, n_cancellations))| ReadyLine {
        kind,
        year,
        n_insertions,
        n_cancellations,
    };
    let mut ready: Vec<ReadyLine> = counts.into_iter().map(line).collect();
    ready.sort_by_key(|line| (line.kind, Reverse(line.year)));
    Ok(ready)
}
