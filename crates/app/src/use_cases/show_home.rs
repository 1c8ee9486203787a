//! What is to be done today.

use pas_domain::actor::Actor;
use pas_domain::money::Money;

use super::list_imports::ImportLine;
use super::list_records::ReasonCount;
use crate::app::App;
use crate::error::AppError;

/// How far a benefit is, in one year.
#[derive(Debug, Clone)]
pub struct BenefitProgress {
    /// Code; `SINBA` for the SINBA records.
    pub code: String,
    /// Name.
    pub name: String,
    /// Records that are due.
    pub due: u64,
    /// Of these, ready.
    pub ready: u64,
    /// Incomplete.
    pub incomplete: u64,
    /// Blocked.
    pub blocked: u64,
    /// Not due.
    pub not_due: u64,
}

/// The home page of a role that works on records.
#[derive(Debug, Clone)]
pub struct WorkToDo {
    /// Latest year with records.
    pub year: Option<i16>,
    /// What keeps records back, most first.
    pub reasons: Vec<ReasonCount>,
    /// Files with rows set aside, most first.
    pub files: Vec<ImportLine>,
    /// Progress of the latest year.
    pub progress: Vec<BenefitProgress>,
}

/// The home page of a role that reads figures.
#[derive(Debug, Clone)]
pub struct FiguresInBrief {
    /// Latest complete year.
    pub year: i16,
    /// Spending of that year.
    pub spending: Money,
    /// People reached in that year.
    pub people: u64,
}

/// The home page.
#[derive(Debug, Clone, Default)]
pub struct HomeView {
    /// For those who work on records.
    pub work: Option<WorkToDo>,
    /// For those who read figures.
    pub figures: Option<FiguresInBrief>,
}

/// The home page of the actor.
pub async fn show_home(app: &App, actor: &Actor) -> Result<HomeView, AppError> {
    let _ = (app, actor);
    Err(AppError::Setup("in costruzione".to_owned()))
}
