//! The scan against the obvious answer, over made-up worlds and random legal questions.

mod amounts;
mod code;
mod due;
mod naive;
mod question;
mod random;
mod residents;
mod world;

use std::collections::BTreeSet;
use std::num::NonZero;

use pas_cube::dimension::levels;
use pas_cube::grid::{Cell, Grid, N_SUMS};
use pas_cube::plan::{Needs, Side};
use pas_cube::{Cube, Fact, Plan, Query, Tables, scan};

use naive::{Answer, Codes};
use random::Random;
use world::World;

/// Facts that are read at once; a part of a scan has four times as many at least.
const BLOCK: usize = 4096;
const EVERYTHING: Needs = Needs {
    people: true,
    keys: true,
    households: true,
    sums: [true; N_SUMS],
    tops: true,
    amounts: true,
};

#[test]
fn a_scan_gives_the_obvious_answer() {
    let mut asked = Asked::default();
    for seed in 0..60 {
        let world = World::new(seed, 400);
        let mut random = Random::new(seed);
        for _ in 0..20 {
            let text = question::over_facts(&mut random, &world);
            check(seed, &world, &text, &mut asked);
        }
    }
    // The questions must have been worth asking.
    assert!(
        asked.n_cells > 30_000,
        "only {} cells with people",
        asked.n_cells
    );
    let all: BTreeSet<&str> = levels().map(|level| level.id).collect();
    for (side, ids) in [
        ("rows", &asked.rows),
        ("columns", &asked.columns),
        ("filters", &asked.filters),
    ] {
        let missing: Vec<_> = all.difference(ids).collect();
        assert!(missing.is_empty(), "never on {side}: {missing:?}");
    }
}

#[test]
fn a_scan_of_many_blocks_on_several_cores_gives_the_obvious_answer() {
    let mut asked = Asked::default();
    for seed in [1_000, 1_001] {
        let world = World::new(seed, 14 * BLOCK);
        assert!(world.facts.len() > 12 * BLOCK, "too few for three parts");
        let mut random = Random::new(seed);
        for _ in 0..18 {
            let text = question::over_facts(&mut random, &world);
            check(seed, &world, &text, &mut asked);
        }
    }
    assert!(
        asked.n_cells > 1_000,
        "only {} cells with people",
        asked.n_cells
    );
}

/// Amounts by time, territory, body and benefit are answered from merged facts, where these are few.
#[test]
fn merged_facts_give_the_obvious_answer() {
    let (mut asked, mut n_worlds) = (Asked::default(), 0);
    for seed in 2_000..2_012 {
        let world = World::new(seed, 3 * BLOCK);
        // The merged facts are what the cube holds beyond its facts.
        n_worlds += usize::from(world.cube.n_bytes() > world.cube.facts().n_bytes());
        let mut random = Random::new(seed);
        for _ in 0..12 {
            let text = amounts::text(&mut random, &world);
            check(seed, &world, &text, &mut asked);
        }
    }
    assert!(n_worlds > 3, "only {n_worlds} worlds with merged facts");
    assert!(
        asked.n_cells > 1_000,
        "only {} cells with people",
        asked.n_cells
    );
}

/// A block in which nobody has enough is passed over; who goes on from it into the next one must not be
/// taken for the last person before it.
#[test]
fn nobody_inherits_the_part_of_another() {
    let one = World::new(1, 10).facts[0];
    let (last, edge) = (BLOCK as u64 - 1, 2 * BLOCK as u64 - 1);
    let amount = |row: u64| match row {
        0 | 1 => 1_000_000,
        row if row == last => 999_999,
        row if row == edge + 100 => 3_000_000,
        _ => 500,
    };
    let facts = (0..3 * BLOCK as u64).map(|row| {
        // The person with the last fact of the second block has the first one of the third too.
        let person = if row > edge { row - 1 } else { row };
        Fact {
            person,
            household: person,
            total_cents: amount(row),
            ..one
        }
    });
    let world = World::of(World::new(1, 10).cube.reference().clone(), facts.collect());
    check(1, &world, "misure=spesa", &mut Asked::default());
}

/// What the questions asked for.
#[derive(Default)]
struct Asked {
    rows: BTreeSet<&'static str>,
    columns: BTreeSet<&'static str>,
    filters: BTreeSet<&'static str>,
    n_cells: usize,
}

