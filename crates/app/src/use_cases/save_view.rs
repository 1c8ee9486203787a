//! Keeping a question under a name.

use pas_domain::actor::Actor;
use pas_domain::ids::SavedViewId;
use pas_storage::saved_view;

use super::ask_edition::ask_edition;
use crate::app::App;
use crate::error::AppError;
use crate::saved::{ViewText, canonical, kept_name, kept_note};
use crate::use_case::SAVE_VIEW;

/// A view to keep, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct NewView {
    /// Its name.
    pub name: String,
    /// The query string of `/analisi`.
    pub question: String,
    /// What to know of it; empty for nothing.
    pub note: String,
    /// Whether colleagues see it.
    pub is_shared: bool,
}

/// Keeps a view for the actor, once its question has found an answer. It is kept as it was typed: what
/// stands for the reader's own stays so.
pub async fn save_view(app: &App, actor: &Actor, new: &NewView) -> Result<SavedViewId, AppError> {
    drop(app.look(actor, SAVE_VIEW).await?);
    let (name, note) = (kept_name(&new.name)?, kept_note(&new.note)?);
    let view = canonical(&new.question)?;
    ask_edition(app, actor, &view.question).await?;
    let mut work = app.work(actor, SAVE_VIEW).await?;
    let text = ViewText {
        name: &name,
        note: &note,
        is_shared: new.is_shared,
    };
    let (question, now) = (view.text(), app.clock.now());
    let kept = (text, question.as_str());
    let id = saved_view::insert(&mut work.tx, actor.ente, actor.account, kept, now).await?;
    let detail = if new.is_shared { "shared" } else { "" };
    work.done(format!("view:{id}"), detail).await?;
    Ok(id)
}
