//! What was imported, by office.

use jiff::Timestamp;
use pas_domain::actor::Actor;
use pas_domain::ids::ImportId;
use pas_domain::office::Office;
use pas_storage::import::{self, StoredImport};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::LIST_IMPORTS;

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
    let mut tx = app.look(actor, LIST_IMPORTS).await?;
    let imports = import::list(&mut tx, actor.ente).await?;
    Ok(imports
        .into_iter()
        .map(|stored| line(app, stored))
        .collect())
}

/// A stored file as lists show it.
pub(crate) fn line(app: &App, stored: StoredImport) -> ImportLine {
    let layout = app.layouts.named(&stored.layout);
    ImportLine {
        id: stored.id,
        office: stored.office,
        filename: stored.filename,
        layout: layout.map_or(stored.layout, |layout| layout.title.clone()),
        imported_at: stored.imported_at,
        imported_by: stored.username,
        read: stored.tally.read,
        used: stored.tally.used,
        repaired: stored.tally.repaired,
        set_aside: stored.tally.set_aside,
    }
}
