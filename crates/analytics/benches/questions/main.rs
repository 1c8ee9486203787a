//! Typical questions on an edition of the made-up nation: our times, exact and protected, its memory,
//! and for other engines the same questions as SQL with the answers that they must give.
//!
//! `tools/benchmark-cube` runs it and sets DuckDB and DataFusion beside it. `PAS_BENCH_RECORDS` says how
//! many records (one million), `PAS_BENCH_SEED`, `PAS_BENCH_YEARS`, `PAS_BENCH_THREADS` and
//! `PAS_BENCH_ROUNDS` the rest; `PAS_BENCH_OUT` names the JSON file of the figures.

#[path = "../../../edition/examples/oracle/checks.rs"]
mod checks;
mod made_edition;
mod memory;
mod ours;
mod portal;
mod question_list;
mod settings;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

use pas_analytics::{Door, Policy, Secret};
use pas_cube::Cube;
use serde_json::json;

use settings::Settings;

/// The installation's secret: of a bench nothing is secret.
const SECRET: [u8; 32] = [42; 32];

fn main() -> Result<(), Box<dyn Error>> {
    let settings = Settings::from_environment()?;
    let made = made_edition::open_or_make(&settings)?;
    let (edition, manifest) = (&made.edition, &made.edition.manifest);
    eprintln!("questions: {} records", manifest.counts.facts);
    let secret = Secret::from_bytes(&SECRET);
    memory::forget_peak();
    let start = Instant::now();
    let facts = edition.facts(settings.n_threads.get(), |person| secret.record_key(person))?;
    let load_seconds = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let cube = Cube::new(edition.reference()?, facts);
    let cube_seconds = start.elapsed().as_secs_f64();
    let memory_bytes = cube.n_bytes();
    let load_peak_bytes = memory::peak_bytes();
    eprintln!(
        "questions: loaded in {load_seconds:.2} s and {cube_seconds:.2} s, {memory_bytes} bytes"
    );
    let door = Door::new(&Policy::V1, &secret);
    memory::forget_peak();
    let questions = ours::questions(&cube, &door, &settings)?;
    // A profiler wants the chosen questions alone.
    let portal = if settings.only.is_empty() {
        Some(portal::measure(&cube, &door, &settings)?)
    } else {
        None
    };
    let figures = json!({
        "edition": edition.path(),
        "records": manifest.counts.facts,
        "people": manifest.counts.people,
        "households": manifest.counts.households,
        "places": cube.reference().places.len(),
        "years": cube.reference().n_years,
        "threads": settings.n_threads,
        "rounds": settings.n_rounds,
        "build": made.build,
        "disk_bytes": manifest.files.iter().map(|file| file.bytes).sum::<u64>(),
        "memory_bytes": memory_bytes,
        "load_seconds": load_seconds,
        "cube_seconds": cube_seconds,
        "load_peak_bytes": load_peak_bytes,
        "answer_peak_bytes": memory::peak_bytes(),
        "questions": questions,
        "portal": portal,
    });
    let mut out = BufWriter::new(File::create(&settings.out)?);
    serde_json::to_writer(&mut out, &figures)?;
    out.flush()?;
    eprintln!("questions: figures in {}", settings.out.display());
    Ok(())
}
