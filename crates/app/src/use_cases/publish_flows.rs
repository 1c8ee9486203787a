//! Publishing for INPS to fetch: what is ready, and the corrections of what it holds.

use std::collections::BTreeMap;

use jiff::civil::Date;
use pas_domain::actor::Actor;
use pas_domain::fact::EnteIdentity;
use pas_domain::flow::FlowKind;
use pas_domain::ids::{PersonId, RecordId};
use pas_domain::sending::{Channel, SendingState};
use pas_storage::record::RecordFilter;
use pas_storage::sending::{self, Applied, Change, NewSending};
use pas_storage::{flow_file, record};

use crate::app::App;
use crate::error::AppError;
use crate::flow;
use crate::plan;
use crate::use_case::PUBLISH_FLOWS;
use crate::use_cases::derive_records::derive_records;
use crate::work::Work;

mod draft;
mod planned;

use draft::Fault;
use planned::{Planned, PlannedFlow, planned};

/// People looked at in one transaction.
const LOT: u32 = 200;

/// What to publish.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PublishQuery {
    /// Only this record, and as it is although INPS has refused it.
    pub again: Option<RecordId>,
    /// Stop after about so many flows (a person's go together); the rest stays for the next time.
    pub at_most: Option<u64>,
    /// Only records that begin in this year.
    pub year: Option<i16>,
}

/// What was published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishReport {
    /// Records sent.
    pub n_inserted: u64,
    /// Accepted records withdrawn.
    pub n_cancelled: u64,
    /// Flows taken back before INPS saw them.
    pub n_superseded: u64,
    /// Records that have changed since INPS fetched them, and wait for its answer.
    pub n_waiting: u64,
    /// Records that INPS has refused and nobody has mended, in all.
    pub n_refused: u64,
    /// Records that their own check keeps back, by code and message: nothing of them was sent.
    pub held_back: BTreeMap<(String, String), u64>,
}

/// Publishes what the records of the actor's ente ask for, lot by lot; what a lot has published
/// stays, whatever happens to the next. A record that cannot go keeps no other back.
pub async fn publish_flows(
    app: &App,
    actor: &Actor,
    query: PublishQuery,
) -> Result<PublishReport, AppError> {
    derive_if_old(app, actor).await?;
    let mut report = PublishReport::default();
    if let Some(again) = query.again {
        let people = vec![person_of(app, actor, again).await?];
        publish_lot(app, actor, Lot::These(people), query, &mut report).await?;
    } else {
        publish_all(app, actor, query, &mut report).await?;
    }
    report.n_refused = count_refused(app, actor).await?;
    Ok(report)
}

async fn publish_all(
    app: &App,
    actor: &Actor,
    query: PublishQuery,
    report: &mut PublishReport,
) -> Result<(), AppError> {
    let mut after = PersonId::new(0);
    while let Some(last) = publish_lot(app, actor, Lot::After(after), query, report).await? {
        after = last;
        let n_flows = report.n_inserted + report.n_cancelled;
        if query.at_most.is_some_and(|most| n_flows >= most) {
            break;
        }
    }
    Ok(())
}

async fn count_refused(app: &App, actor: &Actor) -> Result<u64, AppError> {
    let refused = RecordFilter {
        sending: Some(SendingState::Rejected),
        ..RecordFilter::default()
    };
    let mut tx = app.look(actor, PUBLISH_FLOWS).await?;
    Ok(record::count(&mut tx, actor.ente, &refused).await?)
}

/// After an upgrade the records of the older program are derived once more.
async fn derive_if_old(app: &App, actor: &Actor) -> Result<(), AppError> {
    let mut tx = app.look(actor, PUBLISH_FLOWS).await?;
    let is_old = sending::needs_derivation(&mut tx, actor.ente).await?;
    drop(tx);
    if is_old {
        derive_records(app, actor).await?;
    }
    Ok(())
}

async fn person_of(app: &App, actor: &Actor, id: RecordId) -> Result<PersonId, AppError> {
    let mut tx = app.look(actor, PUBLISH_FLOWS).await?;
    let found = record::get(&mut tx, actor.ente, id).await?;
    let found = found.ok_or(AppError::NotFound { what: "il record" })?;
    Ok(found.person)
}

/// Whose records.
enum Lot {
    /// These people's.
    These(Vec<PersonId>),
    /// The next people's, after this one.
    After(PersonId),
}

