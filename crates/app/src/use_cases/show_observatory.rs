//! What the observatory holds, ente by ente, and flow by flow without its content.

use jiff::Timestamp;
use pas_domain::actor::Actor;
use pas_domain::ids::ObservedEnteId;
use pas_storage::observatory;
pub use pas_storage::observatory::ObservedFlow;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::SHOW_OBSERVATORY;

/// What is held of one ente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedLine {
    /// The ente.
    pub source: ObservedEnteId,
    /// `codice_ente`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `ts_flusso` of the last flow that was stored, in milliseconds since 1970; 0: none was.
    pub since: i64,
    /// Flows read.
    pub n_flows: u64,
    /// Of these, accepted.
    pub n_accepted: u64,
    /// Of these, not withdrawn since.
    pub n_in_force: u64,
    /// Flows refused.
    pub n_refused: u64,
    /// Flows whose outcome the ente has not confirmed yet.
    pub n_to_deliver: u64,
    /// When the last poll came to its end.
    pub polled_at: Option<Timestamp>,
    /// In Italian, why it stopped too early.
    pub fault: Option<String>,
}

/// Flows that one question gives.
const LOT: u32 = 1000;

/// What the observatory holds of each ente, by code.
pub async fn show_observatory(app: &App, actor: &Actor) -> Result<Vec<ObservedLine>, AppError> {
    let mut tx = app.look(actor, SHOW_OBSERVATORY).await?;
    let counts = observatory::counts(&mut tx, actor.ente).await?;
    let enti = observatory::list(&mut tx, actor.ente).await?;
    let line = |ente: observatory::ObservedEnte| {
        let counts = counts.iter().find(|counts| counts.source == ente.id);
        let count = |of: fn(&observatory::ObservedCounts) -> u64| counts.map_or(0, of);
        ObservedLine {
            source: ente.id,
            code: ente.code,
            name: ente.name,
            since: ente.last_ts,
            n_flows: count(|counts| counts.n_flows),
            n_accepted: count(|counts| counts.n_accepted),
            n_in_force: count(|counts| counts.n_in_force),
            n_refused: count(|counts| counts.n_flows - counts.n_accepted),
            n_to_deliver: count(|counts| counts.n_to_deliver),
            polled_at: ente.polled_at,
            fault: ente.fault,
        }
    };
    Ok(enti.into_iter().map(line).collect())
}

/// The next flows of an ente after the stamp `after`, by stamp; none: there are no more.
pub async fn show_observed_flows(
    app: &App,
    actor: &Actor,
    source: ObservedEnteId,
    after: i64,
) -> Result<Vec<ObservedFlow>, AppError> {
    let mut tx = app.look(actor, SHOW_OBSERVATORY).await?;
    Ok(observatory::flows(&mut tx, actor.ente, source, after, LOT).await?)
}
