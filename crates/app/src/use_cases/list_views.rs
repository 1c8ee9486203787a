//! The views that one may see: one's own, and those that colleagues share.

use pas_domain::actor::Actor;
use pas_storage::saved_view;

use crate::app::App;
use crate::error::AppError;
use crate::saved::{ViewLine, describe};
use crate::use_case::LIST_VIEWS;

/// The actor's views and the shared ones of their ente, by name.
pub async fn list_views(app: &App, actor: &Actor) -> Result<Vec<ViewLine>, AppError> {
    let mut tx = app.look(actor, LIST_VIEWS).await?;
    let views = saved_view::list(&mut tx, actor.ente, actor.account).await?;
    drop(tx);
    let questions: Vec<&str> = views.iter().map(|view| view.question.as_str()).collect();
    let edition = describe(app, actor, &questions).await?;
    let lines = views.into_iter();
    Ok(lines
        .map(|view| ViewLine::new(view, actor.account, &edition))
        .collect())
}
