//! The authority's time: a parameter, as everywhere.

use std::sync::Arc;

use jiff::Timestamp;

/// What time it is at the authority.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The machine's time, for an authority that talks to other processes.
#[expect(
    clippy::disallowed_methods,
    reason = "the authority is a program of its own, beside the one with the clock"
)]
pub fn system_clock() -> Clock {
    Arc::new(Timestamp::now)
}

/// A time that stands still.
pub fn still(at: Timestamp) -> Clock {
    Arc::new(move || at)
}