/// One question, with all statistics and with those that its measures need, on one core and on three.
fn check(seed: u64, world: &World, text: &str, asked: &mut Asked) {
    let case = format!("world {seed}: {text}");
    let query = Query::parse(text).expect(&case);
    let mut plan = Plan::of(&query, &world.cube).expect(&case);
    asked.rows.extend(query.rows.iter().map(|level| level.id));
    asked
        .columns
        .extend(query.columns.iter().map(|level| level.id));
    asked
        .filters
        .extend(query.filters.iter().map(|(level, _)| level.id));
    let answer = naive::answer(world.cube.reference(), &world.facts, &query);
    let needed = plan.needs;
    for n_threads in [1, 3] {
        for needs in [EVERYTHING, needed.protected(), needed] {
            plan.needs = needs;
            let tables = scan(
                &world.cube,
                &plan,
                NonZero::new(n_threads).expect("not zero"),
            );
            compare(
                &world.cube,
                &plan,
                &tables,
                &answer,
                &format!("{case}, {n_threads} threads"),
            );
        }
    }
    asked.n_cells += answer.groups[0].len();
}

fn compare(cube: &Cube, plan: &Plan, tables: &Tables, answer: &Answer, case: &str) {
    let nothing = Side::default();
    let groupings = [
        ("body", &tables.body, &plan.rows, &plan.columns),
        ("row totals", &tables.row_totals, &plan.rows, &nothing),
        (
            "column totals",
            &tables.column_totals,
            &nothing,
            &plan.columns,
        ),
        ("whole", &tables.whole, &nothing, &nothing),
    ];
    for ((name, grid, rows, columns), groups) in groupings.into_iter().zip(&answer.groups) {
        let case = format!("{case}: {name}");
        assert_eq!(
            (grid.n_rows, grid.n_columns),
            (rows.len(), columns.len()),
            "{case}"
        );
        assert_eq!(grid.cells.len(), rows.len() * columns.len(), "{case}");
        let rows = codes(cube, rows);
        let columns = codes(cube, columns);
        let mut n_found = 0;
        for (row, row_codes) in rows.iter().enumerate() {
            for (column, column_codes) in columns.iter().enumerate() {
                let at = row * grid.n_columns + column;
                let group = groups.get(&(row_codes.clone(), column_codes.clone()));
                n_found += usize::from(group.is_some());
                let expected = group.map(|group| (group.cell(), group.amounts()));
                let (cell, amounts) = expected.unwrap_or_default();
                let case = format!("{case}: {row_codes:?} {column_codes:?}");
                assert_eq!(grid.cells[at], as_needed(cell, &plan.needs), "{case}");
                if plan.needs.amounts {
                    assert_eq!(grid.amounts[at], amounts, "{case}");
                }
            }
        }
        assert_eq!(
            n_found,
            groups.len(),
            "{case}: cells that are not in the table"
        );
        assert!(plan.needs.amounts || grid.amounts.is_empty(), "{case}");
    }
}

/// `cell` without what was not asked for.
fn as_needed(mut cell: Cell, needs: &Needs) -> Cell {
    if !needs.people {
        cell.people = 0;
    }
    if !needs.keys {
        cell.key = 0;
    }
    if !needs.households {
        cell.households = 0;
    }
    for sum in 0..N_SUMS {
        if !needs.sums[sum] {
            cell.sums[sum] = 0;
        }
        if !(needs.sums[sum] && needs.tops) {
            cell.top[sum] = [0; 2];
        }
    }
    cell
}

fn codes(cube: &Cube, side: &Side) -> Vec<Codes> {
    let of_row = |n| {
        side.row(cube, n)
            .iter()
            .map(|node| node.code.clone())
            .collect()
    };
    (0..side.len()).map(of_row).collect()
}

#[test]
fn a_wrong_cell_is_seen() {
    let world = World::new(3, 100);
    let query = Query::parse("misure=beneficiari&righe=sesso").unwrap();
    let plan = Plan::of(&query, &world.cube).unwrap();
    let mut tables = scan(&world.cube, &plan, NonZero::new(1).unwrap());
    let answer = naive::answer(world.cube.reference(), &world.facts, &query);
    compare(&world.cube, &plan, &tables, &answer, "as it is");
    let Grid { cells, .. } = &mut tables.row_totals;
    cells[1].people += 1;
    let wrong = std::panic::catch_unwind(|| compare(&world.cube, &plan, &tables, &answer, "wrong"));
    assert!(wrong.is_err());
}
