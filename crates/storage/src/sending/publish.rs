//! Publishing: whose turn it is, which people have something to send, what changes together.

use std::fmt;

use jiff::Timestamp;
use pas_domain::flow::FlowKind;
use pas_domain::ids::{AccountId, EnteId, FlowFileId, PersonId, SendingId};
use pas_domain::office::Office;
use pas_domain::record::SiussRecord;
use pas_domain::sending::{Channel, Operation};

use crate::error::StorageError;
use crate::param::{Param, params};
use crate::record::query::last_sending;
use crate::row::{Row, to_json};
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    TAKE_TURN = "sending.take_turn",
        "INSERT INTO flow_clock (ente, last_ts) VALUES ($1, 0)
         ON CONFLICT (ente) DO UPDATE SET last_ts = flow_clock.last_ts";
    TAKE_STAMPS = "sending.take_stamps",
        "UPDATE flow_clock
         SET last_ts = CASE WHEN last_ts >= $2 THEN last_ts ELSE $2 - 1 END + $3
         WHERE ente = $1 RETURNING last_ts";
    PEOPLE_CHANGED = "sending.people_changed",
        concat!(
            "SELECT DISTINCT r.person FROM siuss_record r ",
            last_sending!(),
            " WHERE r.ente = $1 AND r.person > $2
                AND ((r.state = 'pronto' AND (s.id IS NULL OR s.operation = 'C'
                                              OR s.body_sha <> r.body_sha))
                  OR (r.state IN ('incompleto', 'bloccato') AND s.id IS NOT NULL
                                              AND s.fetched_at IS NULL)
                  OR (r.state = 'non_dovuto' AND s.operation = 'I'
                                              AND (s.outcome = 'OK' OR s.fetched_at IS NULL)))
              ORDER BY r.person LIMIT $3"
        );
    PEOPLE_VANISHED = "sending.people_vanished",
        "SELECT DISTINCT s.person FROM sending s
         LEFT JOIN siuss_record r ON r.ente = s.ente AND r.record_key = s.record_key
                                 AND r.occurrence = s.occurrence
         WHERE s.ente = $1 AND s.person > $2 AND s.person <= $3 AND s.is_last AND r.id IS NULL
           AND s.operation = 'I' AND (s.outcome = 'OK' OR s.fetched_at IS NULL)
         ORDER BY s.person LIMIT $4";
    NEEDS_DERIVATION = "sending.needs_derivation",
        "SELECT COUNT(*) AS n FROM siuss_record
         WHERE ente = $1 AND LENGTH(body_sha) = 0";
    [batch] SUPERSEDE = "sending.supersede", 2, [
        "UPDATE sending SET superseded_at = $2, is_last = FALSE
         WHERE ente = $1 AND fetched_at IS NULL AND superseded_at IS NULL AND id IN (", "?", ")",
    ];
    [batch] NO_LONGER_LAST = "sending.no_longer_last", 1, [
        "UPDATE sending SET is_last = FALSE WHERE ente = $1 AND id IN (", "?", ")",
    ];
    [batch] LAST_AGAIN = "sending.last_again", 1, [
        "UPDATE sending SET is_last = TRUE WHERE ente = $1 AND id IN (", "?", ")",
    ];
    [batch] INSERT = "sending.insert", 3, [
        "INSERT INTO sending (ente, made_by, made_at, channel, kind, operation, flow_name, ts,
                              record_key, occurrence, person, benefit, year, start_date, end_date,
                              source_office, body_sha, payload, xml, cancels, file, fetched_at,
                              is_last) VALUES ",
        "($1, $2, $3, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "",
    ];
}

/// A sending to store.
#[derive(Clone)]
pub struct NewSending<'a> {
    /// How it goes.
    pub channel: Channel,
    /// In which format.
    pub kind: FlowKind,
    /// What it asks.
    pub operation: Operation,
    /// `id_flusso`, or the name of the uploaded file.
    pub flow_name: String,
    /// `ts_flusso` in milliseconds, from [`take_stamps`]; none by upload.
    pub ts: Option<i64>,
    /// Which of the records with the same key, from 0.
    pub occurrence: i64,
    /// The person.
    pub person: PersonId,
    /// The record; of a cancellation, the one that it withdraws, as it was sent.
    pub record: &'a SiussRecord,
    /// Hash of its body.
    pub body_sha: [u8; 32],
    /// The flow, byte for byte; none by upload, whose file is kept elsewhere.
    pub xml: Option<Vec<u8>>,
    /// The sending that a cancellation withdraws.
    pub cancels: Option<SendingId>,
    /// The uploaded file.
    pub file: Option<FlowFileId>,
    /// When INPS had it, where that is known from the start: by upload.
    pub fetched_at: Option<Timestamp>,
    /// Whether no other sending of the same record follows in the same change.
    pub is_last: bool,
}

/// Numbers only.
impl fmt::Debug for NewSending<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewSending")
            .field("operation", &self.operation)
            .field("flow_name", &self.flow_name)
            .field("ts", &self.ts)
            .finish_non_exhaustive()
    }
}

