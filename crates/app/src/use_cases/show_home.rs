//! What is to be done today.

use pas_domain::actor::{Actor, Permission};
use pas_domain::money::Money;
use pas_domain::record::RecordState;
use pas_storage::record::RecordTotal;
use pas_storage::{Tx, import, sending};

use super::list_imports::ImportLine;
use super::list_records::ReasonCount;
use super::list_refused::{self, RefusedGroup};
use crate::app::App;
use crate::error::AppError;
use crate::naming::{Names, SINBA};
use crate::overview::overview;
use crate::use_case::SHOW_HOME;
use crate::use_cases::show_sendings::MAX_ASIDE;
use crate::use_cases::show_spending::{self, By, Figure};
use crate::use_cases::{list_imports, list_records};

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
    /// What INPS has refused, by who must act, most first.
    pub refused: Vec<RefusedGroup>,
    /// Outcomes of INPS that no sending awaited.
    pub n_aside: usize,
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
    let mut tx = app.look(actor, SHOW_HOME).await?;
    let work = if actor.role.may(Permission::SeeRecords) {
        Some(work_to_do(app, actor, &mut tx).await?)
    } else {
        None
    };
    let figures = if actor.role.may(Permission::SeeFigures) {
        figures(app, actor, &mut tx).await?
    } else {
        None
    };
    Ok(HomeView { work, figures })
}

async fn work_to_do(app: &App, actor: &Actor, tx: &mut Tx) -> Result<WorkToDo, AppError> {
    let names = Names::of(tx, actor.ente, &app.catalogue).await?;
    let overview = overview(app, tx, actor.ente).await?;
    let totals = &overview.totals;
    let year = totals.iter().map(|total| total.year).max();
    let mut reasons = list_records::by_reason(&overview);
    reasons.retain(|reason| matches!(reason.state, RecordState::Incomplete | RecordState::Blocked));
    let files = if actor.role.may(Permission::SeeImports) {
        files_to_mend(app, actor, tx).await?
    } else {
        Vec::new()
    };
    let progress = year
        .map(|year| progress(totals, year, &names))
        .unwrap_or_default();
    Ok(WorkToDo {
        year,
        reasons,
        files,
        refused: list_refused::groups(tx, actor.ente).await?,
        n_aside: sending::set_aside(tx, actor.ente, MAX_ASIDE).await?.len(),
        progress,
    })
}

/// The files with rows set aside, most first.
async fn files_to_mend(app: &App, actor: &Actor, tx: &mut Tx) -> Result<Vec<ImportLine>, AppError> {
    let imports = import::list(tx, actor.ente).await?;
    let lines = imports
        .into_iter()
        .map(|stored| list_imports::line(app, stored));
    let mut files: Vec<ImportLine> = lines.filter(|file| file.set_aside > 0).collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.set_aside));
    Ok(files)
}

fn progress(totals: &[RecordTotal], year: i16, names: &Names<'_>) -> Vec<BenefitProgress> {
    let mut progress: Vec<BenefitProgress> = Vec::new();
    for total in totals.iter().filter(|total| total.year == year) {
        let code = total.benefit.as_deref().unwrap_or(SINBA);
        let position = progress
            .iter()
            .position(|line| line.code == code)
            .unwrap_or_else(|| {
                progress.push(BenefitProgress {
                    code: code.to_owned(),
                    name: names.benefit(total.benefit.as_deref()),
                    due: 0,
                    ready: 0,
                    incomplete: 0,
                    blocked: 0,
                    not_due: 0,
                });
                progress.len() - 1
            });
        count(&mut progress[position], total);
    }
    progress.sort_by(|a, b| a.code.cmp(&b.code));
    progress
}

fn count(line: &mut BenefitProgress, total: &RecordTotal) {
    match total.state {
        RecordState::Ready => line.ready += total.n,
        RecordState::Incomplete => line.incomplete += total.n,
        RecordState::Blocked => line.blocked += total.n,
        RecordState::NotDue => line.not_due += total.n,
    }
    if total.state != RecordState::NotDue {
        line.due += total.n;
    }
}

/// The latest year's figures, through the same door as the page they lead to.
async fn figures(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
) -> Result<Option<FiguresInBrief>, AppError> {
    let view = show_spending::view(app, actor, tx, By::Benefit).await?;
    let latest = view.years.last().zip(view.totals.last());
    Ok(latest.and_then(|(&year, total)| match *total {
        Figure::Shown { spending, people } => Some(FiguresInBrief {
            year,
            spending,
            people,
        }),
        Figure::Hidden | Figure::Empty => None,
    }))
}
