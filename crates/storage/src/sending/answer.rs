//! Outcomes: every one kept as it came, and placed with the sending that it answers.

use jiff::{SignedDuration, Timestamp};
use pas_domain::ids::{EnteId, SendingId};
use pas_domain::sending::OutcomeCode;

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    FIND = "sending.find_published",
        "SELECT id FROM sending WHERE ente = $1 AND flow_name = $2 AND channel = 'waas'";
    KEEP = "outcome.keep",
        "INSERT INTO outcome (ente, flow_name, kind, flow_at, acquired_at, code, text, siuss_id,
                              sending, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (ente, flow_name, acquired_at, code) DO NOTHING";
    ANSWER = "sending.answer",
        "UPDATE sending SET outcome = $3, outcome_text = $4, siuss_id = $5, acquired_at = $6,
                            answered_at = $7, fetched_at = COALESCE(fetched_at, $7)
         WHERE ente = $1 AND id = $2 AND superseded_at IS NULL
           AND (acquired_at IS NULL OR acquired_at < $6)";
    SET_ASIDE = "outcome.set_aside",
        "SELECT o.flow_name, o.kind, o.flow_at, o.acquired_at, o.code, o.text, o.siuss_id,
                o.received_at, o.sending
         FROM outcome o LEFT JOIN sending s ON s.id = o.sending
         WHERE o.ente = $1 AND (o.sending IS NULL OR s.superseded_at IS NOT NULL)
         ORDER BY o.id DESC LIMIT $2";
}

/// An outcome to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOutcome {
    /// `id_flusso`.
    pub flow_name: String,
    /// `tipo`, as it came.
    pub kind: String,
    /// `ts_flusso`.
    pub flow_at: Timestamp,
    /// `ts_acquisizione`.
    pub acquired_at: Timestamp,
    /// `codice_esito`.
    pub code: OutcomeCode,
    /// `descrizione_esito`.
    pub text: Option<String>,
    /// `id_acquisizione_siuss`.
    pub siuss_id: Option<String>,
}

/// Where an outcome went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// With the sending that it answers.
    Answers(SendingId),
    /// It was here before, or a later one of the same flow is.
    Known,
    /// No flow of the ente has this name, or it was taken back: kept aside.
    Aside,
}

/// An outcome that no sending of the ente awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOutcome {
    /// What INPS sent.
    pub outcome: NewOutcome,
    /// When.
    pub received_at: Timestamp,
    /// The sending that was taken back, if that is why.
    pub superseded: Option<SendingId>,
}

/// How far INPS's clock may be ahead of ours and be believed.
const BELIEVED_AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// Keeps `outcome` and places it. The same outcome again changes nothing; of several for one flow
/// the one that INPS acquired last counts. One from the future counts as of now, or nearly, so that a
/// wrong clock at INPS does not keep later outcomes out.
pub async fn place(
    tx: &mut Tx,
    ente: EnteId,
    outcome: &NewOutcome,
    now: Timestamp,
) -> Result<Placed, StorageError> {
    let found = tx
        .fetch_optional(&FIND, params![ente, &outcome.flow_name])
        .await?;
    let sending = found.map(|row| row.int("id").map(SendingId::new));
    let sending = sending.transpose()?;
    keep(tx, ente, sending, outcome, now).await
}

/// Keeps `outcome`, taken down by hand, and places it with `sending`; as [`place`].
pub async fn place_with(
    tx: &mut Tx,
    ente: EnteId,
    sending: SendingId,
    outcome: &NewOutcome,
    now: Timestamp,
) -> Result<Placed, StorageError> {
    keep(tx, ente, Some(sending), outcome, now).await
}

async fn keep(
    tx: &mut Tx,
    ente: EnteId,
    sending: Option<SendingId>,
    outcome: &NewOutcome,
    now: Timestamp,
) -> Result<Placed, StorageError> {
    let kept = params![
        ente,
        &outcome.flow_name,
        &outcome.kind,
        outcome.flow_at,
        outcome.acquired_at,
        outcome.code.name(),
        outcome.text.as_deref(),
        outcome.siuss_id.as_deref(),
        sending,
        now,
    ];
    if tx.execute(&KEEP, kept).await? == 0 {
        return Ok(Placed::Known);
    }
    let Some(sending) = sending else {
        return Ok(Placed::Aside);
    };
    let answer = params![
        ente,
        sending,
        outcome.code.name(),
        outcome.text.as_deref(),
        outcome.siuss_id.as_deref(),
        outcome.acquired_at.min(now + BELIEVED_AHEAD),
        now,
    ];
    match tx.execute(&ANSWER, answer).await? {
        0 => Ok(Placed::Known),
        _ => Ok(Placed::Answers(sending)),
    }
}

/// The latest outcomes, at most `limit`, that no sending of the ente awaited.
pub async fn set_aside(
    tx: &mut Tx,
    ente: EnteId,
    limit: u32,
) -> Result<Vec<StoredOutcome>, StorageError> {
    let stored = |row: &Row| {
        Ok(StoredOutcome {
            outcome: NewOutcome {
                flow_name: row.text("flow_name")?,
                kind: row.text("kind")?,
                flow_at: row.instant("flow_at")?,
                acquired_at: row.instant("acquired_at")?,
                code: row.named("code", OutcomeCode::from_name)?,
                text: row.opt_text("text")?,
                siuss_id: row.opt_text("siuss_id")?,
            },
            received_at: row.instant("received_at")?,
            superseded: row.opt_int("sending")?.map(SendingId::new),
        })
    };
    tx.fetch_all(&SET_ASIDE, params![ente, limit])
        .await?
        .iter()
        .map(stored)
        .collect()
}