/// What changes together in the sendings of some records.
#[derive(Debug, Default)]
pub struct Change<'a> {
    /// Taken back, unseen by INPS.
    pub superseded: Vec<SendingId>,
    /// Others follow them.
    pub no_longer_last: Vec<SendingId>,
    /// Nothing follows them any more.
    pub last_again: Vec<SendingId>,
    /// New ones, in the order in which INPS must meet them.
    pub new: Vec<NewSending<'a>>,
}

/// Whether a change could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It is made.
    Done,
    /// INPS has seen meanwhile what was to be taken back: roll back, look again.
    SeenMeanwhile,
}

/// Takes the ente's place in line; others who publish wait for the end of this transaction. The
/// first thing that a transaction which publishes does.
pub async fn take_turn(tx: &mut Tx, ente: EnteId) -> Result<(), StorageError> {
    tx.execute(&TAKE_TURN, params![ente]).await.map(|_| ())
}

/// Whether records of `ente` are from a program that did not know yet what they say to INPS: they
/// must be derived anew before anything is published.
pub async fn needs_derivation(tx: &mut Tx, ente: EnteId) -> Result<bool, StorageError> {
    let n = tx.fetch_one(&NEEDS_DERIVATION, params![ente]).await?;
    Ok(n.int("n")? > 0)
}

/// The first of `n` stamps in a row, in milliseconds: not before `now`, and after every stamp that
/// was ever given. Only after [`take_turn`].
pub async fn take_stamps(
    tx: &mut Tx,
    ente: EnteId,
    now: Timestamp,
    n: usize,
) -> Result<i64, StorageError> {
    let n = i64::try_from(n).map_err(|_| StorageError::UnwritableValue { column: "ts" })?;
    let params = params![ente, now.as_millisecond(), n];
    let last = tx.fetch_one(&TAKE_STAMPS, params).await?.int("last_ts")?;
    Ok(last - n + 1)
}

/// At most `limit` people after `after` for whose records something may have to be sent or taken
/// back, by number.
///
/// Of those whose records are no longer derived only the ones up to the last of the others are looked
/// for: a lot costs what it gives, not what is left.
pub async fn people_to_publish(
    tx: &mut Tx,
    ente: EnteId,
    after: PersonId,
    limit: u32,
) -> Result<Vec<PersonId>, StorageError> {
    let changed = tx
        .fetch_all(&PEOPLE_CHANGED, params![ente, after, limit])
        .await?;
    let mut people = people(&changed)?;
    let is_full = u32::try_from(people.len()).is_ok_and(|n| n == limit);
    let last = people.last().filter(|_| is_full).copied();
    let up_to = last.unwrap_or(PersonId::new(i64::MAX));
    let vanished = tx
        .fetch_all(&PEOPLE_VANISHED, params![ente, after, up_to, limit])
        .await?;
    people.extend(self::people(&vanished)?);
    people.sort_unstable();
    people.dedup();
    people.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(people)
}

fn people(rows: &[Row]) -> Result<Vec<PersonId>, StorageError> {
    let person = |row: &Row| row.int("person").map(PersonId::new);
    rows.iter().map(person).collect()
}

/// Makes `change`, all of it or, when INPS was faster, nothing that may be kept.
pub async fn apply(
    tx: &mut Tx,
    ente: EnteId,
    change: &Change<'_>,
    made_by: AccountId,
    now: Timestamp,
) -> Result<Applied, StorageError> {
    let n = tx
        .execute_batch(&SUPERSEDE, params![ente, now], ids(&change.superseded))
        .await?;
    if n != change.superseded.len() as u64 {
        return Ok(Applied::SeenMeanwhile);
    }
    tx.execute_batch(&NO_LONGER_LAST, params![ente], ids(&change.no_longer_last))
        .await?;
    tx.execute_batch(&LAST_AGAIN, params![ente], ids(&change.last_again))
        .await?;
    let rows = change.new.iter().map(insert_params);
    let rows = rows.collect::<Result<_, _>>()?;
    tx.execute_batch(&INSERT, params![ente, made_by, now], rows)
        .await?;
    Ok(Applied::Done)
}

fn ids(ids: &[SendingId]) -> Vec<Vec<Param<'static>>> {
    ids.iter().map(|id| params![*id]).collect()
}

fn insert_params<'a>(new: &'a NewSending<'_>) -> Result<Vec<Param<'a>>, StorageError> {
    let record = new.record;
    Ok(params![
        new.channel.name(),
        new.kind.name(),
        new.operation.letter(),
        &new.flow_name,
        new.ts,
        &record.key,
        new.occurrence,
        new.person,
        record.benefit.as_deref(),
        record.period.start().year(),
        record.period.start(),
        record.period.end(),
        record.office.map(Office::name),
        &new.body_sha,
        to_json(record, "payload")?,
        new.xml.as_deref(),
        new.cancels,
        new.file,
        new.fetched_at,
        new.is_last,
    ])
}
