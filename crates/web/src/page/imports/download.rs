//! The file as it came, and the rows set aside for the office to mend.

use axum::extract::Path;
use axum::response::Response;
use pas_app::use_cases::download_import::{self, ImportPart};
use pas_domain::ids::ImportId;

use crate::csv;
use crate::error::WebError;
use crate::visit::Visit;

pub(crate) async fn original(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    part(&visit, id, ImportPart::Original).await
}

pub(crate) async fn set_aside(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    part(&visit, id, ImportPart::SetAside).await
}

async fn part(visit: &Visit, id: i64, part: ImportPart) -> Result<Response, WebError> {
    let import = ImportId::new(id);
    let file = download_import::download_import(visit.app(), visit.actor(), import, part).await?;
    Ok(csv::file(&file.filename, file.media_type, file.bytes))
}
