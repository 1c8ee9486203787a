//! The bytes of a written file, its working CSV, and INPS's receipts.

use axum::extract::Path;
use axum::response::Response;
use pas_app::use_cases::download_flow;
use pas_app::use_cases::download_import::Download;
use pas_domain::ids::{FlowFileId, ReceiptId};

use crate::csv;
use crate::error::WebError;
use crate::visit::Visit;

pub(crate) async fn get(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let flow = FlowFileId::new(id);
    let file = download_flow::download_flow(visit.app(), visit.actor(), flow).await?;
    Ok(hand_over(file))
}

pub(crate) async fn working_csv(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let flow = FlowFileId::new(id);
    let file = download_flow::download_working_csv(visit.app(), visit.actor(), flow).await?;
    Ok(hand_over(file))
}

pub(crate) async fn receipt(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let receipt = ReceiptId::new(id);
    let file = download_flow::download_receipt(visit.app(), visit.actor(), receipt).await?;
    Ok(hand_over(file))
}

fn hand_over(file: Download) -> Response {
    csv::file(&file.filename, file.media_type, file.bytes)
}
