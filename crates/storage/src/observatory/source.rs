//! The enti whose e-services are read, and how far each was read.

use jiff::Timestamp;
use pas_domain::ids::{EnteId, ObservedEnteId};

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    ADD = "observatory.add",
        "INSERT INTO observed_ente (ente, code, name, last_ts) VALUES ($1, $2, $3, 0)
         ON CONFLICT (ente, code) DO UPDATE SET name = excluded.name
         RETURNING id, code, name, last_ts, polled_at, fault";
    FIND = "observatory.find",
        "SELECT id, code, name, last_ts, polled_at, fault FROM observed_ente
         WHERE ente = $1 AND code = $2";
    LIST = "observatory.list",
        "SELECT id, code, name, last_ts, polled_at, fault FROM observed_ente
         WHERE ente = $1 ORDER BY code";
    ADVANCE = "observatory.advance",
        "UPDATE observed_ente SET last_ts = $4 WHERE ente = $1 AND id = $2 AND last_ts = $3";
    NOTE_POLL = "observatory.note_poll",
        "UPDATE observed_ente SET polled_at = $3, fault = $4 WHERE ente = $1 AND id = $2";
    COUNTS = "observatory.counts",
        "SELECT source, COUNT(*) AS n_flows,
                COUNT(CASE WHEN outcome = 'OK' THEN 1 END) AS n_accepted,
                COUNT(CASE WHEN in_force THEN 1 END) AS n_in_force,
                COUNT(CASE WHEN delivered_at IS NULL THEN 1 END) AS n_to_deliver
         FROM observed_flow WHERE ente = $1 GROUP BY source ORDER BY source";
}

/// An ente whose e-service is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedEnte {
    /// Its id.
    pub id: ObservedEnteId,
    /// Its code with INPS: `codice_ente`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `ts_flusso` of the last flow that was stored, in milliseconds since 1970; 0 when none was.
    pub last_ts: i64,
    /// When the last poll came to its end.
    pub polled_at: Option<Timestamp>,
    /// In Italian, why it stopped before it had read everything.
    pub fault: Option<String>,
}

impl ObservedEnte {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: ObservedEnteId::new(row.int("id")?),
            code: row.text("code")?,
            name: row.text("name")?,
            last_ts: row.int("last_ts")?,
            polled_at: row.opt_instant("polled_at")?,
            fault: row.opt_text("fault")?,
        })
    }
}

/// What is stored of one ente.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObservedCounts {
    /// The ente.
    pub source: ObservedEnteId,
    /// Flows read.
    pub n_flows: u64,
    /// Of these, accepted.
    pub n_accepted: u64,
    /// Of these, not withdrawn since.
    pub n_in_force: u64,
    /// Flows whose outcome the ente has not confirmed yet.
    pub n_to_deliver: u64,
}

/// Adds the ente with `code`, or gives the one that is there its new `name`.
pub async fn add(
    tx: &mut Tx,
    ente: EnteId,
    code: &str,
    name: &str,
) -> Result<ObservedEnte, StorageError> {
    let row = tx.fetch_one(&ADD, params![ente, code, name]).await?;
    ObservedEnte::from_row(&row)
}

/// The ente with `code`.
pub async fn find(
    tx: &mut Tx,
    ente: EnteId,
    code: &str,
) -> Result<Option<ObservedEnte>, StorageError> {
    let row = tx.fetch_optional(&FIND, params![ente, code]).await?;
    row.as_ref().map(ObservedEnte::from_row).transpose()
}

/// All enti that are read, by code.
pub async fn list(tx: &mut Tx, ente: EnteId) -> Result<Vec<ObservedEnte>, StorageError> {
    tx.fetch_all(&LIST, params![ente])
        .await?
        .iter()
        .map(ObservedEnte::from_row)
        .collect()
}

/// Moves the place up to which `source` was read, both in milliseconds. False when it is no longer
/// at `from`: somebody else has read on, and nothing may be stored.
pub async fn advance(
    tx: &mut Tx,
    ente: EnteId,
    source: ObservedEnteId,
    from: i64,
    to: i64,
) -> Result<bool, StorageError> {
    let n = tx
        .execute(&ADVANCE, params![ente, source, from, to])
        .await?;
    Ok(n == 1)
}

/// Notes that a poll of `source` came to its end, and why too early if it did.
pub async fn note_poll(
    tx: &mut Tx,
    ente: EnteId,
    source: ObservedEnteId,
    now: Timestamp,
    fault: Option<&str>,
) -> Result<(), StorageError> {
    tx.execute(&NOTE_POLL, params![ente, source, now, fault])
        .await
        .map(|_| ())
}

/// What is stored of each ente that has flows.
pub async fn counts(tx: &mut Tx, ente: EnteId) -> Result<Vec<ObservedCounts>, StorageError> {
    let counts = |row: &Row| {
        Ok(ObservedCounts {
            source: ObservedEnteId::new(row.int("source")?),
            n_flows: row.number("n_flows")?,
            n_accepted: row.number("n_accepted")?,
            n_in_force: row.number("n_in_force")?,
            n_to_deliver: row.number("n_to_deliver")?,
        })
    };
    tx.fetch_all(&COUNTS, params![ente])
        .await?
        .iter()
        .map(counts)
        .collect()
}
