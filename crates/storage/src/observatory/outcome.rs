//! Outcomes that the enti have not confirmed yet.

use jiff::Timestamp;
use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, ObservedEnteId, ObservedFlowId};
use pas_domain::sending::OutcomeCode;

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    TO_DELIVER = "observatory.to_deliver",
        "SELECT id, flow_name, ts, kind, outcome, outcome_text, acquired_at FROM observed_flow
         WHERE ente = $1 AND source = $2 AND ts > $3 AND delivered_at IS NULL
         ORDER BY ts LIMIT $4";
    [batch] MARK_DELIVERED = "observatory.mark_delivered", 2, [
        "UPDATE observed_flow SET delivered_at = $2
         WHERE ente = $1 AND delivered_at IS NULL AND id IN (", "?", ")",
    ];
}

/// An outcome to deliver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingOutcome {
    /// The flow; if it was accepted, also its `id_acquisizione_siuss`.
    pub flow: ObservedFlowId,
    /// `id_flusso`.
    pub name: String,
    /// `ts_flusso` in milliseconds since 1970.
    pub ts: i64,
    /// `tipo`, as declared.
    pub kind: FlowKind,
    /// The verdict.
    pub code: OutcomeCode,
    /// In Italian, why.
    pub text: Option<String>,
    /// When the verdict was given.
    pub acquired_at: Timestamp,
}

/// At most `limit` outcomes of `source` to deliver, of flows whose stamp is larger than `after`, by
/// stamp.
pub async fn to_deliver(
    tx: &mut Tx,
    ente: EnteId,
    source: ObservedEnteId,
    after: i64,
    limit: u32,
) -> Result<Vec<PendingOutcome>, StorageError> {
    let pending = |row: &Row| {
        Ok(PendingOutcome {
            flow: ObservedFlowId::new(row.int("id")?),
            name: row.text("flow_name")?,
            ts: row.int("ts")?,
            kind: row.named("kind", FlowKind::from_name)?,
            code: row.named("outcome", OutcomeCode::from_name)?,
            text: row.opt_text("outcome_text")?,
            acquired_at: row.instant("acquired_at")?,
        })
    };
    tx.fetch_all(&TO_DELIVER, params![ente, source, after, limit])
        .await?
        .iter()
        .map(pending)
        .collect()
}

/// Marks the outcomes of `flows` as confirmed; how many were not before.
pub async fn mark_delivered(
    tx: &mut Tx,
    ente: EnteId,
    flows: &[ObservedFlowId],
    now: Timestamp,
) -> Result<u64, StorageError> {
    let rows = flows.iter().map(|flow| params![*flow]).collect();
    tx.execute_batch(&MARK_DELIVERED, params![ente, now], rows)
        .await
}