/// Publishes one lot in one transaction; its last person, none when there was nobody.
async fn publish_lot(
    app: &App,
    actor: &Actor,
    lot: Lot,
    query: PublishQuery,
    report: &mut PublishReport,
) -> Result<Option<PersonId>, AppError> {
    let mut work = app.work(actor, PUBLISH_FLOWS).await?;
    // Who serves and who takes outcomes waits here too: what INPS has seen does not change below.
    sending::take_turn(&mut work.tx, actor.ente).await?;
    let people = match lot {
        Lot::These(people) => people,
        Lot::After(after) => {
            let n_left = query.at_most.map_or(u64::from(LOT), |most| {
                most - report.n_inserted - report.n_cancelled
            });
            let limit = LOT.min(u32::try_from(n_left).unwrap_or(LOT)).max(1);
            sending::people_to_publish(&mut work.tx, actor.ente, after, limit).await?
        }
    };
    let Some(last) = people.last().copied() else {
        return Ok(None);
    };
    let identity = flow::identity(&mut work.tx, actor.ente).await?;
    let journeys = plan::journeys(&mut work.tx, actor.ente, &people).await?;
    let mut lot_report = PublishReport::default();
    let planned = planned(app, &identity, &journeys, query, &mut lot_report)?;
    publish(app, actor, work, &identity, planned, &lot_report).await?;
    report.add(lot_report);
    Ok(Some(last))
}

/// Gives the flows their names and stamps, stores everything and ends the transaction.
async fn publish(
    app: &App,
    actor: &Actor,
    mut work: Work,
    identity: &EnteIdentity,
    planned: Planned<'_>,
    report: &PublishReport,
) -> Result<(), AppError> {
    let now = app.clock.now();
    let first = sending::take_stamps(&mut work.tx, actor.ente, now, planned.flows.len()).await?;
    let day = app.clock.today();
    let mut names = Names::take(&mut work, identity, day, &planned.flows).await?;
    let mut new = Vec::with_capacity(planned.flows.len());
    for (ts, (journey, draft, is_last)) in (first..).zip(planned.flows) {
        let flow_name = names.next(journey.kind);
        new.push(NewSending {
            channel: Channel::Waas,
            kind: journey.kind,
            operation: draft.operation(),
            ts: Some(ts),
            occurrence: journey.occurrence,
            person: journey.person,
            record: draft.flow.record,
            body_sha: draft.flow.body_sha,
            xml: Some(draft.write(identity, &flow_name)?),
            cancels: draft.flow.cancels,
            file: None,
            fetched_at: None,
            is_last,
            flow_name,
        });
    }
    let change = Change {
        superseded: planned.superseded,
        no_longer_last: planned.no_longer_last,
        last_again: planned.last_again,
        new,
    };
    match sending::apply(&mut work.tx, actor.ente, &change, actor.account, now).await? {
        Applied::Done => {}
        Applied::SeenMeanwhile => {
            let message = "INPS ha prelevato i flussi proprio ora: pubblica di nuovo.";
            return Err(AppError::Invalid(message.to_owned()));
        }
    }
    let detail = format!(
        "{} inserimenti, {} cancellazioni, {} ritirati prima del prelievo",
        report.n_inserted, report.n_cancelled, report.n_superseded
    );
    work.done(format!("ts_flusso:{first}"), detail).await
}

/// The names of a lot, without gaps, by kind.
struct Names<'a> {
    identity: &'a EnteIdentity,
    day: Date,
    next: BTreeMap<FlowKind, i64>,
}

impl<'a> Names<'a> {
    async fn take(
        work: &mut Work,
        identity: &'a EnteIdentity,
        day: Date,
        flows: &[PlannedFlow<'_>],
    ) -> Result<Self, AppError> {
        let mut next = BTreeMap::new();
        for kind in [FlowKind::Benefits, FlowKind::Minors] {
            let n = flows.iter().filter(|flow| flow.0.kind == kind).count();
            if n > 0 {
                let first = flow_file::take_numbers(&mut work.tx, work.ente, kind, day, n).await?;
                next.insert(kind, first);
            }
        }
        Ok(Self {
            identity,
            day,
            next,
        })
    }

    fn next(&mut self, kind: FlowKind) -> String {
        let number = self.next.entry(kind).or_insert(1);
        let name = flow::name(&self.identity.code, kind, self.day, *number);
        *number += 1;
        name
    }
}

impl PublishReport {
    fn hold_back(&mut self, fault: Fault) {
        let key = (fault.code, fault.message);
        *self.held_back.entry(key).or_default() += 1;
    }

    fn add(&mut self, lot: Self) {
        self.n_inserted += lot.n_inserted;
        self.n_cancelled += lot.n_cancelled;
        self.n_superseded += lot.n_superseded;
        self.n_waiting += lot.n_waiting;
        for (fault, n) in lot.held_back {
            *self.held_back.entry(fault).or_default() += n;
        }
    }
}
