//! Writes made-up editions, random legal questions as SQL, and our answers, for another engine to
//! compare: `cargo run -p pas-edition --example oracle -- FOLDER` (see `tools/oracle`).
//!
//! The answers come from the edition as it is read back, so that files, tables and scan are held
//! against the SQL together. Nothing is protected: the people are made up.

mod checks;
#[path = "../../../cube/tests/differential/code.rs"]
mod code;
#[path = "../../../cube/tests/differential/question.rs"]
mod question;
#[path = "../../../cube/tests/differential/random.rs"]
mod random;
#[path = "../../../cube/tests/differential/world.rs"]
mod world;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use pas_cube::grid::N_SUMS;
use pas_cube::{Cube, Plan, Query, scan};
use pas_edition::{About, Access, Editions, Layout};
use serde_json::{Value, json};

use checks::GROUPINGS;
use random::Random;
use world::{World, key_of};

/// Seed and facts of each edition, and how many questions are asked of it.
const EDITIONS: [(u64, usize, usize); 4] = [
    (5_000, 60_000, 150),
    (5_001, 6_000, 300),
    (5_002, 6_000, 300),
    (5_003, 2_000, 250),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or("usage: oracle FOLDER")?;
    let mut out = BufWriter::new(File::create(folder.join("checks.jsonl"))?);
    for (seed, n_facts, n_questions) in EDITIONS {
        let data = folder.join(seed.to_string());
        fs::create_dir(&data)?;
        let (world, path) = edition(seed, n_facts, &data)?;
        let path = path.strip_prefix(&folder)?;
        let mut random = Random::new(seed);
        for n in 0..n_questions {
            let text = question::over_facts(&mut random, &world);
            for check in answered(&world.cube, &text, n % 4 == 0)? {
                let line = json!({ "edition": path, "question": text, "check": check });
                writeln!(out, "{line}")?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

/// A made-up world as it is read back from its edition, and the edition's folder.
fn edition(seed: u64, n_facts: usize, data: &Path) -> Result<(World, PathBuf), Box<dyn Error>> {
    let mut world = World::new(seed, n_facts);
    pas_edition::sort_facts(&mut world.facts);
    let about = About {
        title: format!("Mondo inventato {seed}"),
        source: "numeri a caso, sempre gli stessi".to_owned(),
        data_version: seed.to_string(),
        created: "2026-11-26T00:00:00Z".to_owned(),
        definitions: BTreeMap::new(),
    };
    let editions = Editions::below(data);
    let layout = Layout::in_parts(u64::try_from(world.facts.len())?, 3);
    let manifest = editions.write(world.cube.reference(), &world.facts, about, layout)?;
    let edition = editions.open(manifest.number, Access::InForce)?;
    world.cube = Cube::new(edition.reference()?, edition.facts(2, key_of)?);
    Ok((world, edition.path().to_owned()))
}

/// The statements of a question, each with the rows that it must give.
fn answered(cube: &Cube, text: &str, with_all_sums: bool) -> Result<Vec<Value>, Box<dyn Error>> {
    let query = Query::parse(text)?;
    let mut plan = Plan::of(&query, cube)?;
    plan.needs.people = true;
    if with_all_sums {
        plan.needs.households = true;
        plan.needs.sums = [true; N_SUMS];
    }
    let tables = scan(cube, &plan, NonZero::<usize>::MIN.saturating_add(1));
    Ok(checks::of(cube, &query, &plan, &tables, &GROUPINGS))
}
