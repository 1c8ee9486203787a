//! Deleting a view, so that it can come back.

use pas_domain::actor::Actor;
use pas_domain::ids::SavedViewId;
use pas_storage::saved_view;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::DELETE_VIEW;

/// Deletes a view of the actor's; [`restore_view`](super::restore_view::restore_view) undoes it.
pub async fn delete_view(app: &App, actor: &Actor, id: SavedViewId) -> Result<(), AppError> {
    let mut work = app.work(actor, DELETE_VIEW).await?;
    let when = Some(app.clock.now());
    let (tx, owner) = (&mut work.tx, actor.account);
    if !saved_view::set_deleted(tx, actor.ente, owner, id, when).await? {
        return Err(AppError::NotFound {
            what: "questa vista fra le tue",
        });
    }
    work.done(format!("view:{id}"), "").await
}
