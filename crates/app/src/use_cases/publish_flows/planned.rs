//! What a lot will do: what is taken back, what is withdrawn, what is sent, in which order.

use pas_domain::fact::EnteIdentity;
use pas_domain::ids::SendingId;
use pas_domain::sending::{Operation, Step};
use pas_storage::record;

use super::draft::{Draft, Fault};
use super::{PublishQuery, PublishReport};
use crate::app::App;
use crate::error::AppError;
use crate::plan::{Journey, ToSend};

/// What a lot will do.
#[derive(Default)]
pub(super) struct Planned<'a> {
    pub(super) superseded: Vec<SendingId>,
    pub(super) no_longer_last: Vec<SendingId>,
    pub(super) last_again: Vec<SendingId>,
    /// Withdrawals, then records, of one person after the other.
    pub(super) flows: Vec<PlannedFlow<'a>>,
}

/// A flow with its record's journey, and whether it is the journey's last of this lot.
pub(super) type PlannedFlow<'a> = (&'a Journey, Draft<'a>, bool);

/// Decides for each journey what to do, and counts it in `report`.
pub(super) fn planned<'a>(
    app: &App,
    identity: &EnteIdentity,
    journeys: &'a [Journey],
    query: PublishQuery,
    report: &mut PublishReport,
) -> Result<Planned<'a>, AppError> {
    let mut planned = Planned::default();
    for of_person in journeys.chunk_by(|a, b| a.person == b.person) {
        let mut insertions = Vec::new();
        for journey in of_person {
            if query.year.is_some_and(|year| journey.year() != Some(year)) {
                continue;
            }
            let is_asked = |stored: &record::StoredRecord| query.again == Some(stored.id);
            let again = journey.record.as_ref().is_some_and(is_asked);
            if query.again.is_some() && !again {
                continue;
            }
            let (supersede, flows) = match journey.next_step(again) {
                Step::Rest | Step::Mend => continue,
                Step::Wait => {
                    report.n_waiting += u64::from(journey.is_other_than_sent());
                    continue;
                }
                Step::Publish {
                    supersede,
                    cancel,
                    insert,
                } => (supersede, journey.to_send(cancel, insert)),
            };
            match drafts(app, identity, flows)? {
                Err(fault) => report.hold_back(fault),
                Ok(drafts) => {
                    planned.follow(journey, supersede, !drafts.is_empty());
                    report.n_superseded += supersede as u64;
                    place(journey, drafts, &mut planned, &mut insertions);
                }
            }
        }
        planned.flows.append(&mut insertions);
    }
    for (_, draft, _) in &planned.flows {
        match draft.operation() {
            Operation::Insert => report.n_inserted += 1,
            Operation::Cancel => report.n_cancelled += 1,
        }
    }
    Ok(planned)
}

/// Writes and checks `flows`; if one cannot go, none goes, and the fault says why.
fn drafts<'a>(
    app: &App,
    identity: &EnteIdentity,
    flows: Vec<ToSend<'a>>,
) -> Result<Result<Vec<Draft<'a>>, Fault>, AppError> {
    let mut drafts = Vec::with_capacity(flows.len());
    for flow in flows {
        match Draft::of(flow, identity, app.clock.today(), &app.catalogue)? {
            Ok(draft) => drafts.push(draft),
            Err(fault) => return Ok(Err(fault)),
        }
    }
    Ok(Ok(drafts))
}

/// Queues the withdrawals of a person before all of their records.
fn place<'a>(
    journey: &'a Journey,
    drafts: Vec<Draft<'a>>,
    planned: &mut Planned<'a>,
    insertions: &mut Vec<PlannedFlow<'a>>,
) {
    let n = drafts.len();
    for (position, draft) in drafts.into_iter().enumerate() {
        let is_last = position + 1 == n;
        match draft.operation() {
            Operation::Cancel => planned.flows.push((journey, draft, is_last)),
            Operation::Insert => insertions.push((journey, draft, is_last)),
        }
    }
}

impl Planned<'_> {
    /// Takes back the last `supersede` of a journey, and says which one is its last now.
    fn follow(&mut self, journey: &Journey, supersede: usize, has_new: bool) {
        let kept = journey.history.len() - supersede;
        let (kept, taken_back) = journey.history.split_at(kept);
        self.superseded
            .extend(taken_back.iter().map(|sent| sent.id));
        match (kept.last(), has_new) {
            (Some(last), true) => self.no_longer_last.push(last.id),
            (Some(last), false) => self.last_again.push(last.id),
            (None, _) => {}
        }
    }
}
