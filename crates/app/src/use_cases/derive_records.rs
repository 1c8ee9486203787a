//! Deriving the SIUSS records anew from the facts in force.

use pas_domain::actor::Actor;
use pas_domain::record::RecordState;

use crate::app::App;
use crate::error::AppError;

/// What a derivation gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeriveReport {
    /// Records by state.
    pub by_state: Vec<(RecordState, u64)>,
    /// Records in all.
    pub n_records: u64,
    /// Records that are new or other than before.
    pub n_changed: u64,
}

/// Derives the records of the actor's ente.
pub async fn derive_records(app: &App, actor: &Actor) -> Result<DeriveReport, AppError> {
    let _ = (app, actor);
    Err(AppError::Setup("in costruzione".to_owned()))
}
