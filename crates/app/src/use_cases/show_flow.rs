//! One written upload file with the records inside.

use pas_domain::actor::Actor;
use pas_domain::ids::FlowFileId;

use super::list_flows::FlowLine;
use super::list_records::RecordLine;
use crate::app::App;
use crate::error::AppError;

/// One written file.
#[derive(Debug, Clone)]
pub struct FlowView {
    /// The file.
    pub line: FlowLine,
    /// Records of the page, in the order of the file.
    pub records: Vec<RecordLine>,
    /// Page, from 1.
    pub page: u32,
    /// Pages in all.
    pub n_pages: u32,
    /// The beginning of the file, to look at.
    pub xml_head: String,
}

/// The file `file` of the actor's ente.
pub async fn show_flow(
    app: &App,
    actor: &Actor,
    file: FlowFileId,
    page: u32,
) -> Result<FlowView, AppError> {
    let _ = (app, actor, file, page);
    Err(AppError::Setup("in costruzione".to_owned()))
}
