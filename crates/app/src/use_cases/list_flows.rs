//! The written upload files.

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use pas_domain::actor::Actor;
use pas_domain::ids::FlowFileId;
use pas_domain::record::RecordState;
use pas_storage::flow_file::{self, StoredFlowFile};
use pas_storage::record::{self, RecordTotal};

use super::write_flow::FlowKind;
use crate::app::App;
use crate::error::AppError;
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
    /// Records inside.
    pub n_records: u64,
    /// People inside.
    pub n_people: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub n_bytes: u64,
}

/// The files of the actor's ente and how many records are ready, by year, for the next.
#[derive(Debug, Clone)]
pub struct FlowsView {
    /// The files, newest first.
    pub files: Vec<FlowLine>,
    /// Ready records by format and year.
    pub ready: Vec<(FlowKind, i16, u64)>,
}

/// The written files.
pub async fn list_flows(app: &App, actor: &Actor) -> Result<FlowsView, AppError> {
    let mut tx = app.look(actor, LIST_FLOWS).await?;
    let files = flow_file::list(&mut tx, actor.ente).await?;
    let totals = record::totals(&mut tx, actor.ente).await?;
    Ok(FlowsView {
        files: files.into_iter().map(line).collect(),
        ready: ready(&totals),
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
    }
}

fn ready(totals: &[RecordTotal]) -> Vec<(FlowKind, i16, u64)> {
    let mut ready: Vec<(FlowKind, i16, u64)> = Vec::new();
    for total in totals
        .iter()
        .filter(|total| total.state == RecordState::Ready)
    {
        let kind = if total.benefit.is_some() {
            FlowKind::Benefits
        } else {
            FlowKind::Minors
        };
        match ready
            .iter_mut()
            .find(|(of, year, _)| *of == kind && *year == total.year)
        {
            Some((_, _, n)) => *n += total.n,
            None => ready.push((kind, total.year, total.n)),
        }
    }
    ready.sort_by_key(|(kind, year, _)| (kind.name(), std::cmp::Reverse(*year)));
    ready
}
