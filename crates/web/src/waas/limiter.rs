//! How many calls each consumer may make in a minute.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;

/// Length of a window, in seconds.
const WINDOW_SECONDS: i64 = 60;

/// Counts calls in windows of a minute, the same for all consumers. What it remembers is bounded by
/// the number of consumers that called within the minute, and only verified ones are counted.
#[derive(Debug)]
pub(crate) struct Limiter {
    per_minute: u32,
    window: Mutex<Window>,
}

#[derive(Debug, Default)]
struct Window {
    /// Minutes since 1970.
    number: i64,
    calls: HashMap<String, u32>,
}

/// What a consumer may still do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// Whether this call is within it.
    pub(crate) is_within: bool,
    /// Calls a minute.
    pub(crate) limit: u32,
    /// Calls that are left in this minute.
    pub(crate) remaining: u32,
    /// Seconds to the next minute: 1 to 60.
    pub(crate) reset_seconds: u32,
}

impl Limiter {
    /// At most `per_minute` calls a minute.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self {
            per_minute,
            window: Mutex::default(),
        }
    }

    /// Counts a call of `consumer`.
    pub(crate) fn count(&self, consumer: &str, now: Timestamp) -> Allowance {
        let seconds = now.as_second();
        let number = seconds.div_euclid(WINDOW_SECONDS);
        let left = WINDOW_SECONDS - seconds.rem_euclid(WINDOW_SECONDS);
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if window.number != number {
            window.number = number;
            window.calls.clear();
        }
        let calls = match window.calls.get_mut(consumer) {
            Some(calls) => calls,
            None => window.calls.entry(consumer.to_owned()).or_default(),
        };
        let is_within = *calls < self.per_minute;
        if is_within {
            *calls += 1;
        }
        Allowance {
            is_within,
            limit: self.per_minute,
            remaining: self.per_minute - *calls,
            reset_seconds: u32::try_from(left).unwrap_or(1),
        }
    }
}

impl Allowance {
    /// Says it in the headers of an answer. Source: INPS's OpenAPI 2.0.1, `429TooManyRequests`.
    pub(crate) fn tell(self, headers: &mut HeaderMap) {
        for (name, value) in [
            ("x-ratelimit-limit", self.limit),
            ("x-ratelimit-remaining", self.remaining),
            ("x-ratelimit-reset", self.reset_seconds),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn counts_each_consumer_by_the_minute() {
        let limiter = Limiter::new(2);
        for (consumer, second, is_within, remaining, reset_seconds) in [
            ("a", 0, true, 1, 60),
            ("a", 1, true, 0, 59),
            ("a", 59, false, 0, 1),
            ("b", 59, true, 1, 1),
            ("a", 60, true, 1, 60),
            ("a", 61, true, 0, 59),
            ("a", 62, false, 0, 58),
            // A clock that steps back opens a window too; it closes nobody out.
            ("a", 30, true, 1, 30),
        ] {
            let wanted = Allowance {
                is_within,
                limit: 2,
                remaining,
                reset_seconds,
            };
            assert_eq!(limiter.count(consumer, at(second)), wanted, "{second}");
        }
        assert_eq!(limiter.window.lock().unwrap().calls.len(), 1);
    }

    #[test]
    fn tells_it_in_headers() {
        let mut headers = HeaderMap::new();
        Limiter::new(600).count("a", at(15)).tell(&mut headers);
        assert_eq!(headers["x-ratelimit-limit"], "600");
        assert_eq!(headers["x-ratelimit-remaining"], "599");
        assert_eq!(headers["x-ratelimit-reset"], "45");
    }
}
