//! What follows for the records of some people: taken back, withdrawn, sent, or left alone.

use std::collections::BTreeMap;

use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, PersonId, SendingId};
use pas_domain::record::{RecordBody, RecordState, SiussRecord};
use pas_domain::sending::{Operation, Sent, Step, Today, next_step};
use pas_storage::Tx;
use pas_storage::record::{self, StoredRecord};
use pas_storage::sending::{self, StoredSending};

use crate::error::AppError;

/// A record and everything that was sent of it.
pub(crate) struct Journey {
    pub(crate) occurrence: i64,
    pub(crate) person: PersonId,
    pub(crate) kind: FlowKind,
    /// The record as it is today; none when nothing is derived for its key any more.
    pub(crate) record: Option<StoredRecord>,
    /// Hash of what it says today.
    pub(crate) body_sha: [u8; 32],
    /// What was sent and not taken back, oldest first.
    pub(crate) history: Vec<StoredSending>,
}

/// A flow to make.
pub(crate) struct ToSend<'a> {
    pub(crate) operation: Operation,
    pub(crate) record: &'a SiussRecord,
    pub(crate) body_sha: [u8; 32],
    pub(crate) cancels: Option<SendingId>,
}

/// The journeys of `people`, person by person.
pub(crate) async fn journeys(
    tx: &mut Tx,
    ente: EnteId,
    people: &[PersonId],
) -> Result<Vec<Journey>, AppError> {
    let mut journeys: BTreeMap<(PersonId, String, i64), Journey> = BTreeMap::new();
    for stored in record::of_people(tx, ente, people).await? {
        let key = (stored.person, stored.record.key.clone(), stored.occurrence);
        let journey = Journey {
            occurrence: stored.occurrence,
            person: stored.person,
            kind: kind_of(&stored.record),
            body_sha: record::body_sha(&stored.record.body)?,
            record: Some(stored),
            history: Vec::new(),
        };
        journeys.insert(key, journey);
    }
    for sent in sending::of_people(tx, ente, people).await? {
        let key = (sent.person, sent.record_key.clone(), sent.occurrence);
        let journey = journeys.entry(key).or_insert_with(|| Journey {
            occurrence: sent.occurrence,
            person: sent.person,
            kind: sent.kind,
            body_sha: sent.body_sha,
            record: None,
            history: Vec::new(),
        });
        journey.history.push(sent);
    }
    Ok(journeys.into_values().collect())
}

/// Into which format a record goes.
pub(crate) const fn kind_of(record: &SiussRecord) -> FlowKind {
    match record.body {
        RecordBody::Benefit(_) => FlowKind::Benefits,
        RecordBody::Minor(_) => FlowKind::Minors,
    }
}

impl Journey {
    /// In which year the record begins, or began when it was last sent.
    pub(crate) fn year(&self) -> Option<i16> {
        let today = self.record.as_ref().map(|stored| &stored.record);
        let record = today.or(self.history.last().map(|sent| &sent.record))?;
        Some(record.start().year())
    }

    /// What to do next; with `again`, also for what INPS has refused as it is.
    pub(crate) fn next_step(&self, again: bool) -> Step {
        let history: Vec<Sent<[u8; 32]>> = self
            .history
            .iter()
            .map(|sent| Sent {
                operation: sent.operation,
                content: sent.body_sha,
                answer: sent.answer(),
            })
            .collect();
        next_step(self.kind, &history, self.today(), again)
    }

    /// Whether today's record is another than the last that was sent.
    pub(crate) fn is_other_than_sent(&self) -> bool {
        let last = self.history.last().map(|sent| sent.body_sha);
        self.record.is_none() || last.is_some_and(|last| last != self.body_sha)
    }

    fn today(&self) -> Today<[u8; 32]> {
        match self.record.as_ref().map(|stored| stored.record.state) {
            Some(RecordState::Ready) => Today::Due(self.body_sha),
            Some(RecordState::Incomplete | RecordState::Blocked) => Today::Unclear,
            Some(RecordState::NotDue) | None => Today::NotDue,
        }
    }

    /// The flows of a step: the withdrawal of the sending at `cancel`, then today's record.
    pub(crate) fn to_send(&self, cancel: Option<usize>, insert: bool) -> Vec<ToSend<'_>> {
        let cancellation = cancel.map(|position| self.cancellation(position));
        let insertion = insert.then(|| self.insertion()).flatten();
        cancellation.into_iter().chain(insertion).collect()
    }

    /// The withdrawal of the sending at `position`.
    fn cancellation(&self, position: usize) -> ToSend<'_> {
        let withdrawn = &self.history[position];
        ToSend {
            operation: Operation::Cancel,
            record: &withdrawn.record,
            body_sha: withdrawn.body_sha,
            cancels: Some(withdrawn.id),
        }
    }

    /// Today's record.
    fn insertion(&self) -> Option<ToSend<'_>> {
        let stored = self.record.as_ref()?;
        Some(ToSend {
            operation: Operation::Insert,
            record: &stored.record,
            body_sha: self.body_sha,
            cancels: None,
        })
    }
}
