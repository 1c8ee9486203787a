//! What every word of an edition means, to travel with it.

use std::collections::BTreeMap;

use pas_cube::dimension::levels;
use pas_cube::measure;

/// Measures and levels by their names in questions, each with its definition in Italian.
pub(crate) fn definitions() -> BTreeMap<String, String> {
    let measures = measure::ALL.iter();
    let measures =
        measures.map(|one| (one.id.to_owned(), format!("{} {}", one.definition, one.how)));
    let levels = levels().map(|level| (level.id.to_owned(), level.definition.to_owned()));
    measures.chain(levels).collect()
}
