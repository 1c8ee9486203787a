//! The edition that is asked: written once for its size and seed, kept below the target folder.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::time::Instant;

use pas_edition::{About, Access, Edition, EditionError, Editions, Layout};
use pas_nation::Nation;
use serde_json::{Value, json};

use crate::memory;
use crate::settings::Settings;

/// The first of the years.
const FIRST_YEAR: i16 = 2020;

/// An edition, and what its build cost when it was built.
pub(crate) struct Made {
    pub(crate) edition: Edition,
    pub(crate) build: Value,
}

pub(crate) fn open_or_make(settings: &Settings) -> Result<Made, Box<dyn Error>> {
    let editions = Editions::below(&settings.folder);
    let note = settings.folder.join("build.json");
    if let Ok(text) = fs::read(&note) {
        return Ok(Made {
            edition: editions.open(1, Access::InForce)?,
            build: serde_json::from_slice(&text)?,
        });
    }
    if settings.folder.exists() {
        fs::remove_dir_all(&settings.folder)?;
    }
    fs::create_dir_all(&settings.folder)?;
    let build = make(settings, &editions)?;
    fs::write(&note, serde_json::to_vec(&build)?)?;
    Ok(Made {
        edition: editions.open(1, Access::InForce)?,
        build,
    })
}

fn make(settings: &Settings, editions: &Editions) -> Result<Value, EditionError> {
    let start = Instant::now();
    let nation = Nation::new(
        settings.seed,
        settings.n_records,
        FIRST_YEAR,
        settings.n_years,
    );
    let weighed = start.elapsed().as_secs_f64();
    eprintln!("questions: nation weighed in {weighed:.1} s");
    let about = About {
        title: "Nazione inventata".to_owned(),
        source: "persone e prestazioni inventate".to_owned(),
        data_version: format!("seme {}, {} record", settings.seed, settings.n_records),
        created: "2026-11-26T00:00:00Z".to_owned(),
        definitions: BTreeMap::new(),
    };
    let mut draft = editions.begin(nation.reference(), about, Layout::default())?;
    nation.try_for_each_chunk(settings.n_threads, |facts| {
        facts.iter().try_for_each(|fact| draft.push(fact))
    })?;
    draft.finish()?;
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("questions: edition written in {seconds:.1} s");
    Ok(json!({
        "seconds": seconds,
        "nation_seconds": weighed,
        "peak_bytes": memory::peak_bytes(),
    }))
}
