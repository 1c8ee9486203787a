//! Refused calls, for our own log: why, and how many, never what they carried.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use pas_pdnd::Refusal;

/// Counts refused calls by reason, so that a flood of them is a line a minute.
#[derive(Debug, Default)]
pub(crate) struct Refusals {
    by_reason: Mutex<HashMap<Refusal, Tally>>,
}

#[derive(Debug, Default)]
struct Tally {
    /// Minutes since 1970 of the last line.
    minute: i64,
    /// Calls since then that no line has told of.
    n_untold: u64,
}

impl Refusals {
    /// Notes a call that was refused because of `reason`, and logs it or leaves it for the next line.
    pub(crate) fn note(&self, reason: Refusal, now: Timestamp) {
        if let Some(line) = self.line(reason, now) {
            eprintln!("pas: servizio WaaS: {line}");
        }
    }

    /// What to log, once a minute for each reason.
    fn line(&self, reason: Refusal, now: Timestamp) -> Option<String> {
        let minute = now.as_second().div_euclid(60);
        let mut by_reason = self
            .by_reason
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let tally = by_reason.entry(reason).or_default();
        if tally.minute == minute {
            tally.n_untold += 1;
            return None;
        }
        tally.minute = minute;
        let n = std::mem::take(&mut tally.n_untold) + 1;
        Some(match n {
            1 => format!("chiamata rifiutata: {reason}"),
            n => format!("{n} chiamate rifiutate: {reason}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_a_line_a_minute() {
        let refusals = Refusals::default();
        let at = |second: i64| Timestamp::from_second(1_800_000_000 + second).unwrap();
        let line = |reason, second| refusals.line(reason, at(second));
        let said = "chiamata rifiutata: voucher has expired";
        assert_eq!(line(Refusal::Expired, 0).as_deref(), Some(said));
        assert_eq!(line(Refusal::Expired, 1), None);
        assert_eq!(line(Refusal::Expired, 59), None);
        assert!(line(Refusal::Audience, 59).is_some());
        let said = "3 chiamate rifiutate: voucher has expired";
        assert_eq!(line(Refusal::Expired, 60).as_deref(), Some(said));
        assert_eq!(line(Refusal::Expired, 61), None);
    }
}
