//! The bytes of a written file, for INPS's web form.

use pas_domain::actor::Actor;
use pas_domain::ids::FlowFileId;

use super::download_import::Download;
use crate::app::App;
use crate::error::AppError;

/// The bytes of `file`.
pub async fn download_flow(
    app: &App,
    actor: &Actor,
    file: FlowFileId,
) -> Result<Download, AppError> {
    let _ = (app, actor, file);
    Err(AppError::Setup("in costruzione".to_owned()))
}
