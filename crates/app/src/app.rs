//! The program as its use cases see it: the database, the code lists, the layouts, the clock.

use std::path::PathBuf;
use std::sync::Arc;

use pas_catalogue::Catalogue;
use pas_storage::Db;

use crate::clock::Clock;
use crate::error::AppError;

/// What an installation says of itself.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder where an embedded installation keeps everything: database, secrets, code lists and
    /// layouts that replace ours.
    pub data_dir: PathBuf,
    /// `postgres://…` for many users; none for the embedded SQLite in the folder.
    pub database_url: Option<String>,
}

/// The opened program. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) db: Db,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl App {
    /// Opens the installation, bringing its database up to date.
    pub async fn open(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        let _ = (config, clock);
        Err(AppError::Setup("in costruzione".to_owned()))
    }
}
