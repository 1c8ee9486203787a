//! What a restored copy must know: that others have seen what it has forgotten.

use jiff::Timestamp;
use jiff::civil::Date;
use pas_domain::flow::FlowKind;
use pas_domain::ids::EnteId;

use crate::error::StorageError;
use crate::param::params;
use crate::session;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    RAISE_NUMBER = "copy.raise_number",
        "INSERT INTO flow_counter (ente, kind, day, last) VALUES ($1, $2, $3, $4)
         ON CONFLICT (ente, kind, day) DO UPDATE
         SET last = CASE WHEN flow_counter.last >= excluded.last THEN flow_counter.last
                         ELSE excluded.last END";
    RAISE_STAMP = "copy.raise_stamp",
        "INSERT INTO flow_clock (ente, last_ts) VALUES ($1, $2)
         ON CONFLICT (ente) DO UPDATE
         SET last_ts = CASE WHEN flow_clock.last_ts >= excluded.last_ts THEN flow_clock.last_ts
                            ELSE excluded.last_ts END";
    MAY_BE_SEEN = "copy.may_be_seen",
        "UPDATE sending SET fetched_at = $2
         WHERE ente = $1 AND channel = 'waas' AND fetched_at IS NULL AND superseded_at IS NULL";
}

/// Keeps what was promised before the copy was lost and restored at `now`, on `day`: no number of
/// that day up to `last_number` and no stamp up to `now` is given again, and what was published may
/// have been fetched, so that none of it is taken back. Nobody stays signed in. How many flows may
/// have been fetched.
pub async fn keep_promises(
    tx: &mut Tx,
    ente: EnteId,
    now: Timestamp,
    day: Date,
    last_number: i64,
) -> Result<u64, StorageError> {
    for kind in [FlowKind::Benefits, FlowKind::Minors] {
        tx.execute(&RAISE_NUMBER, params![ente, kind.name(), day, last_number])
            .await?;
    }
    tx.execute(&RAISE_STAMP, params![ente, now.as_millisecond()])
        .await?;
    session::delete_expired(tx, Timestamp::MAX).await?;
    tx.execute(&MAY_BE_SEEN, params![ente, now]).await
}
