//! Taking in what INPS says of the flows that it fetched.

pub use pas_storage::sending::NewOutcome as Outcome;
use pas_storage::sending::{self, Placed};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::TAKE_OUTCOMES;
use crate::waas::{self, Caller};

/// What became of a list of outcomes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenOutcomes {
    /// Outcomes that answer a flow of ours.
    pub placed: u64,
    /// Outcomes that were here already.
    pub known: u64,
    /// Outcomes of flows that are not ours, kept aside.
    pub aside: u64,
}

/// Keeps `outcomes`, all or none; they are on disk when this returns. The same list again changes
/// nothing. Source: INPS specification 2.0.1, §2.2.
pub async fn take_outcomes(
    app: &App,
    caller: &Caller,
    outcomes: &[Outcome],
) -> Result<TakenOutcomes, AppError> {
    let mut work = app.answer(caller, TAKE_OUTCOMES).await?;
    // Whoever publishes reads what INPS holds: the two must not cross.
    sending::take_turn(&mut work.tx, caller.ente).await?;
    let mut taken = TakenOutcomes::default();
    for outcome in outcomes {
        match sending::place(&mut work.tx, caller.ente, outcome, app.clock.now()).await? {
            Placed::Answers(_) => taken.placed += 1,
            Placed::Known => taken.known += 1,
            Placed::Aside => taken.aside += 1,
        }
    }
    let detail = format!(
        "{} esiti nuovi, {} già noti, {} messi da parte; {}",
        taken.placed,
        taken.known,
        taken.aside,
        waas::evidence(caller)
    );
    work.done("esiti", detail).await?;
    Ok(taken)
}
