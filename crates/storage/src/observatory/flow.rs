//! Flows as they came, once each, with the verdict on them and which of them are in force.

use std::collections::{HashMap, HashSet};
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, ObservedEnteId, ObservedFlowId};
use pas_domain::sending::{Operation, OutcomeCode};

use crate::error::StorageError;
use crate::param::{Param, params};
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    WITHDRAW = "observatory.withdraw",
        "UPDATE observed_flow SET in_force = FALSE, withdrawn_ts = $3 WHERE ente = $1 AND id = $2";
    FLOWS = "observatory.flows",
        "SELECT id, flow_name, ts, kind, operation, outcome, outcome_text, acquired_at, in_force,
                withdrawn_ts, delivered_at
         FROM observed_flow WHERE ente = $1 AND source = $2 AND ts > $3 ORDER BY ts LIMIT $4";
    CONTENTS_IN_FORCE = "observatory.contents_in_force",
        "SELECT f.id, f.ts, f.content, e.code, e.name
         FROM observed_flow f JOIN observed_ente e ON e.id = f.source
         WHERE f.ente = $1 AND f.id > $2 AND f.in_force AND (f.operation = 'I' OR f.operation IS NULL)
         ORDER BY f.id LIMIT $3";
    [batch] NAMES_KNOWN = "observatory.names_known", 2, [
        "SELECT flow_name FROM observed_flow WHERE ente = $1 AND source = $2 AND flow_name IN (",
        "?", ")",
    ];
    [batch] IN_FORCE = "observatory.in_force", 2, [
        "SELECT id, body_sha FROM observed_flow
         WHERE ente = $1 AND source = $2 AND in_force AND operation = 'I' AND body_sha IN (",
        "?", ")",
    ];
    [batch] INSERT = "observatory.insert", 3, [
        "INSERT INTO observed_flow (ente, source, acquired_at, flow_name, ts, kind, operation,
                                    body_sha, content, outcome, outcome_text, in_force,
                                    withdrawn_ts) VALUES ",
        "($1, $2, $3, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "",
    ];
}

/// A flow to store with the verdict on it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewObservedFlow {
    /// `id_flusso`.
    pub name: String,
    /// `ts_flusso` in milliseconds since 1970.
    pub ts: i64,
    /// `tipo`, as declared.
    pub kind: FlowKind,
    /// What it asks; none for SINBA and for what cannot be read.
    pub operation: Option<Operation>,
    /// Hash of what it says, apart from header and operation; none for what cannot be read.
    pub body_sha: Option<[u8; 32]>,
    /// The XML; what came in its place when that is no base64.
    pub content: Vec<u8>,
    /// The verdict.
    pub outcome: OutcomeCode,
    /// In Italian, why.
    pub outcome_text: Option<String>,
    /// Whether it was accepted and not withdrawn yet.
    pub is_in_force: bool,
    /// Stamp of the cancellation that withdrew it, if one in the same page did.
    pub withdrawn_ts: Option<i64>,
}

/// Without the content.
impl fmt::Debug for NewObservedFlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewObservedFlow")
            .field("name", &self.name)
            .field("ts", &self.ts)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// A stored flow, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedFlow {
    /// Its id; of an accepted flow, the `id_acquisizione_siuss`.
    pub id: ObservedFlowId,
    /// `id_flusso`.
    pub name: String,
    /// `ts_flusso` in milliseconds since 1970.
    pub ts: i64,
    /// `tipo`, as declared.
    pub kind: FlowKind,
    /// What it asks; none for SINBA and for what cannot be read.
    pub operation: Option<Operation>,
    /// The verdict.
    pub outcome: OutcomeCode,
    /// In Italian, why.
    pub outcome_text: Option<String>,
    /// When the verdict was given.
    pub acquired_at: Timestamp,
    /// Whether it was accepted and not withdrawn since.
    pub is_in_force: bool,
    /// Stamp of the cancellation that withdrew it.
    pub withdrawn_ts: Option<i64>,
    /// When the ente confirmed the outcome.
    pub delivered_at: Option<Timestamp>,
}

impl ObservedFlow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: ObservedFlowId::new(row.int("id")?),
            name: row.text("flow_name")?,
            ts: row.int("ts")?,
            kind: row.named("kind", FlowKind::from_name)?,
            operation: row.opt_named("operation", Operation::from_letter)?,
            outcome: row.named("outcome", OutcomeCode::from_name)?,
            outcome_text: row.opt_text("outcome_text")?,
            acquired_at: row.instant("acquired_at")?,
            is_in_force: row.flag("in_force")?,
            withdrawn_ts: row.opt_int("withdrawn_ts")?,
            delivered_at: row.opt_instant("delivered_at")?,
        })
    }
}

