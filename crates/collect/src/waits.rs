//! Time and chance, as parameters: how long one waits, and how much chance is in it.

use std::fmt::Debug;
use std::pin::Pin;
use std::time::Duration;

/// What is being waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// The moment to try a call again.
    Retry,
    /// The end of the time that a call may take.
    Timeout,
    /// The next round.
    Round,
}

/// A wait in progress.
pub type Wait<'w> = Pin<Box<dyn Future<Output = ()> + Send + 'w>>;

/// How one waits.
pub trait Waits: Debug + Send + Sync {
    /// Waits for `duration`.
    fn wait(&self, pause: Pause, duration: Duration) -> Wait<'_>;

    /// A number from 0 to 1, so that many who failed together do not come back together.
    fn chance(&self) -> f64;
}

/// The machine's time and chance.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemWaits;

impl Waits for SystemWaits {
    fn wait(&self, _: Pause, duration: Duration) -> Wait<'_> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn chance(&self) -> f64 {
        rand::random()
    }
}
