//! Sendings as they are stored.

use std::fmt;

use jiff::Timestamp;
use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, PersonId, RecordId, SendingId};
use pas_domain::record::SiussRecord;
use pas_domain::sending::{Answer, Channel, Operation, OutcomeCode};

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT s.id, s.channel, s.kind, s.operation, s.flow_name, s.ts, s.record_key,
                    s.occurrence, s.person, s.body_sha, s.payload, s.cancels, a.username, s.made_at,
                    s.superseded_at, s.fetched_at, s.outcome, s.outcome_text, s.siuss_id,
                    s.acquired_at, s.answered_at
             FROM sending s JOIN account a ON a.id = s.made_by ",
            $tail
        )
    };
}

statements! {
    OF_RECORD = "sending.of_record",
        select!("JOIN siuss_record r ON r.ente = s.ente AND r.record_key = s.record_key
                                    AND r.occurrence = s.occurrence
                 WHERE s.ente = $1 AND r.id = $2 ORDER BY s.id");
    [batch] OF_PEOPLE = "sending.of_people", 1, [
        select!("WHERE s.ente = $1 AND s.superseded_at IS NULL AND s.person IN ("),
        "?",
        ") ORDER BY s.person, s.id",
    ];
}

/// A record in a flow, and how far it came.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredSending {
    /// Its number; later ones are larger.
    pub id: SendingId,
    /// How it goes.
    pub channel: Channel,
    /// In which format.
    pub kind: FlowKind,
    /// What it asks.
    pub operation: Operation,
    /// `id_flusso`, or the name of the uploaded file.
    pub flow_name: String,
    /// `ts_flusso` in milliseconds since 1970; none by upload.
    pub ts: Option<i64>,
    /// Key of the record.
    pub record_key: String,
    /// Which of the records with this key, from 0.
    pub occurrence: i64,
    /// The person.
    pub person: PersonId,
    /// Hash of what INPS would hold; of a cancellation, of what it withdraws.
    pub body_sha: [u8; 32],
    /// The record as it was then, with where each value came from.
    pub record: SiussRecord,
    /// The sending that a cancellation withdraws.
    pub cancels: Option<SendingId>,
    /// Who published it.
    pub made_by: String,
    /// When.
    pub made_at: Timestamp,
    /// When it was taken back, unseen by INPS.
    pub superseded_at: Option<Timestamp>,
    /// When INPS fetched it.
    pub fetched_at: Option<Timestamp>,
    /// What INPS said.
    pub outcome: Option<OutcomeCode>,
    /// INPS's own words.
    pub outcome_text: Option<String>,
    /// INPS's number of what it took in.
    pub siuss_id: Option<String>,
    /// When INPS worked on it.
    pub acquired_at: Option<Timestamp>,
    /// When the outcome reached us.
    pub answered_at: Option<Timestamp>,
}

impl StoredSending {
    pub(super) fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: SendingId::new(row.int("id")?),
            channel: row.named("channel", Channel::from_name)?,
            kind: row.named("kind", FlowKind::from_name)?,
            operation: row.named("operation", Operation::from_letter)?,
            flow_name: row.text("flow_name")?,
            ts: row.opt_int("ts")?,
            record_key: row.text("record_key")?,
            occurrence: row.int("occurrence")?,
            person: PersonId::new(row.int("person")?),
            body_sha: row.sha256("body_sha")?,
            record: row.json("payload")?,
            cancels: row.opt_int("cancels")?.map(SendingId::new),
            made_by: row.text("username")?,
            made_at: row.instant("made_at")?,
            superseded_at: row.opt_instant("superseded_at")?,
            fetched_at: row.opt_instant("fetched_at")?,
            outcome: row.opt_named("outcome", OutcomeCode::from_name)?,
            outcome_text: row.opt_text("outcome_text")?,
            siuss_id: row.opt_text("siuss_id")?,
            acquired_at: row.opt_instant("acquired_at")?,
            answered_at: row.opt_instant("answered_at")?,
        })
    }

    /// What INPS has answered.
    pub const fn answer(&self) -> Answer {
        match (self.fetched_at, self.outcome) {
            (None, _) => Answer::Unseen,
            (Some(_), None) => Answer::Awaited,
            (Some(_), Some(code)) if code.is_accepted() => Answer::Accepted,
            (Some(_), Some(_)) => Answer::Refused,
        }
    }
}

/// Numbers and states only.
impl fmt::Debug for StoredSending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredSending")
            .field("id", &self.id)
            .field("operation", &self.operation)
            .field("ts", &self.ts)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// Every sending of the record `record`, oldest first, those taken back among them.
pub async fn of_record(
    tx: &mut Tx,
    ente: EnteId,
    record: RecordId,
) -> Result<Vec<StoredSending>, StorageError> {
    tx.fetch_all(&OF_RECORD, params![ente, record])
        .await?
        .iter()
        .map(StoredSending::from_row)
        .collect()
}

/// The sendings of `people` that were not taken back, by person, oldest first.
pub async fn of_people(
    tx: &mut Tx,
    ente: EnteId,
    people: &[PersonId],
) -> Result<Vec<StoredSending>, StorageError> {
    let people = people.iter().map(|person| params![*person]).collect();
    tx.fetch_batch(&OF_PEOPLE, params![ente], people)
        .await?
        .iter()
        .map(StoredSending::from_row)
        .collect()
}
