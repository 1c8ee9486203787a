//! Storing what a derivation gave: new, changed and vanished records against those stored.

use std::collections::HashMap;

use jiff::Timestamp;
use pas_domain::ids::{EnteId, RecordId};
use pas_domain::office::Office;
use pas_domain::record::{RecordBody, SiussRecord};

use crate::content::sha256;
use crate::ente;
use crate::error::StorageError;
use crate::param::{Param, params};
use crate::person::{self, Known, Wanted};
use crate::row::to_json;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    STORED = "record.stored",
        "SELECT id, record_key, occurrence, content_sha FROM siuss_record WHERE ente = $1";
    [batch] PUT = "record.put", 2, [
        "INSERT INTO siuss_record (ente, updated_at, record_key, occurrence, person, benefit, year,
                                   start_date, end_date, state, reason_code, reason_message,
                                   office, residence_comune, service_area, total_cents,
                                   source_office, body_sha, content_sha, payload) VALUES ",
        "($1, $2, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        " ON CONFLICT (ente, record_key, occurrence) DO UPDATE SET
            updated_at = excluded.updated_at, person = excluded.person,
            benefit = excluded.benefit, year = excluded.year,
            start_date = excluded.start_date, end_date = excluded.end_date,
            state = excluded.state, reason_code = excluded.reason_code,
            reason_message = excluded.reason_message, office = excluded.office,
            residence_comune = excluded.residence_comune, service_area = excluded.service_area,
            total_cents = excluded.total_cents, source_office = excluded.source_office,
            body_sha = excluded.body_sha, content_sha = excluded.content_sha,
            payload = excluded.payload",
    ];
    [batch] DELETE = "record.delete", 1, [
        "DELETE FROM siuss_record WHERE ente = $1 AND id IN (", "?", ")",
    ];
}

/// Records stored at a time.
const LOT: usize = 512;

/// What a derivation changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReplaceCounts {
    /// Records that were not there before.
    pub new: u64,
    /// Records that are other than before.
    pub changed: u64,
    /// Records that are as before, and keep their number and the time of their last change.
    pub unchanged: u64,
    /// Records that are no longer derived.
    pub deleted: u64,
}

/// A record that must be written, with its occurrence, content and hash.
struct ToPut<'a> {
    record: &'a SiussRecord,
    occurrence: i64,
    payload: String,
    content_sha: [u8; 32],
    body_sha: [u8; 32],
}

type Stored = HashMap<(String, i64), (RecordId, [u8; 32])>;

/// Makes `records` the records of `ente`. A record is known by its key (two with the same key, by
/// their order); it keeps its number for as long as it is derived.
pub async fn replace(
    tx: &mut Tx,
    ente: EnteId,
    records: &[SiussRecord],
    now: Timestamp,
) -> Result<ReplaceCounts, StorageError> {
    ente::touch(tx, ente).await?;
    let mut stored = stored(tx, ente).await?;
    let mut occurrences: HashMap<&str, i64> = HashMap::with_capacity(records.len());
    let mut known = Known::new();
    let mut counts = ReplaceCounts::default();
    for lot in records.chunks(LOT) {
        let mut to_put = Vec::new();
        for record in lot {
            let seen = occurrences.entry(&record.key).or_default();
            let occurrence = *seen;
            *seen += 1;
            let payload = to_json(record, "payload")?;
            let content_sha = sha256(payload.as_bytes());
            match stored.remove(&(record.key.clone(), occurrence)) {
                Some((_, before)) if before == content_sha => {
                    counts.unchanged += 1;
                    continue;
                }
                Some(_) => counts.changed += 1,
                None => counts.new += 1,
            }
            to_put.push(ToPut {
                record,
                occurrence,
                payload,
                content_sha,
                body_sha: body_sha(&record.body)?,
            });
        }
        put(tx, ente, &to_put, &mut known, now).await?;
    }
    let gone: Vec<_> = stored.into_values().map(|(id, _)| params![id]).collect();
    counts.deleted = tx.execute_batch(&DELETE, params![ente], gone).await?;
    Ok(counts)
}

/// The hash by which what a record says to INPS is known, wherever its values came from.
pub fn body_sha(body: &RecordBody) -> Result<[u8; 32], StorageError> {
    Ok(sha256(to_json(body, "body_sha")?.as_bytes()))
}

async fn stored(tx: &mut Tx, ente: EnteId) -> Result<Stored, StorageError> {
    let mut stored = Stored::new();
    for row in tx.fetch_all(&STORED, params![ente]).await? {
        let key = (row.text("record_key")?, row.int("occurrence")?);
        stored.insert(
            key,
            (RecordId::new(row.int("id")?), row.sha256("content_sha")?),
        );
    }
    Ok(stored)
}

async fn put(
    tx: &mut Tx,
    ente: EnteId,
    records: &[ToPut<'_>],
    known: &mut Known,
    now: Timestamp,
) -> Result<(), StorageError> {
    let wanted: Wanted<'_> = records
        .iter()
        .map(|put| (put.record.person.to_string(), None))
        .collect();
    // Records tell no names, so the office makes no difference.
    person::ensure(tx, ente, Office::Siuss, &wanted, known).await?;
    let rows = records.iter().map(|put| put_params(put, known));
    let rows = rows.collect::<Result<_, _>>()?;
    tx.execute_batch(&PUT, params![ente, now], rows).await?;
    Ok(())
}

fn put_params<'a>(put: &'a ToPut<'_>, known: &Known) -> Result<Vec<Param<'a>>, StorageError> {
    let record = put.record;
    let person = known.get(record.person.as_str()).copied();
    let person = person.ok_or(StorageError::UnwritableValue { column: "person" })?;
    let reason = record.reasons.first();
    Ok(params![
        &record.key,
        put.occurrence,
        person,
        record.benefit.as_deref(),
        record.period.start().year(),
        record.period.start(),
        record.period.end(),
        record.state.name(),
        reason.map(|reason| reason.code.as_str()),
        reason.map(|reason| reason.message.as_str()),
        reason.map(|reason| reason.office.name()),
        record.residence_comune.as_deref(),
        record
            .service_area
            .map(pas_domain::coded::ServiceArea::code),
        record.total.cents(),
        record.office.map(Office::name),
        &put.body_sha,
        &put.content_sha,
        &put.payload,
    ])
}
