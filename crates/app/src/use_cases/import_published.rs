//! Figures that others have published, taken in as an edition of their own kind.

use std::path::PathBuf;

use pas_domain::actor::Actor;
use pas_edition::Manifest;
use pas_edition::published::{Finding, ImportError};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::IMPORT_PUBLISHED;

/// What an import gave: the new edition, or what is wrong with the rows, of which none was taken.
#[derive(Debug, Clone)]
pub enum PublishedImport {
    /// Taken in.
    Done(Box<Manifest>),
    /// Nothing was: what is wrong, row by row.
    Refused {
        /// Rows read.
        n_rows: usize,
        /// Rows with a finding.
        n_refused: usize,
        /// What is wrong.
        findings: Vec<Finding>,
    },
}

/// ISTAT's figures that the program carries, and their source: what a position is set against where
/// nobody has imported more.
const OFFICIAL: [(&str, &str); 2] = [
    (
        "istat-spesa-sociale.csv",
        include_str!("../../data/istat-spesa-sociale.csv"),
    ),
    (
        "istat-spesa-sociale.toml",
        include_str!("../../data/istat-spesa-sociale.toml"),
    ),
];
/// Folder in the data folder where they are laid down: an example of the format, too.
const FOLDER: &str = "pubblicati";

/// Imports ISTAT's published figures that the program carries.
pub async fn import_official(app: &App, actor: &Actor) -> Result<PublishedImport, AppError> {
    // Who may not import lays no file down either.
    drop(app.look(actor, IMPORT_PUBLISHED).await?);
    let folder = app.data_dir.join(FOLDER);
    let failed = |error| AppError::system("scrivere i dati pubblicati", error);
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let [csv, meta] = OFFICIAL.map(|(name, _)| folder.join(name));
    for (file, (_, text)) in [&csv, &meta].into_iter().zip(OFFICIAL) {
        std::fs::write(file, text).map_err(failed)?;
    }
    import_published(app, actor, csv, meta).await
}

/// Imports the CSV file, whose source `meta` tells.
pub async fn import_published(
    app: &App,
    actor: &Actor,
    csv: PathBuf,
    meta: PathBuf,
) -> Result<PublishedImport, AppError> {
    let work = app.work(actor, IMPORT_PUBLISHED).await?;
    let (editions, created) = (app.editions(), app.clock.now().to_string());
    let imported =
        tokio::task::spawn_blocking(move || editions.import_published(&csv, &meta, &created)).await;
    match imported.map_err(|error| AppError::system("importare i dati pubblicati", error))? {
        Ok(manifest) => {
            let detail = format!("{} cifre pubblicate", manifest.counts.facts);
            work.done(format!("edition:{}", manifest.number), detail)
                .await?;
            Ok(PublishedImport::Done(Box::new(manifest)))
        }
        Err(ImportError::Findings(rows)) => Ok(PublishedImport::Refused {
            n_rows: rows.n_rows,
            n_refused: rows.n_refused,
            findings: rows.findings,
        }),
        Err(error) => Err(AppError::Unreadable(error.in_italian())),
    }
}
