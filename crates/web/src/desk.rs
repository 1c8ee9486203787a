//! What a person has on the desk between two pages: searches, and the notice to show next.
//!
//! Kept in memory and per session, never in an address: what is typed into a search is a name or a
//! codice fiscale, and addresses end up in histories, in proxies' logs and in `Referer` headers.
//! The address carries the number of the search instead, so Back and reload work.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Searches kept for one session.
const N_SEARCHES: usize = 20;
/// Sessions kept; the oldest makes room.
const N_DESKS: usize = 1_000;

/// The desks of all sessions.
#[derive(Default)]
pub(crate) struct Desks(Mutex<Shelf>);

#[derive(Default)]
struct Shelf {
    by_session: HashMap<String, Desk>,
    order: VecDeque<String>,
}

#[derive(Default)]
struct Desk {
    n_searches: u32,
    searches: VecDeque<(u32, String)>,
    notice: Option<String>,
}

impl Desks {
    /// Keeps what was searched for and returns its number in the session.
    pub(crate) fn keep_search(&self, session: &str, query: &str) -> u32 {
        self.with(session, |desk| {
            desk.n_searches += 1;
            desk.searches.push_back((desk.n_searches, query.to_owned()));
            if desk.searches.len() > N_SEARCHES {
                desk.searches.pop_front();
            }
            desk.n_searches
        })
    }

    /// What was searched for under `number`.
    pub(crate) fn search(&self, session: &str, number: u32) -> Option<String> {
        self.with(session, |desk| {
            desk.searches
                .iter()
                .find(|(kept, _)| *kept == number)
                .map(|(_, query)| query.clone())
        })
    }

    /// Keeps a sentence for the next page of the session.
    pub(crate) fn leave_notice(&self, session: &str, notice: String) {
        self.with(session, |desk| desk.notice = Some(notice));
    }

    /// Takes the sentence, if there is one.
    pub(crate) fn take_notice(&self, session: &str) -> Option<String> {
        self.with(session, |desk| desk.notice.take())
    }

    /// Forgets the session.
    pub(crate) fn clear(&self, session: &str) {
        let mut desks = self.lock();
        desks.by_session.remove(session);
        desks.order.retain(|kept| kept != session);
    }

    fn with<T>(&self, session: &str, work: impl FnOnce(&mut Desk) -> T) -> T {
        let mut desks = self.lock();
        if !desks.by_session.contains_key(session) {
            desks.by_session.insert(session.to_owned(), Desk::default());
            desks.order.push_back(session.to_owned());
            if desks.order.len() > N_DESKS
                && let Some(oldest) = desks.order.pop_front()
            {
                desks.by_session.remove(&oldest);
            }
        }
        work(desks.by_session.entry(session.to_owned()).or_default())
    }

    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_searches_of_each_session_apart() {
        let desks = Desks::default();
        let first = desks.keep_search("a", "Provaldi");
        assert_eq!(desks.search("a", first).as_deref(), Some("Provaldi"));
        assert_eq!(desks.search("b", first), None);
        for _ in 0..N_SEARCHES {
            desks.keep_search("a", "Esempini");
        }
        assert_eq!(desks.search("a", first), None);
        desks.leave_notice("a", "fatto".to_owned());
        assert_eq!(desks.take_notice("a").as_deref(), Some("fatto"));
        assert_eq!(desks.take_notice("a"), None);
        desks.clear("a");
        assert_eq!(desks.search("a", 2), None);
    }
}
