//! An edition of the made-up nation, in as many files as a small cluster has work for at once.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::thread;

use pas_edition::{About, EditionError, Editions, Layout, Manifest};
use pas_nation::Nation;

const SEED: u64 = 1;
const FIRST_YEAR: i16 = 2021;
const N_YEARS: u8 = 4;
const N_PARTS: u64 = 8;

/// Writes the edition of about `n_records` records.
pub(crate) fn write(editions: &Editions, n_records: u64) -> Result<Manifest, EditionError> {
    let nation = Nation::new(SEED, n_records, FIRST_YEAR, N_YEARS);
    let about = About {
        title: "Nazione inventata per due motori".to_owned(),
        source: "persone inventate".to_owned(),
        data_version: format!("{n_records} record"),
        created: "2026-01-01T00:00:00Z".to_owned(),
        definitions: BTreeMap::new(),
    };
    let layout = Layout::in_parts(nation.n_facts(), N_PARTS);
    let mut draft = editions.begin(nation.reference(), about, layout)?;
    let n_threads = thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    nation.try_for_each_chunk(n_threads, |facts| {
        facts.iter().try_for_each(|fact| draft.push(fact))
    })?;
    draft.finish()
}
