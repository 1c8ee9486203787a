//! Reading flows from an ente's e-service: from where, and what is stored of a page.

use std::sync::Arc;

use pas_domain::actor::Actor;
use pas_domain::ids::ObservedEnteId;
use pas_rules::Context;
use pas_storage::observatory;

use crate::app::App;
use crate::error::AppError;
use crate::observatory::{Examined, examine, good_prefix, settle};
pub use crate::observatory::{ProtocolFault, ReceivedFlow, Source, UnknownCodes};
use crate::use_case::COLLECT_FLOWS;

/// From where to read an ente's flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The ente, as the observatory knows it.
    pub source: ObservedEnteId,
    /// `ts_flusso` of the last flow that was stored, in milliseconds since 1970; 0: none was.
    pub since: i64,
}

/// A page as the e-service gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its flows, in its order.
    pub flows: Vec<ReceivedFlow>,
    /// How many were asked for.
    pub limit: usize,
}

/// What became of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageStored {
    /// It was stored, up to its first fault.
    Stored {
        /// From where to read on.
        next: Place,
        /// Flows that were accepted.
        n_accepted: u64,
        /// Flows that were refused.
        n_refused: u64,
        /// Why the rest of the page was not stored.
        fault: Option<ProtocolFault>,
    },
    /// Somebody else has read on from the same place: nothing was stored, look again.
    ReadElsewhere,
}

/// From where to read `source`, which becomes known to the observatory with its first poll.
pub async fn begin_poll(app: &App, actor: &Actor, source: &Source) -> Result<Place, AppError> {
    let mut tx = app.look(actor, COLLECT_FLOWS).await?;
    let known = observatory::find(&mut tx, actor.ente, &source.code).await?;
    drop(tx);
    if let Some(known) = known.filter(|known| known.name == source.name) {
        return Ok(Place {
            source: known.id,
            since: known.last_ts,
        });
    }
    let mut work = app.work(actor, COLLECT_FLOWS).await?;
    let added = observatory::add(&mut work.tx, work.ente, &source.code, &source.name).await?;
    work.done(subject(added.id), "ente osservato").await?;
    Ok(Place {
        source: added.id,
        since: added.last_ts,
    })
}

/// Stores what is good of `page`, read from `source` at `place`: the flows, the verdicts on them and
/// the place to read on from, all or nothing.
pub async fn store_page(
    app: &App,
    actor: &Actor,
    source: &Source,
    place: Place,
    page: Page,
) -> Result<PageStored, AppError> {
    let mut tx = app.look(actor, COLLECT_FLOWS).await?;
    let known = observatory::find(&mut tx, actor.ente, &source.code).await?;
    // What somebody else has stored meanwhile would look like a repetition.
    if known.is_none_or(|known| known.last_ts != place.since) {
        return Ok(PageStored::ReadElsewhere);
    }
    let names = page.flows.iter().map(|flow| flow.name.as_str());
    let known = observatory::names_known(&mut tx, actor.ente, place.source, names).await?;
    drop(tx);
    let (n_good, fault) = good_prefix(&page.flows, source, place.since, page.limit, &known);
    let mut flows = page.flows;
    flows.truncate(n_good);
    let Some(last) = flows.last() else {
        return Ok(PageStored::Stored {
            next: place,
            n_accepted: 0,
            n_refused: 0,
            fault,
        });
    };
    let next = Place {
        since: last.ts,
        ..place
    };
    let examined = examine_all(app, source, flows).await?;
    let stored = store(app, actor, (place, next), examined).await?;
    Ok(match stored {
        None => PageStored::ReadElsewhere,
        Some((n_accepted, n_refused)) => PageStored::Stored {
            next,
            n_accepted,
            n_refused,
            fault,
        },
    })
}

/// Looks at each flow by itself, apart from those who wait for input and output: a page may be large.
async fn examine_all(
    app: &App,
    source: &Source,
    flows: Vec<ReceivedFlow>,
) -> Result<Vec<(ReceivedFlow, Examined)>, AppError> {
    let (source, catalogue) = (source.clone(), Arc::clone(&app.catalogue));
    let today = app.clock.today();
    let examining = tokio::task::spawn_blocking(move || {
        let context = Context::new(&catalogue).on(today);
        let flows = flows.into_iter().map(|mut flow| {
            let examined = examine(&flow, &source, context);
            // Kept from here on as what it was decoded to.
            flow.content = String::new();
            (flow, examined)
        });
        flows.collect()
    });
    let examined = examining.await;
    examined.map_err(|error| AppError::system("esaminare i flussi ricevuti", error))
}

/// Stores a page that goes from one place to the next: how many flows were accepted and refused, or
/// none when somebody else has moved the place.
async fn store(
    app: &App,
    actor: &Actor,
    (from, to): (Place, Place),
    examined: Vec<(ReceivedFlow, Examined)>,
) -> Result<Option<(u64, u64)>, AppError> {
    let mut work = app.work(actor, COLLECT_FLOWS).await?;
    let (ente, source) = (work.ente, from.source);
    if !observatory::advance(&mut work.tx, ente, source, from.since, to.since).await? {
        work.tx.rollback().await?;
        return Ok(None);
    }
    let bodies = examined
        .iter()
        .filter_map(|(_, flow)| flow.body_sha.as_ref());
    let in_force = observatory::in_force(&mut work.tx, ente, source, bodies).await?;
    let settlement = settle(examined, in_force);
    for (flow, by_ts) in settlement.withdrawn {
        observatory::withdraw(&mut work.tx, ente, flow, by_ts).await?;
    }
    let (flows, now) = (settlement.flows, app.clock.now());
    observatory::insert(&mut work.tx, ente, source, &flows, now).await?;
    let accepted = flows.iter().filter(|flow| flow.outcome.is_accepted());
    let n_accepted = accepted.count() as u64;
    let n_refused = flows.len() as u64 - n_accepted;
    let detail = format!("{} flussi, {n_refused} scartati", flows.len());
    work.done(subject(source), detail).await?;
    Ok(Some((n_accepted, n_refused)))
}

/// Notes that the poll of `place`'s ente came to its end, and in Italian why too early if it did.
pub async fn end_poll(
    app: &App,
    actor: &Actor,
    place: Place,
    fault: Option<&str>,
) -> Result<(), AppError> {
    let mut work = app.work(actor, COLLECT_FLOWS).await?;
    let now = app.clock.now();
    observatory::note_poll(&mut work.tx, work.ente, place.source, now, fault).await?;
    let detail = match fault {
        None => "lettura finita",
        Some(_) => "lettura interrotta",
    };
    work.done(subject(place.source), detail).await
}

pub(super) fn subject(source: ObservedEnteId) -> String {
    format!("observed_ente:{source}")
}
