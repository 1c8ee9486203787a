//! Writes made-up editions, random legal questions as SQL, and our answers, for another engine to
//! compare: `cargo run -p pas-edition --example oracle -- FOLDER` (see `tools/oracle`).
//!
//! The answers come from the edition as it is read back, so that files, tables and scan are held
//! against the SQL together. Nothing is protected: the people are made up.

#[path = "../../cube/tests/differential/code.rs"]
mod code;
#[path = "../../cube/tests/differential/question.rs"]
mod question;
#[path = "../../cube/tests/differential/random.rs"]
mod random;
#[path = "../../cube/tests/differential/world.rs"]
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use pas_cube::grid::{Grid, N_SUMS};
use pas_cube::measure::Base;
use pas_cube::plan::{Grouping, Side};
use pas_cube::{Cube, Plan, Query, Tables, scan, sql};
use pas_edition::{About, Access, Editions, Layout};
use serde_json::{Value, json};

use random::Random;
use world::{World, key_of};

/// Seed and facts of each edition, and how many questions are asked of it.
const EDITIONS: [(u64, usize, usize); 4] = [
    (5_000, 60_000, 150),
    (5_001, 6_000, 300),
    (5_002, 6_000, 300),
    (5_003, 2_000, 250),
];

const GROUPINGS: [(Grouping, &str); 4] = [
    (Grouping::Body, "body"),
    (Grouping::Rows, "row totals"),
    (Grouping::Columns, "column totals"),
    (Grouping::Whole, "whole"),
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
            for check in checks(&world.cube, &text, n % 4 == 0)? {
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
fn checks(cube: &Cube, text: &str, with_all_sums: bool) -> Result<Vec<Value>, Box<dyn Error>> {
    let query = Query::parse(text)?;
    let mut plan = Plan::of(&query, cube)?;
    plan.needs.people = true;
    if with_all_sums {
        plan.needs.households = true;
        plan.needs.sums = [true; N_SUMS];
    }
    let tables = scan(cube, &plan, NonZero::<usize>::MIN.saturating_add(1));
    let percents = percents(&query);
    let mut checks = Vec::new();
    for (grouping, name) in GROUPINGS {
        let (grid, rows, columns) = grid_of(&tables, &plan, grouping);
        let keys = Keys::of(cube, rows, columns);
        checks.push(json!({
            "grouping": name,
            "n_keys": keys.n,
            "sql": sql::statement(cube, &plan, grouping),
            "rows": statistics(&plan, grid, &keys),
        }));
        for percent in &percents {
            checks.push(json!({
                "grouping": format!("{name}, percentile {percent}"),
                "n_keys": keys.n,
                "sql": sql::percentile(cube, &plan, grouping, *percent),
                "rows": amounts(grid, &keys, *percent),
            }));
        }
    }
    Ok(checks)
}

fn percents(query: &Query) -> BTreeSet<u8> {
    let mut percents = BTreeSet::new();
    for measure in &query.measures {
        measure.formula.for_each_base(&mut |base| {
            if let Base::Percentile(percent) = base {
                percents.insert(percent);
            }
        });
    }
    percents
}

/// The cells of a grouping, and the sides that it keeps.
fn grid_of<'t>(
    tables: &'t Tables,
    plan: &'t Plan,
    grouping: Grouping,
) -> (&'t Grid, Option<&'t Side>, Option<&'t Side>) {
    match grouping {
        Grouping::Body => (&tables.body, Some(&plan.rows), Some(&plan.columns)),
        Grouping::Rows => (&tables.row_totals, Some(&plan.rows), None),
        Grouping::Columns => (&tables.column_totals, None, Some(&plan.columns)),
        Grouping::Whole => (&tables.whole, None, None),
    }
}

/// The codes of rows and of columns.
struct Keys {
    n: usize,
    rows: Vec<Vec<String>>,
    columns: Vec<Vec<String>>,
}

impl Keys {
    fn of(cube: &Cube, rows: Option<&Side>, columns: Option<&Side>) -> Self {
        let codes = |side: Option<&Side>| -> Vec<Vec<String>> {
            let Some(side) = side else {
                return vec![Vec::new()];
            };
            let of_row = |n| {
                let nodes = side.row(cube, n);
                nodes.iter().map(|node| node.code.clone()).collect()
            };
            (0..side.len()).map(of_row).collect()
        };
        let n_levels = |side: Option<&Side>| side.map_or(0, |side| side.levels.len());
        Self {
            n: n_levels(rows) + n_levels(columns),
            rows: codes(rows),
            columns: codes(columns),
        }
    }

    /// The codes of cell number `n`.
    fn of_cell(&self, n: usize) -> Vec<Value> {
        let row = &self.rows[n / self.columns.len()];
        let column = &self.columns[n % self.columns.len()];
        row.iter().chain(column).map(|code| json!(code)).collect()
    }
}

/// Codes and statistics of the cells with people; of the only cell even without.
fn statistics(plan: &Plan, grid: &Grid, keys: &Keys) -> Vec<Value> {
    let cells = grid.cells.iter().enumerate();
    let shown = cells.filter(|(_, cell)| cell.people > 0 || keys.n == 0);
    let row = |(n, cell): (usize, &pas_cube::grid::Cell)| {
        let mut row = keys.of_cell(n);
        row.push(json!(cell.people));
        if plan.needs.households {
            row.push(json!(cell.households));
        }
        row.extend(plan.needs.sums().map(|sum| json!(cell.sums[sum as usize])));
        json!(row)
    };
    shown.map(row).collect()
}

/// Codes and percentile of the cells with people.
fn amounts(grid: &Grid, keys: &Keys, percent: u8) -> Vec<Value> {
    let cells = grid.amounts.iter().enumerate();
    let shown = cells.filter(|(_, amounts)| !amounts.is_empty());
    let row = |(n, amounts): (usize, &Vec<u32>)| {
        let place = (amounts.len() * usize::from(percent)).div_ceil(100);
        let mut row = keys.of_cell(n);
        row.push(json!(amounts[place.max(1) - 1]));
        json!(row)
    };
    shown.map(row).collect()
}
