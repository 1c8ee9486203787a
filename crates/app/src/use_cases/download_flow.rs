//! The bytes of a written file, for INPS's web form; the same as a working CSV; INPS's receipts.

use pas_domain::actor::Actor;
use pas_domain::ids::{EnteId, FlowFileId, ReceiptId};
use pas_storage::Tx;
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
    let mut work = app.read_people(actor, DOWNLOAD_FLOW).await?;
    let (name, bytes) = kept(&mut work.tx, actor.ente, file).await?;
    work.done(format!("flow:{file}"), "").await?;
    Ok(Download {
        filename: format!("{name}.xml"),
        media_type: "application/xml",
        bytes,
    })
}

/// What `file` says as a working CSV, a line a record. It is not INPS's layout, which is not public,
/// and its name says so.
pub async fn download_working_csv(
    app: &App,
    actor: &Actor,
    file: FlowFileId,
) -> Result<Download, AppError> {
    let mut work = app.read_people(actor, DOWNLOAD_FLOW).await?;
    let (name, bytes) = kept(&mut work.tx, actor.ente, file).await?;
    let reading = pas_siuss::read(&bytes)
        .map_err(|error| AppError::system("rileggere un flusso conservato", error))?;
    work.done(format!("flow:{file}"), "CSV di lavoro").await?;
    Ok(Download {
        filename: format!("{name}_CSV-di-lavoro_non-per-INPS.csv"),
        media_type: "text/csv; charset=utf-8",
        bytes: pas_siuss::working_csv(&reading.flow).into_bytes(),
    })
}

/// The receipt `receipt`, byte for byte.
pub async fn download_receipt(
    app: &App,
    actor: &Actor,
    receipt: ReceiptId,
) -> Result<Download, AppError> {
    let mut work = app.read_people(actor, DOWNLOAD_FLOW).await?;
    let found = flow_file::receipt(&mut work.tx, actor.ente, receipt).await?;
    let (filename, bytes) = found.ok_or(AppError::NotFound {
        what: "la ricevuta",
    })?;
    work.done(format!("receipt:{receipt}"), "").await?;
    Ok(Download {
        filename,
        media_type: "application/octet-stream",
        bytes,
    })
}

/// Name and bytes of a written file.
async fn kept(tx: &mut Tx, ente: EnteId, file: FlowFileId) -> Result<(String, Vec<u8>), AppError> {
    let missing = || AppError::NotFound { what: "il flusso" };
    let found = flow_file::get(tx, ente, file).await?.ok_or_else(missing)?;
    let bytes = flow_file::bytes(tx, ente, file).await?;
    Ok((found.name, bytes.ok_or_else(missing)?))
}
