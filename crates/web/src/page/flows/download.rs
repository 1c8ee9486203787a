//! The bytes of a written file.

use axum::extract::Path;
use axum::response::Response;
use pas_app::use_cases::download_flow;
use pas_domain::ids::FlowFileId;

use crate::csv;
use crate::error::WebError;
use crate::visit::Visit;

pub(crate) async fn get(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let flow = FlowFileId::new(id);
    let file = download_flow::download_flow(visit.app(), visit.actor(), flow).await?;
    Ok(csv::file(&file.filename, file.media_type, file.bytes))
}
