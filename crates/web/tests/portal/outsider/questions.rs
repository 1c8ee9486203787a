//! Random questions as anybody could type them.

use std::fmt::Write as _;

use pas_cube::dimension::{Level, levels};
use pas_cube::measure::{self, Measure};
use pas_cube::{Cube, Plan, Query};

/// Cells of a table that is asked for.
const MOST_CELLS: usize = 3_000;

/// Random choices (Knuth's linear congruence), the same every time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % n.max(1)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// The next legal question to `edition`, whose tables `cube` has.
pub(crate) fn question(cube: &Cube, edition: u32, dice: &mut Dice) -> String {
    loop {
        let text = any(cube, edition, dice);
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

fn any(cube: &Cube, edition: u32, dice: &mut Dice) -> String {
    let all: Vec<&'static Level> = levels().collect();
    let measures: Vec<&str> = (0..=dice.below(3))
        .map(|_| dice.of(measure::ALL))
        .map(|measure: &&Measure| measure.id)
        .collect();
    let mut text = format!("misure={}&edizione={edition}", measures.join(","));
    for (side, n) in [("righe", dice.below(3)), ("colonne", dice.below(2))] {
        let names: Vec<&str> = (0..n).map(|_| dice.of(&all).id).collect();
        if !names.is_empty() {
            let _ = write!(text, "&{side}={}", names.join(","));
        }
    }
    for _ in 0..dice.below(4) {
        let level = dice.of(&all);
        if let Some(node) = pick(cube, level, dice) {
            let _ = write!(text, "&{}={}", level.id, encoded(&node));
        }
    }
    match dice.below(6) {
        0 => text.push_str("&confronto=italia"),
        1 => text.push_str("&confronto=regione"),
        _ => {}
    }
    if dice.below(3) == 0 {
        let _ = write!(text, "&ordina=-{}", measures[0]);
        if dice.below(2) == 0 {
            let _ = write!(text, "&primi={}", 1 + dice.below(12));
        }
    }
    text
}

fn pick(cube: &Cube, level: &Level, dice: &mut Dice) -> Option<String> {
    let nodes = cube.nodes(level);
    (!nodes.is_empty()).then(|| dice.of(nodes).code.clone())
}
