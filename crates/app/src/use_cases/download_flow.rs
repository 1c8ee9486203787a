//! The bytes of a written file, for INPS's web form.

use pas_domain::actor::Actor;
use pas_domain::ids::FlowFileId;
use pas_storage::flow_file;

use super::download_import::Download;
use crate::app::App;
use crate::error::AppError;
use crate::use_case::DOWNLOAD_FLOW;

/// The bytes of `file`.
pub async fn download_flow(
    app: &App,
    actor: &Actor,
    file: FlowFileId,
) -> Result<Download, AppError> {
    let mut work = app.work(actor, DOWNLOAD_FLOW).await?;
    let missing = || AppError::NotFound { what: "il flusso" };
    let found = flow_file::get(&mut work.tx, actor.ente, file)
        .await?
        .ok_or_else(missing)?;
    let bytes = flow_file::bytes(&mut work.tx, actor.ente, file)
        .await?
        .ok_or_else(missing)?;
    work.done(format!("flow:{file}"), "").await?;
    let filename = format!("{}.xml", found.name);
    Ok(Download {
        filename,
        media_type: "application/xml",
        bytes,
    })
}
