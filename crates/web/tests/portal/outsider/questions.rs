//! Random questions as anybody could type them.

use std::fmt::Write as _;

use pas_cube::dimension::{Level, levels};
use pas_cube::measure::{self, Measure};
use pas_cube::{Cube, Plan, Query};

use crate::random::Random;

/// Cells of a table that is asked for.
const MOST_CELLS: usize = 3_000;

/// The next legal question to `edition`, whose tables `cube` has.
pub(crate) fn question(cube: &Cube, edition: u32, random: &mut Random) -> String {
    loop {
        let text = any(cube, edition, random);
        let plan = Query::parse(&text).and_then(|query| Plan::of(&query, cube));
        let is_legal = plan.is_ok_and(|plan| {
            let (rows, columns) = (plan.rows.len(), plan.columns.len());
            rows * columns <= MOST_CELLS
        });
        if is_legal {
            return text;
        }
    }
}

/// A code as it stands in an address.
pub(crate) fn encoded(code: &str) -> String {
    code.replace('%', "%25")
        .replace('+', "%2B")
        .replace('&', "%26")
        .replace(' ', "+")
}

fn any(cube: &Cube, edition: u32, random: &mut Random) -> String {
    let all: Vec<&'static Level> = levels().collect();
    let measures: Vec<&str> = (0..=random.below(3))
        .map(|_| random.one(measure::ALL))
        .map(|measure: &&Measure| measure.id)
        .collect();
    let mut text = format!("misure={}&edizione={edition}", measures.join(","));
    for (side, n) in [("righe", random.below(3)), ("colonne", random.below(2))] {
        let names: Vec<&str> = (0..n).map(|_| random.one(&all).id).collect();
        if !names.is_empty() {
            let _ = write!(text, "&{side}={}", names.join(","));
        }
    }
    for _ in 0..random.below(4) {
        let level = random.one(&all);
        if let Some(node) = pick(cube, level, random) {
            let _ = write!(text, "&{}={}", level.id, encoded(&node));
        }
    }
    match random.below(6) {
        0 => text.push_str("&confronto=italia"),
        1 => text.push_str("&confronto=regione"),
        _ => {}
    }
    if random.below(3) == 0 {
        let _ = write!(text, "&ordina=-{}", measures[0]);
        if random.below(2) == 0 {
            let _ = write!(text, "&primi={}", random.between(1, 12));
        }
    }
    text
}

fn pick(cube: &Cube, level: &Level, random: &mut Random) -> Option<String> {
    let nodes = cube.nodes(level);
    (!nodes.is_empty()).then(|| random.one(nodes).code.clone())
}
