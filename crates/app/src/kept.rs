//! What is computed from all data of an ente, kept for as long as the data are the same.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Answers by question, each with the state of the data that it was computed from
/// ([`pas_storage::ente::data_version`]). Both are read in one transaction that only reads: what a writer
/// has not committed is never kept.
pub(crate) struct Kept<K, V>(Mutex<HashMap<K, (i64, Arc<V>)>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V> Kept<K, V> {
    /// The answer to `key` over the data in the state `version`, if it is kept.
    pub(crate) fn get(&self, key: &K, version: i64) -> Option<Arc<V>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, answer) = kept.get(key)?;
        (*of == version).then(|| Arc::clone(answer))
    }

    /// Holds `answer` in the place of whatever was kept for `key`.
    pub(crate) fn keep(&self, key: K, version: i64, answer: V) -> Arc<V> {
        let answer = Arc::new(answer);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(key, (version, Arc::clone(&answer)));
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_held_for_the_data_that_it_was_computed_from() {
        let kept = Kept::default();
        kept.keep("record", 7, 100);
        assert_eq!(kept.get(&"record", 7).as_deref(), Some(&100));
        assert_eq!(kept.get(&"record", 8), None);
        assert_eq!(kept.get(&"spesa", 7), None);
        kept.keep("record", 8, 101);
        assert_eq!(kept.get(&"record", 7), None);
        assert_eq!(kept.get(&"record", 8).as_deref(), Some(&101));
    }
}
