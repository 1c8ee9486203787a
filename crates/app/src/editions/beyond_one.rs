//! The engine of several machines: the editions as it sees them, and the keys that it is handed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use pas_analytics::{Engine, External, Secret};
use pas_edition::Edition;

use crate::app::create_private_dir;
use crate::error::AppError;

/// Folder of the keys, below the data folder: the engine's machines must see it, and nobody else.
const KEYS: &str = "chiavi";
const DOING: &str = "preparare le chiavi per il motore esterno";

/// An engine behind a program, as the configuration names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalEngine {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// After how long an answer is given up.
    pub timeout: Duration,
}

impl ExternalEngine {
    /// The engine for `edition`, whose keys stand below `data_dir`.
    pub(crate) fn of(&self, edition: &Edition, data_dir: &Path) -> Result<Engine, AppError> {
        let whole = |path: PathBuf| {
            fs::canonicalize(path).map_err(|error| AppError::system("trovare l'edizione", error))
        };
        Ok(Engine::External(External {
            command: self.command.clone(),
            edition: whole(edition.path().to_owned())?,
            keys: whole(keys_of(edition, data_dir))?,
            timeout: self.timeout,
        }))
    }
}

fn keys_of(edition: &Edition, data_dir: &Path) -> PathBuf {
    let number = edition.manifest.number;
    data_dir.join(KEYS).join(format!("{number:04}"))
}

/// Writes the protection's key of every person of `edition`, two bytes each, the lower one first.
pub(crate) fn write_keys(
    edition: &Edition,
    data_dir: &Path,
    secret: &Secret,
) -> Result<(), AppError> {
    create_private_dir(&data_dir.join(KEYS))?;
    let path = keys_of(edition, data_dir);
    let draft = path.with_extension("draft");
    let failed = |error: io::Error| AppError::system(DOING, error);
    let mut file = BufWriter::new(File::create(&draft).map_err(failed)?);
    let written = edition
        .each_person(|pseudonym| file.write_all(&secret.record_key(pseudonym).to_le_bytes()));
    let written = written.map_err(|error| AppError::Unreadable(error.in_italian()))?;
    written
        .and_then(|()| file.flush())
        .and_then(|()| fs::rename(&draft, &path))
        .map_err(failed)
}
