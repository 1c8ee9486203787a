//! The files behind rows and cells, by name.

use std::collections::HashMap;

use pas_domain::fact::Origin;
use pas_domain::ids::{EnteId, ImportId};
use pas_domain::office::Office;
use pas_storage::{StorageError, Tx, import};

use crate::use_cases::show_person::SourceRow;

/// Name and office of every imported file of an ente.
pub(crate) struct SourceFiles(HashMap<ImportId, (String, Office)>);

impl SourceFiles {
    /// The files of `ente`.
    pub(crate) async fn of(tx: &mut Tx, ente: EnteId) -> Result<Self, StorageError> {
        let imports = import::list(tx, ente).await?;
        let named = imports
            .into_iter()
            .map(|stored| (stored.id, (stored.filename, stored.office)));
        Ok(Self(named.collect()))
    }

    /// The row in which a fact stands.
    pub(crate) fn row(&self, import: ImportId, origin: &Origin) -> SourceRow {
        let (filename, office) = self
            .0
            .get(&import)
            .cloned()
            .unwrap_or_else(|| (String::new(), Office::Siuss));
        let (sheet, row) = (origin.sheet.clone(), origin.row);
        SourceRow {
            import,
            filename,
            office,
            sheet,
            row,
        }
    }
}
