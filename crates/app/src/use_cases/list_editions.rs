//! The editions there are: what each is, how it was built, whether it is in force.

use pas_domain::actor::Actor;
use pas_edition::{Edition, Listed};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::LIST_EDITIONS;
use crate::use_cases::ask_edition::unreadable;

/// One edition, or why it cannot be opened.
pub type EditionLine = (u32, Result<Edition, String>);

/// All editions, ascending.
pub async fn list_editions(app: &App, actor: &Actor) -> Result<Vec<EditionLine>, AppError> {
    app.look(actor, LIST_EDITIONS).await?;
    let listed = app.editions().list().map_err(unreadable)?;
    let line = |listed: Listed| {
        (
            listed.number,
            listed.edition.map_err(|error| error.in_italian()),
        )
    };
    Ok(listed.into_iter().map(line).collect())
}
