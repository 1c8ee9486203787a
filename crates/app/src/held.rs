//! What is computed from all data of an ente, kept for as long as the data are the same.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Answers by question, each with the state of the data that it was computed from
/// ([`pas_storage::ente::data_version`]). Both are read in one transaction that only reads: what a writer
/// has not committed is never held.
pub(crate) struct Held<K, V>(Mutex<HashMap<K, (i64, Arc<V>)>>);

impl<K, V> Default for Held<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V> Held<K, V> {
    /// The answer to `key` over the data in the state `version`, if it is held.
    pub(crate) fn get(&self, key: &K, version: i64) -> Option<Arc<V>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, answer) = held.get(key)?;
        (*of == version).then(|| Arc::clone(answer))
    }

    /// Holds `answer` in the place of whatever was held for `key`.
    pub(crate) fn keep(&self, key: K, version: i64, answer: V) -> Arc<V> {
        let answer = Arc::new(answer);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.insert(key, (version, Arc::clone(&answer)));
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_held_for_the_data_that_it_was_computed_from() {
        let held = Held::default();
        held.keep("record", 7, 100);
        assert_eq!(held.get(&"record", 7).as_deref(), Some(&100));
        assert_eq!(held.get(&"record", 8), None);
        assert_eq!(held.get(&"spesa", 7), None);
        held.keep("record", 8, 101);
        assert_eq!(held.get(&"record", 7), None);
        assert_eq!(held.get(&"record", 8).as_deref(), Some(&101));
    }
}
