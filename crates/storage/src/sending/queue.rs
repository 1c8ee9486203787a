//! The queue that INPS reads: pages after a stamp, marked before they are handed out.

use std::fmt;

use jiff::Timestamp;
use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, SendingId};

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    PAGE = "sending.page",
        "SELECT id, flow_name, ts, kind, xml, fetched_at FROM sending
         WHERE ente = $1 AND ts > $2 AND superseded_at IS NULL ORDER BY ts LIMIT $3";
    LAST_STAMP = "sending.last_stamp",
        "SELECT last_ts FROM flow_clock WHERE ente = $1";
    FOLLOW = "sending.follow",
        "UPDATE flow_clock SET last_ts = $2 WHERE ente = $1 AND last_ts < $2";
    [batch] MARK_FETCHED = "sending.mark_fetched", 2, [
        "UPDATE sending SET fetched_at = $2
         WHERE ente = $1 AND fetched_at IS NULL AND superseded_at IS NULL AND id IN (", "?", ")",
    ];
}

/// A published flow.
#[derive(Clone, PartialEq, Eq)]
pub struct QueuedFlow {
    /// The sending.
    pub id: SendingId,
    /// `id_flusso`.
    pub name: String,
    /// `ts_flusso` in milliseconds since 1970.
    pub ts: i64,
    /// In which format.
    pub kind: FlowKind,
    /// The flow, byte for byte.
    pub xml: Vec<u8>,
    /// Whether it was handed out before.
    pub was_fetched: bool,
}

/// Without the flow.
impl fmt::Debug for QueuedFlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueuedFlow")
            .field("name", &self.name)
            .field("ts", &self.ts)
            .finish_non_exhaustive()
    }
}

/// At most `limit` flows whose stamp is larger than `since`, by stamp.
pub async fn page(
    tx: &mut Tx,
    ente: EnteId,
    since: i64,
    limit: u32,
) -> Result<Vec<QueuedFlow>, StorageError> {
    let flow = |row: &Row| {
        Ok(QueuedFlow {
            id: SendingId::new(row.int("id")?),
            name: row.text("flow_name")?,
            ts: row.int("ts")?,
            kind: row.named("kind", FlowKind::from_name)?,
            xml: row.bytes("xml")?,
            was_fetched: row.opt_instant("fetched_at")?.is_some(),
        })
    };
    tx.fetch_all(&PAGE, params![ente, since, limit])
        .await?
        .iter()
        .map(flow)
        .collect()
}

/// Marks flows as handed out; how many of them were neither marked nor taken back before.
pub async fn mark_fetched(
    tx: &mut Tx,
    ente: EnteId,
    flows: &[SendingId],
    now: Timestamp,
) -> Result<u64, StorageError> {
    let rows = flows.iter().map(|id| params![*id]).collect();
    tx.execute_batch(&MARK_FETCHED, params![ente, now], rows)
        .await
}

/// The last stamp that was given, in milliseconds.
pub async fn last_stamp(tx: &mut Tx, ente: EnteId) -> Result<Option<i64>, StorageError> {
    let row = tx.fetch_optional(&LAST_STAMP, params![ente]).await?;
    row.map(|row| row.int("last_ts")).transpose()
}

/// Lets no stamp be given any more that is not after `since`; whether one could have been. A reader
/// who is ahead of the last stamp has read flows that this database does not know, as after a
/// restore from an older copy.
pub async fn follow(tx: &mut Tx, ente: EnteId, since: i64) -> Result<bool, StorageError> {
    Ok(tx.execute(&FOLLOW, params![ente, since]).await? > 0)
}
