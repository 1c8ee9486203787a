//! Which views stand on a dashboard, and in which order.

use pas_domain::actor::Actor;
use pas_domain::ids::{AccountId, DashboardId, SavedViewId};
use pas_storage::saved_view::StoredView;
use pas_storage::{dashboard, saved_view};

use crate::app::App;
use crate::error::AppError;
use crate::saved::MAX_PANELS;
use crate::use_case::ARRANGE_DASHBOARD;

/// What to do with a view on a dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Put it at the end.
    Add,
    /// Take it away.
    Remove,
    /// One place nearer to the beginning.
    Up,
    /// One place nearer to the end.
    Down,
}

impl Move {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Add, Self::Remove, Self::Up, Self::Down];

    /// Its name, in forms and in the register.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Add => "aggiungi",
            Self::Remove => "togli",
            Self::Up => "su",
            Self::Down => "giu",
        }
    }

    /// The one whose [`Move::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }
}

/// Adds a view that the actor may see to a dashboard of theirs, takes it away or moves it. A view that
/// is first stays first, and one that stands there already is not added again.
pub async fn arrange_dashboard(
    app: &App,
    actor: &Actor,
    id: DashboardId,
    (act, view): (Move, SavedViewId),
) -> Result<(), AppError> {
    let mut work = app.work(actor, ARRANGE_DASHBOARD).await?;
    let tx = &mut work.tx;
    let page = dashboard::find(tx, actor.ente, id).await?;
    if !page.is_some_and(|page| page.owner == actor.account && !page.is_deleted) {
        return Err(AppError::NotFound {
            what: "questo cruscotto fra i tuoi",
        });
    }
    let wanted = saved_view::find(tx, actor.ente, view).await?;
    let there = saved_view::of_dashboard(tx, actor.ente, id).await?;
    let is_there = there.iter().any(|other| other.id == view);
    let may_see = wanted.is_some_and(|wanted| wanted.is_open_to(actor.account));
    if !is_there && (act != Move::Add || !may_see) {
        return Err(AppError::NotFound {
            what: "questa vista",
        });
    }
    let order = arranged(&there, actor.account, act, view)?;
    dashboard::arrange(tx, actor.ente, id, &order).await?;
    work.done(
        format!("dashboard:{id}"),
        format!("{} view:{view}", act.name()),
    )
    .await
}

/// The order after `act`. Views that the page does not show keep their places.
fn arranged(
    there: &[StoredView],
    reader: AccountId,
    act: Move,
    view: SavedViewId,
) -> Result<Vec<SavedViewId>, AppError> {
    let mut order: Vec<SavedViewId> = there.iter().map(|view| view.id).collect();
    let at = order.iter().position(|other| *other == view);
    let shown = |place: &usize| there[*place].is_open_to(reader);
    match (act, at) {
        (Move::Add, None) => {
            let n_shown = there.iter().filter(|view| !view.is_deleted).count();
            if n_shown >= MAX_PANELS {
                return Err(AppError::Invalid(format!(
                    "su un cruscotto stanno al massimo {MAX_PANELS} viste: togline una, oppure fanne un altro"
                )));
            }
            order.push(view);
        }
        (Move::Remove, Some(at)) => {
            order.remove(at);
        }
        (Move::Up, Some(at)) => {
            if let Some(before) = (0..at).rev().find(shown) {
                order.swap(at, before);
            }
        }
        (Move::Down, Some(at)) => {
            if let Some(after) = (at + 1..order.len()).find(shown) {
                order.swap(at, after);
            }
        }
        (Move::Add, Some(_)) | (_, None) => {}
    }
    Ok(order)
}
