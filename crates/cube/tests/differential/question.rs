//! Random legal questions, most of them about facts that are there.

use pas_cube::Fact;
use pas_cube::dimension::{Axis, Level, levels};
use pas_cube::measure;

use crate::code::code_of;
use crate::random::Random;
use crate::world::World;

/// Most cells of a table, so that the naive answer keeps up.
pub(super) const MAX_CELLS: usize = 8_000;

/// A question about `world` with measures over facts.
pub(crate) fn over_facts(random: &mut Random, world: &World) -> String {
    let measures = measures(random);
    loop {
        let (rows, columns) = sides(random, &[]);
        if n_cells(world, &rows) * n_cells(world, &columns) <= MAX_CELLS {
            return text(random, world, &measures, (&rows, &columns), &[]);
        }
    }
}

fn measures(random: &mut Random) -> String {
    let over_facts = measure::ALL
        .iter()
        .filter(|one| one.formula.population().is_none());
    let ids: Vec<&str> = over_facts.map(|measure| measure.id).collect();
    let n = random.between(1, 4);
    (0..n)
        .map(|_| *random.one(&ids))
        .collect::<Vec<_>>()
        .join(",")
}

pub(super) fn n_cells(world: &World, levels: &[&Level]) -> usize {
    levels
        .iter()
        .map(|level| world.cube.nodes(level).len())
        .product()
}

/// Levels for rows and columns, no two of an axis.
pub(super) fn sides(
    random: &mut Random,
    without: &[Axis],
) -> (Vec<&'static Level>, Vec<&'static Level>) {
    let all: Vec<&'static Level> = levels()
        .filter(|level| !without.contains(&level.axis))
        .collect();
    let mut axes: Vec<Axis> = Vec::new();
    let mut side = || {
        let n = random.below(3);
        let mut levels: Vec<&'static Level> = Vec::new();
        while levels.len() < n {
            let level = *random.one(&all);
            if !axes.contains(&level.axis) {
                axes.push(level.axis);
                levels.push(level);
            }
        }
        levels
    };
    (side(), side())
}

pub(super) fn text(
    random: &mut Random,
    world: &World,
    measures: &str,
    (rows, columns): (&[&Level], &[&Level]),
    also: &[&'static Level],
) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    out.append_pair("misure", measures);
    for (key, side) in [("righe", rows), ("colonne", columns)] {
        if !side.is_empty() {
            let ids: Vec<&str> = side.iter().map(|level| level.id).collect();
            out.append_pair(key, &ids.join(","));
        }
    }
    let no_body = measures.contains("abitanti");
    let all: Vec<&'static Level> = levels()
        .filter(|level| !(no_body && level.axis == Axis::Body))
        .collect();
    let mut filters = also.to_vec();
    for _ in 0..random.below(4) {
        let level = *random.one(&all);
        if !filters.contains(&level) {
            filters.push(level);
        }
    }
    let fact = random.one(&world.facts);
    for level in filters {
        if let Some(code) = a_code(random, world, level, fact) {
            out.append_pair(level.id, &code);
        }
    }
    if random.percent(20) {
        out.append_pair("fino_a", &random.between(1, 12).to_string());
    }
    out.finish()
}

/// Mostly the code of `fact`, so that filters together leave something; else any of the level.
fn a_code(random: &mut Random, world: &World, level: &Level, fact: &Fact) -> Option<String> {
    let month = fact.months.iter().next().expect("a fact touches a month");
    let own = code_of(world.cube.reference(), level, fact, month);
    let nodes = world.cube.nodes(level);
    if nodes.is_empty() || (own.is_some() && random.percent(85)) {
        return own;
    }
    Some(random.one(nodes).code.clone())
}
