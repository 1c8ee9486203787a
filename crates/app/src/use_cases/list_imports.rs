//! What was imported, by office.

use jiff::Timestamp;
use pas_domain::actor::Actor;
use pas_domain::ids::ImportId;
use pas_domain::office::Office;

use crate::app::App;
use crate::error::AppError;

/// One imported file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportLine {
    /// The file.
    pub id: ImportId,
    /// Who sent it.
    pub office: Office,
    /// Its name.
    pub filename: String,
    /// Title of the layout that recognised it.
    pub layout: String,
    /// When.
    pub imported_at: Timestamp,
    /// By whom.
    pub imported_by: String,
    /// Data rows read; always `used + set_aside`.
    pub read: u64,
    /// Rows used.
    pub used: u64,
    /// Of the rows used, those with a repaired cell.
    pub repaired: u64,
    /// Rows set aside.
    pub set_aside: u64,
}

/// The imported files of the actor's ente, by office, newest first.
pub async fn list_imports(app: &App, actor: &Actor) -> Result<Vec<ImportLine>, AppError> {
    let _ = (app, actor);
    Err(AppError::Setup("in costruzione".to_owned()))
}
