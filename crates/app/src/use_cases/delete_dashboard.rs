//! Deleting a dashboard, so that it can come back.

use pas_domain::actor::Actor;
use pas_domain::ids::DashboardId;
use pas_storage::dashboard;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::DELETE_DASHBOARD;

/// Deletes a dashboard of the actor's and none of its views.
pub async fn delete_dashboard(app: &App, actor: &Actor, id: DashboardId) -> Result<(), AppError> {
    let mut work = app.work(actor, DELETE_DASHBOARD).await?;
    let when = Some(app.clock.now());
    let (tx, owner) = (&mut work.tx, actor.account);
    if !dashboard::set_deleted(tx, actor.ente, owner, id, when).await? {
        return Err(AppError::NotFound {
            what: "questo cruscotto fra i tuoi",
        });
    }
    work.done(format!("dashboard:{id}"), "").await
}