/// Which of `names` were read from `source` before.
pub async fn names_known(
    tx: &mut Tx,
    ente: EnteId,
    source: ObservedEnteId,
    names: impl Iterator<Item = &str>,
) -> Result<HashSet<String>, StorageError> {
    let rows = names.map(|name| params![name]).collect();
    tx.fetch_batch(&NAMES_KNOWN, params![ente, source], rows)
        .await?
        .iter()
        .map(|row| row.text("flow_name"))
        .collect()
}

/// The insertions of `source` in force that say one of `bodies`.
pub async fn in_force(
    tx: &mut Tx,
    ente: EnteId,
    source: ObservedEnteId,
    bodies: impl Iterator<Item = &[u8; 32]>,
) -> Result<HashMap<[u8; 32], ObservedFlowId>, StorageError> {
    let rows = bodies.map(|body| params![body]).collect();
    tx.fetch_batch(&IN_FORCE, params![ente, source], rows)
        .await?
        .iter()
        .map(|row| Ok((row.sha256("body_sha")?, ObservedFlowId::new(row.int("id")?))))
        .collect()
}

/// Takes `flow` out of force: the cancellation with the stamp `by_ts` withdraws it.
pub async fn withdraw(
    tx: &mut Tx,
    ente: EnteId,
    flow: ObservedFlowId,
    by_ts: i64,
) -> Result<(), StorageError> {
    match tx.execute(&WITHDRAW, params![ente, flow, by_ts]).await? {
        0 => Err(StorageError::Missing {
            what: "il flusso da ritirare",
        }),
        _ => Ok(()),
    }
}

/// Stores `flows` of `source`, on which the verdicts were given at `now`. After [`withdraw`], so
/// that what a page withdraws and sends again is in force once.
pub async fn insert(
    tx: &mut Tx,
    ente: EnteId,
    source: ObservedEnteId,
    flows: &[NewObservedFlow],
    now: Timestamp,
) -> Result<(), StorageError> {
    let rows = flows.iter().map(insert_params).collect();
    tx.execute_batch(&INSERT, params![ente, source, now], rows)
        .await
        .map(|_| ())
}

fn insert_params(flow: &NewObservedFlow) -> Vec<Param<'_>> {
    params![
        &flow.name,
        flow.ts,
        flow.kind.name(),
        flow.operation.map(Operation::letter),
        flow.body_sha.as_ref().map(<[u8; 32]>::as_slice),
        flow.content.as_slice(),
        flow.outcome.name(),
        flow.outcome_text.as_deref(),
        flow.is_in_force,
        flow.withdrawn_ts,
    ]
}

/// At most `limit` flows of `source` whose stamp is larger than `after`, by stamp.
pub async fn flows(
    tx: &mut Tx,
    ente: EnteId,
    source: ObservedEnteId,
    after: i64,
    limit: u32,
) -> Result<Vec<ObservedFlow>, StorageError> {
    tx.fetch_all(&FLOWS, params![ente, source, after, limit])
        .await?
        .iter()
        .map(ObservedFlow::from_row)
        .collect()
}

/// A flow in force, for who counts what it says.
#[derive(Clone, PartialEq, Eq)]
pub struct FlowContent {
    /// Its number.
    pub id: ObservedFlowId,
    /// Code of the ente that sent it.
    pub source_code: String,
    /// Name of that ente.
    pub source_name: String,
    /// The day of its stamp (UTC).
    pub day: Date,
    /// The XML.
    pub content: Vec<u8>,
}

/// Without the content.
impl fmt::Debug for FlowContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FlowContent")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// At most `limit` flows in force whose number is larger than `after`, by number: insertions that
/// nothing has withdrawn, and assessments of minors.
pub async fn contents_in_force(
    tx: &mut Tx,
    ente: EnteId,
    after: i64,
    limit: u32,
) -> Result<Vec<FlowContent>, StorageError> {
    let of_row = |row: &Row| {
        let stamp = Timestamp::from_millisecond(row.int("ts")?)
            .map_err(|_| StorageError::UnreadableColumn { column: "ts" })?;
        Ok(FlowContent {
            id: ObservedFlowId::new(row.int("id")?),
            source_code: row.text("code")?,
            source_name: row.text("name")?,
            day: stamp.to_zoned(TimeZone::UTC).date(),
            content: row.bytes("content")?,
        })
    };
    tx.fetch_all(&CONTENTS_IN_FORCE, params![ente, after, limit])
        .await?
        .iter()
        .map(of_row)
        .collect()
}
