//! The bytes of an imported file, and the rows set aside for the office to mend.

use pas_domain::actor::Actor;
use pas_domain::ids::ImportId;
use pas_intake::{FileSource, ReadOptions, write_set_aside_csv};
use pas_storage::import::{self, StoredImport};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::DOWNLOAD_IMPORT;

/// A file to hand over.
#[derive(Clone)]
pub struct Download {
    /// Its name.
    pub filename: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportPart {
    /// The file as it came.
    Original,
    /// The rows set aside, in the office's own columns, with the problem in an added one (CSV).
    SetAside,
}

/// A part of the file `import`.
pub async fn download_import(
    app: &App,
    actor: &Actor,
    import: ImportId,
    part: ImportPart,
) -> Result<Download, AppError> {
    let mut work = app.read_people(actor, DOWNLOAD_IMPORT).await?;
    let missing = || AppError::NotFound {
        what: "il file importato",
    };
    let found = import::get(&mut work.tx, actor.ente, import)
        .await?
        .ok_or_else(missing)?;
    let bytes = import::bytes(&mut work.tx, actor.ente, import)
        .await?
        .ok_or_else(missing)?;
    let detail = match part {
        ImportPart::Original => "originale",
        ImportPart::SetAside => "righe da parte",
    };
    work.done(format!("import:{import}"), detail).await?;
    match part {
        ImportPart::Original => Ok(Download {
            filename: found.filename,
            media_type: "application/octet-stream",
            bytes,
        }),
        ImportPart::SetAside => set_aside(app, found, bytes).await,
    }
}

async fn set_aside(app: &App, found: StoredImport, bytes: Vec<u8>) -> Result<Download, AppError> {
    let (app, office, name) = (app.clone(), found.office, found.filename.clone());
    let written = tokio::task::spawn_blocking(move || {
        let source = FileSource::from_bytes(name, &bytes);
        let options = ReadOptions::on(app.clock.today());
        let mut csv = Vec::new();
        write_set_aside_csv(
            source,
            office,
            &app.layouts,
            &app.catalogue,
            &options,
            &mut csv,
        )
        .map(|_| csv)
    });
    let written = written
        .await
        .map_err(|error| AppError::system("leggere il file", error))?;
    let bytes = written.map_err(|error| AppError::system("scrivere le righe da parte", error))?;
    let stem = found
        .filename
        .rsplit_once('.')
        .map_or(found.filename.as_str(), |(stem, _)| stem);
    Ok(Download {
        filename: format!("{stem}_da_correggere.csv"),
        media_type: "text/csv; charset=utf-8",
        bytes,
    })
}
