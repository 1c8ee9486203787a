//! The time, as a parameter.

use std::fmt::Debug;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// What time it is.
pub trait Clock: Debug + Send + Sync {
    /// The instant.
    fn now(&self) -> Timestamp;

    /// The instant as clocks in Italy show it.
    fn here(&self) -> Zoned {
        let rome = TimeZone::get("Europe/Rome").unwrap_or(TimeZone::UTC);
        self.now().to_zoned(rome)
    }

    /// The day in Italy.
    fn today(&self) -> Date {
        self.here().date()
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still, for tests.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}
