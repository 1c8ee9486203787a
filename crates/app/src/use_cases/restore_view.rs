//! Bringing a deleted view back.

use pas_domain::actor::Actor;
use pas_domain::ids::SavedViewId;
use pas_storage::saved_view;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::RESTORE_VIEW;

/// Brings a deleted view of the actor's back, to its place on every dashboard.
pub async fn restore_view(app: &App, actor: &Actor, id: SavedViewId) -> Result<(), AppError> {
    let mut work = app.work(actor, RESTORE_VIEW).await?;
    let when = None;
    let (tx, owner) = (&mut work.tx, actor.account);
    if !saved_view::set_deleted(tx, actor.ente, owner, id, when).await? {
        return Err(AppError::NotFound {
            what: "questa vista fra le tue",
        });
    }
    work.done(format!("view:{id}"), "").await
}
