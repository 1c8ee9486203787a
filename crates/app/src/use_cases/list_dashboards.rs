//! The dashboards that one may see: one's own, and those that colleagues share.

use pas_domain::actor::Actor;
use pas_storage::dashboard;

use crate::app::App;
use crate::error::AppError;
use crate::saved::DashboardLine;
use crate::use_case::LIST_DASHBOARDS;

/// The actor's dashboards and the shared ones of their ente, by name.
pub async fn list_dashboards(app: &App, actor: &Actor) -> Result<Vec<DashboardLine>, AppError> {
    let mut tx = app.look(actor, LIST_DASHBOARDS).await?;
    let pages = dashboard::list(&mut tx, actor.ente, actor.account).await?;
    let lines = pages.into_iter();
    Ok(lines
        .map(|page| DashboardLine::new(page, actor.account))
        .collect())
}
