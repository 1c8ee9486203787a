//! The written upload files.

use jiff::Timestamp;
use pas_domain::actor::Actor;
use pas_domain::ids::FlowFileId;

use super::write_flow::FlowKind;
use crate::app::App;
use crate::error::AppError;

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
    let _ = (app, actor);
    Err(AppError::Setup("in costruzione".to_owned()))
}
