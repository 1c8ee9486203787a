//! Handing out published flows to whoever follows the queue.

use jiff::{SignedDuration, Timestamp};
use pas_domain::fact::EnteIdentity;
use pas_domain::flow::FlowKind;
use pas_domain::ids::SendingId;
use pas_storage::Tx;
use pas_storage::sending::{self, QueuedFlow};

use crate::app::App;
use crate::error::AppError;
use crate::flow;
use crate::use_case::SERVE_FLOWS;
use crate::waas::{self, Caller};

/// A published flow, as it leaves.
#[derive(Clone, PartialEq, Eq)]
pub struct PublishedFlow {
    /// Code of the ente: four positions, as INPS's OpenAPI 2.0.1 wants it.
    pub ente_code: String,
    /// Its name.
    pub ente_name: String,
    /// `id_flusso`.
    pub name: String,
    /// `ts_flusso`, to the millisecond.
    pub at: Timestamp,
    /// In which format.
    pub kind: FlowKind,
    /// The flow, byte for byte.
    pub xml: Vec<u8>,
}

/// Without the flow.
impl std::fmt::Debug for PublishedFlow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PublishedFlow")
            .field("name", &self.name)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// At most `limit` flows whose stamp is larger than `since` (milliseconds since 1970), by stamp.
///
/// They are marked as fetched before they leave: what INPS may have seen is never taken back.
pub async fn serve_flows(
    app: &App,
    caller: &Caller,
    since: i64,
    limit: u32,
) -> Result<Vec<PublishedFlow>, AppError> {
    let mut work = app.answer(caller, SERVE_FLOWS).await?;
    let identity = flow::identity(&mut work.tx, caller.ente).await?;
    let page = page(app, &mut work.tx, caller, since, limit).await?;
    let is_ahead = page.is_empty() && follow(app, &mut work.tx, caller, since).await?;
    let detail = format!(
        "since {since}, limit {limit}: {} flussi{}; {}",
        page.len(),
        if is_ahead { READER_IS_AHEAD } else { "" },
        waas::evidence(caller)
    );
    let subject = page.last().map_or_else(
        || "flussi".to_owned(),
        |last| format!("ts_flusso:{}", last.ts),
    );
    work.done(subject, detail).await?;
    page.into_iter()
        .map(|flow| leave(flow, &identity))
        .collect()
}

/// The page, all of it marked. Who meets flows for the first time waits in line with those who
/// publish, and reads again what they left: nothing is taken back while it leaves.
async fn page(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    since: i64,
    limit: u32,
) -> Result<Vec<QueuedFlow>, AppError> {
    let page = sending::page(tx, caller.ente, since, limit).await?;
    if page.iter().all(|flow| flow.was_fetched) {
        return Ok(page);
    }
    sending::take_turn(tx, caller.ente).await?;
    let page = sending::page(tx, caller.ente, since, limit).await?;
    let new: Vec<SendingId> = page
        .iter()
        .filter(|flow| !flow.was_fetched)
        .map(|flow| flow.id)
        .collect();
    sending::mark_fetched(tx, caller.ente, &new, app.clock.now()).await?;
    Ok(page)
}

/// How far ahead of the clock a reader's cursor is believed.
const BELIEVED_AHEAD: SignedDuration = SignedDuration::from_hours(1);

/// What the register says of a reader who knows flows that are not here.
const READER_IS_AHEAD: &str =
    " (chi legge è oltre l'ultimo flusso pubblicato: l'archivio viene da una copia precedente?)";

/// Keeps the next stamps after the cursor of a reader who is ahead of the last one: else he would
/// never meet them.
async fn follow(app: &App, tx: &mut Tx, caller: &Caller, since: i64) -> Result<bool, AppError> {
    let last = sending::last_stamp(tx, caller.ente).await?;
    let limit = app.clock.now() + BELIEVED_AHEAD;
    if last.is_none_or(|last| since <= last) || since > limit.as_millisecond() {
        return Ok(false);
    }
    Ok(sending::follow(tx, caller.ente, since).await?)
}

fn leave(queued: QueuedFlow, identity: &EnteIdentity) -> Result<PublishedFlow, AppError> {
    let at = Timestamp::from_millisecond(queued.ts)
        .map_err(|error| AppError::system("leggere il momento di un flusso", error))?;
    Ok(PublishedFlow {
        ente_code: flow::public_code(identity).to_owned(),
        ente_name: identity.name.clone(),
        name: queued.name,
        at,
        kind: queued.kind,
        xml: queued.xml,
    })
}
