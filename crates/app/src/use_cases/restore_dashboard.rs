//! Bringing a deleted dashboard back.

use pas_domain::actor::Actor;
use pas_domain::ids::DashboardId;
use pas_storage::dashboard;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::RESTORE_DASHBOARD;

/// Brings a deleted dashboard of the actor's back as it was.
pub async fn restore_dashboard(app: &App, actor: &Actor, id: DashboardId) -> Result<(), AppError> {
    let mut work = app.work(actor, RESTORE_DASHBOARD).await?;
    let when = None;
    let (tx, owner) = (&mut work.tx, actor.account);
    if !dashboard::set_deleted(tx, actor.ente, owner, id, when).await? {
        return Err(AppError::NotFound {
            what: "questo cruscotto fra i tuoi",
        });
    }
    work.done(format!("dashboard:{id}"), "").await
}
