//! Loading the demonstration district: the ente, its accounts, its offices' files, the records.

use std::time::Duration;

use crate::app::App;
use crate::error::AppError;

/// What was loaded, and how long each step took.
#[derive(Debug, Clone, Default)]
pub struct DemoReport {
    /// The district was there already: nothing was done.
    pub was_there: bool,
    /// Files imported.
    pub n_files: usize,
    /// Rows read.
    pub n_rows: u64,
    /// Records derived.
    pub n_records: u64,
    /// Time to make the files, to import them, to derive the records.
    pub times: [Duration; 3],
}

/// Loads the made-up district into an empty installation; a second time does nothing.
pub async fn load_demo(app: &App, seed: u64) -> Result<DemoReport, AppError> {
    let _ = (app, seed);
    Err(AppError::Setup("in costruzione".to_owned()))
}
