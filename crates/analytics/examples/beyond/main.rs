//! The two engines side by side: makes an edition, asks both, and says where they differ.
//!
//! `beyond world FOLDER N` writes an edition of N made-up records, and the keys of its people. `beyond compare
//! FOLDER QUERIES SECONDS -- COMMAND…` asks every line of the file QUERIES of the scan and of the
//! program COMMAND, which has SECONDS for each, and fails where one cell differs. It is what
//! `distributed/show` runs.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program of the command line speaks there"
)]

mod world;

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use pas_analytics::{Engine, External, Secret};
use pas_cube::{Cube, Plan, Query, Tables};
use pas_edition::{Access, Edition, Editions};

/// The secret of the made-up world: there is nobody to protect.
const SECRET: [u8; 32] = [7; 32];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["world", folder, n_records] => make(Path::new(folder), n_records),
        ["compare", folder, queries, seconds, "--", command @ ..] => {
            compare(Path::new(folder), queries, seconds, command)
        }
        _ => Err(
            "usage: beyond world FOLDER N | beyond compare FOLDER QUERIES SECONDS -- COMMAND…"
                .into(),
        ),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            let mut cause: Option<&dyn Error> = Some(error.as_ref());
            while let Some(one) = cause {
                eprintln!("beyond: {one}");
                cause = one.source();
            }
            ExitCode::FAILURE
        }
    }
}

fn make(folder: &Path, n_records: &str) -> Result<ExitCode, Box<dyn Error>> {
    let manifest = world::write(&Editions::below(folder), n_records.parse()?)?;
    let secret = Secret::from_bytes(&SECRET);
    let mut keys = BufWriter::new(File::create(folder.join("keys"))?);
    open(folder)?
        .each_person(|pseudonym| keys.write_all(&secret.record_key(pseudonym).to_le_bytes()))??;
    keys.flush()?;
    let counts = manifest.counts;
    println!(
        "{} records of {} people in {} households",
        counts.facts, counts.people, counts.households
    );
    Ok(ExitCode::SUCCESS)
}

fn open(folder: &Path) -> Result<Edition, Box<dyn Error>> {
    Ok(Editions::below(folder).open(1, Access::InForce)?)
}

fn compare(
    folder: &Path,
    queries: &str,
    seconds: &str,
    command: &[&str],
) -> Result<ExitCode, Box<dyn Error>> {
    let edition = open(folder)?;
    let secret = Secret::from_bytes(&SECRET);
    let n_threads = thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let started = Instant::now();
    let facts = edition.facts(n_threads.get(), |pseudonym| secret.record_key(pseudonym))?;
    let cube = Cube::new(edition.reference()?, facts);
    println!(
        "loaded {} records in {:.2} s",
        cube.facts().len(),
        started.elapsed().as_secs_f64()
    );
    let embedded = Engine::Embedded(n_threads);
    let external = Engine::External(External {
        command: command.iter().map(|word| (*word).to_owned()).collect(),
        edition: fs::canonicalize(edition.path())?,
        keys: fs::canonicalize(folder.join("keys"))?,
        timeout: Duration::from_secs(seconds.parse()?),
    });
    let mut n_differences = 0_usize;
    let mut n_asked = 0_usize;
    println!(
        "{:>9} {:>9} {:>8}  question",
        "scan ms", "engine s", "cells"
    );
    for query in fs::read_to_string(queries)?.lines() {
        if query.is_empty() || query.starts_with('#') {
            continue;
        }
        n_asked += 1;
        let mut plan = Plan::of(&Query::parse(query)?, &cube)?;
        plan.needs = plan.needs.protected();
        let started = Instant::now();
        let expected = embedded.answer(&cube, &plan)?;
        let scan_ms = started.elapsed().as_secs_f64() * 1_000.0;
        let started = Instant::now();
        let found = external.answer(&cube, &plan)?;
        let engine_s = started.elapsed().as_secs_f64();
        let verdict = if found == expected { "" } else { "  DIFFERS" };
        let n_cells = expected.body.cells.len();
        println!("{scan_ms:>9.1} {engine_s:>9.2} {n_cells:>8}  {query}{verdict}");
        if found != expected {
            n_differences += 1;
            describe(&expected, &found);
        }
    }
    println!("{n_asked} questions, {n_differences} different");
    Ok(if n_differences == 0 && n_asked > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Prints the first cell of each table that differs.
fn describe(expected: &Tables, found: &Tables) {
    let tables = [
        ("body", &expected.body, &found.body),
        ("row totals", &expected.row_totals, &found.row_totals),
        (
            "column totals",
            &expected.column_totals,
            &found.column_totals,
        ),
        ("whole", &expected.whole, &found.whole),
    ];
    for (name, expected, found) in tables {
        let cells = expected.cells.iter().zip(&found.cells).enumerate();
        let mut differing = cells.filter(|(_, (expected, found))| expected != found);
        if let Some((n, (expected, found))) = differing.next() {
            println!("  {name}, cell {n}: expected {expected:?}, found {found:?}");
        } else if expected != found {
            println!("  {name}: the people's amounts differ");
        }
    }
}
