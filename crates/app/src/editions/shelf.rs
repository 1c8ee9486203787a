//! The editions in memory: those last asked for, and the answers already given.

use std::collections::HashMap;
use std::num::NonZero;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pas_analytics::answer::{Answer, Protection, SaferView};
use pas_analytics::{Door, Policy, Secret};
use pas_cube::{Cube, Facts};
use pas_edition::{Edition, EditionError};

use crate::error::AppError;

/// Editions held at once: the latest, and one to compare it with.
const HELD: usize = 2;
/// Answers held; an answer is a table of some hundred cells.
const ANSWERS: usize = 2_000;

/// What tells one answer from another. The right is part of it: what one reader sees exact, another
/// must never get from the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct AnswerKey {
    pub(crate) edition: u32,
    pub(crate) query: String,
    pub(crate) protection: Protection,
    /// Below so many people a cell is hidden, where the right is to see cells above a threshold.
    pub(crate) threshold: u32,
}

/// An answer, and the coarser questions offered where it hides something.
pub(crate) type Held = (Arc<Answer>, Arc<Vec<SaferView>>);

/// Editions and answers in memory.
#[derive(Default)]
pub(crate) struct Shelf {
    cubes: Mutex<Vec<(u32, Arc<Cube>)>>,
    /// Editions whose facts another engine reads: their tables alone.
    tables: Mutex<HashMap<u32, Arc<Cube>>>,
    answers: Mutex<HashMap<AnswerKey, Held>>,
}

impl Shelf {
    /// The edition in memory, read where it is not there yet.
    pub(crate) fn cube(&self, edition: &Edition, door: &Secret) -> Result<Arc<Cube>, EditionError> {
        let number = edition.manifest.number;
        if let Some(cube) = self.held(number) {
            return Ok(cube);
        }
        let facts = edition.facts(n_threads().get(), |pseudonym| door.record_key(pseudonym))?;
        let cube = Arc::new(Cube::new(edition.reference()?, facts));
        let mut cubes = locked(&self.cubes);
        if !cubes.iter().any(|(other, _)| *other == number) {
            cubes.truncate(HELD - 1);
            cubes.insert(0, (number, Arc::clone(&cube)));
        }
        Ok(cube)
    }

    /// The edition's tables without its facts; `prepare` is called where they are not there yet.
    pub(crate) fn tables(
        &self,
        edition: &Edition,
        prepare: impl FnOnce() -> Result<(), AppError>,
    ) -> Result<Arc<Cube>, AppError> {
        let number = edition.manifest.number;
        if let Some(cube) = locked(&self.tables).get(&number) {
            return Ok(Arc::clone(cube));
        }
        prepare()?;
        let reference = edition.reference();
        let reference = reference.map_err(|error| AppError::Unreadable(error.in_italian()))?;
        let cube = Arc::new(Cube::new(reference, Facts::default()));
        locked(&self.tables).insert(number, Arc::clone(&cube));
        Ok(cube)
    }

    fn held(&self, number: u32) -> Option<Arc<Cube>> {
        let mut cubes = locked(&self.cubes);
        let place = cubes.iter().position(|(other, _)| *other == number)?;
        let found = cubes.remove(place);
        let cube = Arc::clone(&found.1);
        cubes.insert(0, found);
        Some(cube)
    }

    pub(crate) fn answer(&self, key: &AnswerKey) -> Option<Held> {
        locked(&self.answers).get(key).cloned()
    }

    pub(crate) fn keep(&self, key: AnswerKey, held: Held) {
        let mut answers = locked(&self.answers);
        if answers.len() >= ANSWERS {
            answers.clear();
        }
        answers.insert(key, held);
    }
}

/// The door of an edition: policy and secret.
pub(crate) fn door(secret: &Secret) -> Door {
    Door::new(&Policy::V1, secret)
}

/// As many as the machine has cores.
pub(crate) fn n_threads() -> NonZero<usize> {
    std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

/// A cache that a panic left half-written is still a cache of whole entries.
fn locked<T>(cache: &Mutex<T>) -> MutexGuard<'_, T> {
    cache.lock().unwrap_or_else(PoisonError::into_inner)
}
