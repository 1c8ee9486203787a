//! Residents against the obvious count, group of people by group of people.

use std::collections::BTreeSet;

use pas_cube::dimension::{Axis, Level, levels};
use pas_cube::measure::Population;
use pas_cube::plan::Side;
use pas_cube::traits::AgeBand;
use pas_cube::{Cube, Plan, Query, Reference, Residents};

use crate::code::{broad_age, counted_for, territory};
use crate::question::{MAX_CELLS, n_cells, sides, text};
use crate::random::Random;
use crate::world::World;

#[test]
fn residents_are_the_obvious_ones() {
    let (mut n_known, mut n_unknown) = (0, 0);
    for seed in 2_000..2_060 {
        let world = World::new(seed, 50);
        let mut random = Random::new(seed);
        for _ in 0..10 {
            let text = question_over_residents(&mut random, &world);
            let query = Query::parse(&text).expect(&text);
            let plan = Plan::of(&query, &world.cube).expect(&text);
            for found in residents_of_a_few_cells(&world.cube, &query, &plan, &mut random, &text) {
                match found {
                    Some(n) if n > 0 => n_known += 1,
                    Some(_) => {}
                    None => n_unknown += 1,
                }
            }
        }
    }
    assert!(
        n_known > 3_000 && n_unknown > 1_000,
        "{n_known} known, {n_unknown} unknown"
    );
}

/// Compares some cells of every grouping, and returns what they hold.
fn residents_of_a_few_cells(
    cube: &Cube,
    query: &Query,
    plan: &Plan,
    random: &mut Random,
    text: &str,
) -> Vec<Option<i64>> {
    let of_plan = Residents::of(cube, plan);
    let mut all = Vec::new();
    for _ in 0..12 {
        let mut one = |side: &Side| {
            let is_total = side.is_empty() || random.percent(30);
            (!is_total).then(|| random.below(side.len()))
        };
        let (row, column) = (one(&plan.rows), one(&plan.columns));
        let mut cell: Vec<(&'static Level, Option<String>)> = Vec::new();
        for (side, n) in [(&plan.rows, row), (&plan.columns, column)] {
            let codes = n.map(|n| side.row(cube, n));
            let levels = side.levels.iter().enumerate();
            cell.extend(
                levels.map(|(at, level)| {
                    (*level, codes.as_ref().map(|nodes| nodes[at].code.clone()))
                }),
            );
        }
        for population in [Population::Residents, Population::Target] {
            let expected = residents(cube.reference(), query, &cell, population);
            let found = of_plan.count(row, column, population);
            assert_eq!(found, expected, "{text}: {cell:?}, {population:?}");
            all.push(found);
        }
    }
    all
}

/// A grid of another shape would be asked.
/// A question about residents: it names the year or a part of it, and no body.
fn question_over_residents(random: &mut Random, world: &World) -> String {
    let time: Vec<&'static Level> = levels().filter(|level| level.axis == Axis::Time).collect();
    let filter = *random.one(&time);
    loop {
        let (rows, columns) = sides(random, &[Axis::Body]);
        let shown = rows.iter().chain(&columns);
        let is_timed = shown.into_iter().any(|level| level.axis == Axis::Time);
        if n_cells(world, &rows) * n_cells(world, &columns) <= MAX_CELLS {
            let measures = "abitanti,popolazione_riferimento,spesa";
            let filter = if is_timed { &[][..] } else { &[filter][..] };
            return text(random, world, measures, (&rows, &columns), filter);
        }
    }
}

/// The residents of the cell with the codes `cell` of its levels (`None`: a total over the level),
/// counted person group by person group.
fn residents(
    reference: &Reference,
    query: &Query,
    cell: &[(&'static Level, Option<String>)],
    population: Population,
) -> Option<i64> {
    let filters = query
        .filters
        .iter()
        .map(|(level, code)| (*level, code.as_str()));
    let own = cell
        .iter()
        .filter_map(|(level, code)| Some((*level, code.as_deref()?)));
    let all: Vec<(&Level, &str)> = filters.chain(own).collect();
    let on = |axis: Axis| all.iter().filter(move |(level, _)| level.axis == axis);
    if on(Axis::Sex)
        .chain(on(Axis::Age))
        .any(|(_, code)| *code == "nd")
    {
        return None;
    }
    let is_in_year = |year: &i16| on(Axis::Time).all(|(_, code)| code[..4] == year.to_string());
    let years: Vec<i16> = reference.years().filter(is_in_year).collect();
    let &[year] = years.as_slice() else {
        return None;
    };
    let count = counted_for(reference, year)?;
    let ages = match population {
        Population::Residents => None,
        Population::Target => target(reference, &all, cell)?,
    };
    let summed = cell
        .iter()
        .find(|(level, code)| level.axis == Axis::Residence && code.is_none());
    let mut n = 0;
    for (place, residents) in count.residents.iter().enumerate() {
        let of = |level: &Level| territory(reference, level.id, place, year);
        let is_abroad = reference.places[place].belfiore.is_empty();
        let is_in = on(Axis::Residence).all(|(level, code)| of(level).as_deref() == Some(code));
        if is_abroad || !is_in || summed.is_some_and(|(level, _)| of(level).is_none()) {
            continue;
        }
        for (group, residents) in residents.iter().enumerate() {
            let sex = if group < 12 { "M" } else { "F" };
            let band = AgeBand::ALL[group % 12 + 1];
            let is_of_age = on(Axis::Age).all(|(level, code)| {
                *code
                    == if level.id == "eta" {
                        band.code()
                    } else {
                        broad_age(band)
                    }
            });
            let is_target = ages.is_none_or(|ages| broad_age(band) == ages);
            if on(Axis::Sex).all(|(_, code)| *code == sex) && is_of_age && is_target {
                n += i64::from(*residents);
            }
        }
    }
    Some(n)
}

/// The broad age that the area is meant for, `Some(None)` for all; `None` where we have no such count.
#[expect(
    clippy::option_option,
    reason = "all ages and no answer are two things"
)]
fn target(
    reference: &Reference,
    all: &[(&Level, &str)],
    cell: &[(&'static Level, Option<String>)],
) -> Option<Option<&'static str>> {
    let is_named = all.iter().any(|(level, _)| level.axis == Axis::Benefit);
    let summed = cell
        .iter()
        .find(|(level, code)| level.axis == Axis::Benefit && code.is_none());
    if !is_named && summed.is_none() {
        return Some(None);
    }
    let mut areas = BTreeSet::new();
    for benefit in &reference.benefits {
        let of = |level: &Level| match level.id {
            "gruppo" => &benefit.group,
            "area_istat" => &benefit.istat_area,
            "categoria" => &benefit.category,
            _ => &benefit.code,
        };
        let on_axis = all.iter().filter(|(level, _)| level.axis == Axis::Benefit);
        let is_in = on_axis.clone().all(|(level, code)| of(level) == code);
        if is_in && summed.is_none_or(|(level, _)| !of(level).is_empty()) {
            areas.insert(benefit.istat_area.as_str());
        }
    }
    match areas.into_iter().collect::<Vec<_>>().as_slice() {
        ["FAM"] => Some(Some("0-17")),
        ["ELD"] => Some(Some("65+")),
        ["DIS" | "ADD" | "IMM" | "POV"] => None,
        _ => Some(None),
    }
}
