//! Changing what a view is called, what is said of it, and who sees it.

use pas_domain::actor::Actor;
use pas_domain::ids::SavedViewId;
use pas_storage::saved_view;

use crate::app::App;
use crate::error::AppError;
use crate::saved::{ViewText, kept_name, kept_note};
use crate::use_case::RENAME_VIEW;

/// Changes name, note and sharing of a view of the actor's.
pub async fn rename_view(
    app: &App,
    actor: &Actor,
    id: SavedViewId,
    text: ViewText<'_>,
) -> Result<(), AppError> {
    let mut work = app.work(actor, RENAME_VIEW).await?;
    let (name, note) = (kept_name(text.name)?, kept_note(text.note)?);
    let changed = ViewText {
        name: &name,
        note: &note,
        ..text
    };
    let (tx, now) = (&mut work.tx, app.clock.now());
    if !saved_view::change(tx, actor.ente, actor.account, (id, changed), now).await? {
        return Err(AppError::NotFound {
            what: "questa vista fra le tue",
        });
    }
    let detail = if text.is_shared { "shared" } else { "" };
    work.done(format!("view:{id}"), detail).await
}
