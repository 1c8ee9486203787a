//! Why a number changed: what came, went and changed between two editions.

use std::collections::HashSet;

use pas_domain::actor::{Actor, Permission};
use pas_edition::{Access, Comparison, compare};
use pas_storage::{ente, observatory};

use crate::app::App;
use crate::editions::n_threads;
use crate::error::AppError;
use crate::use_case::COMPARE_EDITIONS;
use crate::use_cases::ask_edition::unreadable;

/// Compares edition `before` with edition `after`, withdrawn ones too. The counts are exact, and
/// small ones lead to people: only who may open the records sees them, and only those of the bodies
/// whose records these are: the actor's own ente, and the enti whose flows it has collected.
pub async fn compare_editions(
    app: &App,
    actor: &Actor,
    before: u32,
    after: u32,
) -> Result<Comparison, AppError> {
    let mut tx = app.look(actor, COMPARE_EDITIONS).await?;
    let own = ente::get(&mut tx, actor.ente).await?;
    let own = own.and_then(|ente| ente.identity);
    let mut bodies: HashSet<String> = own.map(|identity| identity.code).into_iter().collect();
    if actor.role.may(Permission::RunObservatory) {
        let observed = observatory::list(&mut tx, actor.ente).await?;
        bodies.extend(observed.into_iter().map(|ente| ente.code));
    }
    drop(tx);
    let editions = app.editions();
    let compared = tokio::task::spawn_blocking(move || {
        let before = editions.open(before, Access::EvenWithdrawn)?;
        let after = editions.open(after, Access::EvenWithdrawn)?;
        let mut compared = compare(&before, &after, n_threads().get())?;
        compared.groups.retain(|group| bodies.contains(&group.body));
        Ok(compared)
    });
    compared
        .await
        .map_err(|error| AppError::system("confrontare le edizioni", error))?
        .map_err(unreadable)
}
