//! The code lists with their sources, and the benefits that want a name.

use pas_domain::actor::Actor;

use crate::app::App;
use crate::error::AppError;

/// One code list.
#[derive(Debug, Clone)]
pub struct SourceLine {
    /// Name of the file by which an ente replaces it.
    pub file: String,
    /// What it lists.
    pub title: String,
    /// Where from.
    pub source: String,
    /// Of which day.
    pub date: String,
    /// Licence.
    pub licence: String,
    /// Rows.
    pub n_rows: usize,
    /// Whether this installation replaced it.
    pub is_replaced: bool,
}

/// A benefit of the catalogue.
#[derive(Debug, Clone)]
pub struct BenefitLine {
    /// Code.
    pub code: String,
    /// Name; none when not attested and not given by the ente.
    pub name: Option<String>,
    /// Whether the name was given by the ente.
    pub named_by_ente: bool,
    /// Group, in Italian.
    pub group: &'static str,
    /// How well the code and the name are attested, in Italian.
    pub attestation: String,
    /// Records kept back until the name is there.
    pub n_waiting: u64,
}

/// The code lists.
#[derive(Debug, Clone)]
pub struct SourcesView {
    /// The lists.
    pub lists: Vec<SourceLine>,
    /// The benefits.
    pub benefits: Vec<BenefitLine>,
}

/// The code lists as this installation has them.
pub async fn list_sources(app: &App, actor: &Actor) -> Result<SourcesView, AppError> {
    let _ = (app, actor);
    Err(AppError::Setup("in costruzione".to_owned()))
}
