//! Why a number changed: what came, went and changed between two editions.

use pas_domain::actor::Actor;
use pas_edition::{Access, Comparison, compare};

use crate::app::App;
use crate::editions::n_threads;
use crate::error::AppError;
use crate::use_case::COMPARE_EDITIONS;
use crate::use_cases::ask_edition::unreadable;

/// Compares edition `before` with edition `after`, withdrawn ones too. The counts are exact, and
/// small ones lead to people: only who may open the records sees them.
pub async fn compare_editions(
    app: &App,
    actor: &Actor,
    before: u32,
    after: u32,
) -> Result<Comparison, AppError> {
    app.look(actor, COMPARE_EDITIONS).await?;
    let editions = app.editions();
    let compared = tokio::task::spawn_blocking(move || {
        let before = editions.open(before, Access::EvenWithdrawn)?;
        let after = editions.open(after, Access::EvenWithdrawn)?;
        compare(&before, &after, n_threads().get())
    });
    compared
        .await
        .map_err(|error| AppError::system("confrontare le edizioni", error))?
        .map_err(unreadable)
}
