//! Making a dashboard, or changing its name and who sees it.

use pas_domain::actor::Actor;
use pas_domain::ids::DashboardId;
use pas_storage::dashboard;

use crate::app::App;
use crate::error::AppError;
use crate::saved::kept_name;
use crate::use_case::SAVE_DASHBOARD;

/// Gives the actor's dashboard `id` this name and sharing; without `id`, makes an empty one.
pub async fn save_dashboard(
    app: &App,
    actor: &Actor,
    id: Option<DashboardId>,
    (name, is_shared): (&str, bool),
) -> Result<DashboardId, AppError> {
    let mut work = app.work(actor, SAVE_DASHBOARD).await?;
    let name = kept_name(name)?;
    let (tx, owner, now) = (&mut work.tx, actor.account, app.clock.now());
    let id = match id {
        None => dashboard::insert(tx, actor.ente, owner, (&name, is_shared), now).await?,
        Some(id) => {
            let changed = (id, name.as_str(), is_shared);
            if !dashboard::change(tx, actor.ente, owner, changed, now).await? {
                return Err(AppError::NotFound {
                    what: "questo cruscotto fra i tuoi",
                });
            }
            id
        }
    };
    let detail = if is_shared { "shared" } else { "" };
    work.done(format!("dashboard:{id}"), detail).await?;
    Ok(id)
}
