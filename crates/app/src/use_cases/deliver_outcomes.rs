//! Delivering outcomes to the enti: which are due, which are confirmed.

use pas_domain::actor::Actor;
use pas_domain::ids::ObservedFlowId;
use pas_storage::observatory;
pub use pas_storage::observatory::PendingOutcome;

use super::collect_flows::{Place, subject};
use crate::app::App;
use crate::error::AppError;
use crate::use_case::DELIVER_OUTCOMES;

/// Outcomes in one notice. Source: INPS's OpenAPI 2.0.1, `elenco_esiti`.
pub const MAX_OUTCOMES: u32 = 100;

/// The next outcomes that `place`'s ente has not confirmed, of flows after the stamp `after`, by
/// stamp; none: there are no more.
pub async fn outcomes_due(
    app: &App,
    actor: &Actor,
    place: Place,
    after: i64,
) -> Result<Vec<PendingOutcome>, AppError> {
    let mut tx = app.look(actor, DELIVER_OUTCOMES).await?;
    let source = place.source;
    Ok(observatory::to_deliver(&mut tx, actor.ente, source, after, MAX_OUTCOMES).await?)
}

/// Notes that `place`'s ente has confirmed the outcomes of `flows`. The same again changes nothing.
pub async fn confirm_outcomes(
    app: &App,
    actor: &Actor,
    place: Place,
    flows: &[ObservedFlowId],
) -> Result<u64, AppError> {
    let mut work = app.work(actor, DELIVER_OUTCOMES).await?;
    let now = app.clock.now();
    let n = observatory::mark_delivered(&mut work.tx, work.ente, flows, now).await?;
    work.done(subject(place.source), format!("{n} esiti consegnati"))
        .await?;
    Ok(n)
}
