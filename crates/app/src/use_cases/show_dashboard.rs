//! A dashboard with every view answered, each for itself.

use std::sync::Arc;

use pas_domain::actor::Actor;
use pas_domain::ids::DashboardId;
use pas_storage::saved_view::StoredView;
use pas_storage::{dashboard, saved_view};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::ask_edition::{Answered, ask_edition};
use super::describe_edition::describe_edition;
use crate::app::App;
use crate::editions::view::{Look, View};
use crate::editions::{n_threads, words};
use crate::error::AppError;
use crate::saved::{DashboardLine, MAX_PANELS, ViewLine, describe};
use crate::use_case::SHOW_DASHBOARD;

/// A dashboard as its reader sees it.
#[derive(Debug, Clone)]
pub struct DashboardView {
    /// What it is.
    pub line: DashboardLine,
    /// Its panels, in order.
    pub panels: Vec<Panel>,
    /// How many views on it their owners do not share with the reader.
    pub n_closed: usize,
}

/// A view on a dashboard.
#[derive(Debug, Clone)]
pub struct Panel {
    /// The view.
    pub view: ViewLine,
    /// Its answer to this reader, or in Italian why there is none.
    pub shown: Result<Shown, String>,
}

/// A panel's answer.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The answer.
    pub answered: Answered,
    /// What it says, in one sentence.
    pub sentence: String,
    /// How it is drawn.
    pub look: Look,
}

/// The dashboard `id`, its views asked anew by the actor: each sees what they may.
pub async fn show_dashboard(
    app: &App,
    actor: &Actor,
    id: DashboardId,
) -> Result<DashboardView, AppError> {
    let mut tx = app.look(actor, SHOW_DASHBOARD).await?;
    let page = dashboard::find(&mut tx, actor.ente, id).await?;
    let Some(page) = page.filter(|page| page.is_open_to(actor.account)) else {
        return Err(AppError::NotFound {
            what: "questo cruscotto",
        });
    };
    let there = saved_view::of_dashboard(&mut tx, actor.ente, id).await?;
    drop(tx);
    let there = there.into_iter().filter(|view| !view.is_deleted);
    let (mut open, closed): (Vec<StoredView>, Vec<StoredView>) =
        there.partition(|view| view.is_open_to(actor.account));
    open.truncate(MAX_PANELS);
    let questions: Vec<&str> = open.iter().map(|view| view.question.as_str()).collect();
    let edition = describe(app, actor, &questions).await?;
    let answers = all_shown(app, actor, &open).await?;
    let panels = open.into_iter().zip(answers).map(|(view, shown)| Panel {
        view: ViewLine::new(view, actor.account, &edition),
        shown,
    });
    Ok(DashboardView {
        line: DashboardLine::new(page, actor.account),
        panels: panels.collect(),
        n_closed: closed.len(),
    })
}

/// The answers to `views`, as many at a time as the machine has cores.
async fn all_shown(
    app: &App,
    actor: &Actor,
    views: &[StoredView],
) -> Result<Vec<Result<Shown, String>>, AppError> {
    let places = Arc::new(Semaphore::new(n_threads().get()));
    let mut tasks = JoinSet::new();
    for (place, view) in views.iter().enumerate() {
        let (app, actor, places) = (app.clone(), actor.clone(), Arc::clone(&places));
        let view = View::parse(&view.question);
        tasks.spawn(async move {
            let _held = places.acquire_owned().await;
            (place, shown(&app, &actor, &view).await)
        });
    }
    let mut answers: Vec<_> = views
        .iter()
        .map(|_| Err("Questo riquadro non si è potuto calcolare.".to_owned()))
        .collect();
    while let Some(done) = tasks.join_next().await {
        let (place, answer) =
            done.map_err(|error| AppError::system("calcolare i riquadri", error))?;
        // One panel that fails takes none of the others with it.
        answers[place] = answer.map_err(|error| error.to_string());
    }
    Ok(answers)
}

async fn shown(app: &App, actor: &Actor, view: &View) -> Result<Shown, AppError> {
    let answered = ask_edition(app, actor, &view.question).await?;
    let query = &answered.answer.query;
    let filters = query.filters.clone();
    let edition = describe_edition(app, actor, Some(answered.edition), filters).await?;
    Ok(Shown {
        sentence: words::sentence(&answered, &edition),
        look: view.look.unwrap_or_else(|| Look::suiting(query)),
        answered,
    })
}
