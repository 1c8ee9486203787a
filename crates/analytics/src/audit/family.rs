//! Which tables are attacked together: all boxes over a few dimensions, with every margin.

use std::num::NonZero;

use pas_cube::dimension::level;
use pas_cube::{Cube, Plan, Query, scan};

/// A dimension of a family, with the levels that are asked; "all" always belongs to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Names of the levels.
    pub levels: Vec<&'static str>,
    /// Whether a person within the family's year has one node only, so that people add up too.
    pub splits_people: bool,
}

impl Dimension {
    /// A dimension whose nodes share no person.
    pub fn of_people(levels: &[&'static str]) -> Self {
        Self {
            levels: levels.to_vec(),
            splits_people: true,
        }
    }

    /// A dimension in which a person may have several nodes.
    pub fn of_records(levels: &[&'static str]) -> Self {
        Self {
            levels: levels.to_vec(),
            splits_people: false,
        }
    }
}

/// Tables that share variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Italian name.
    pub name: String,
    /// Level and code that all boxes are inside of.
    pub filters: Vec<(&'static str, String)>,
    /// The dimensions.
    pub dimensions: Vec<Dimension>,
    /// The dimension and level whose nodes stand for insiders: each knows all boxes of its own node.
    pub insiders: Option<(usize, &'static str)>,
}

/// The families of one year: of the whole country, of each of `provinces`, and of each of `all_ats`.
pub(super) fn of_year(year: &str, provinces: &[String], all_ats: &[String]) -> Vec<Family> {
    let people = Dimension::of_people;
    let records = Dimension::of_records;
    let mut families = vec![Family {
        name: format!("Italia {year}: territorio, gruppo, sesso, cittadinanza"),
        filters: vec![("anno", year.to_owned())],
        dimensions: vec![
            people(&["ripartizione", "regione", "provincia"]),
            records(&["gruppo"]),
            people(&["sesso"]),
            people(&["cittadinanza"]),
        ],
        insiders: None,
    }];
    for province in provinces {
        let mut add = |name: &str, insiders, dimensions| {
            families.push(Family {
                name: format!("{province} {year}: {name}"),
                filters: vec![("anno", year.to_owned()), ("provincia", province.clone())],
                dimensions,
                insiders,
            });
        };
        let territory = || people(&["ats", "classe", "comune"]);
        add(
            "comune, prestazione, sesso",
            Some((0, "comune")),
            vec![
                territory(),
                records(&["gruppo", "prestazione"]),
                people(&["sesso"]),
            ],
        );
        add(
            "comune, età, sesso, cittadinanza",
            Some((0, "comune")),
            vec![
                territory(),
                people(&["eta_ampia", "eta"]),
                people(&["sesso"]),
                people(&["cittadinanza"]),
            ],
        );
        add(
            "comune, mese, gruppo, sesso",
            Some((0, "comune")),
            vec![
                territory(),
                records(&["trimestre", "mese"]),
                records(&["gruppo"]),
                people(&["sesso"]),
            ],
        );
    }
    families.extend(all_ats.iter().map(|ats| of_bodies(year, ats)));
    families
}

/// Bodies by residence within an ATS; the two multiply, and a province would be too large.
fn of_bodies(year: &str, ats: &str) -> Family {
    Family {
        name: format!("{ats} {year}: ente e comune, prestazione, sesso"),
        filters: vec![
            ("anno", year.to_owned()),
            ("ats", ats.to_owned()),
            ("ats_ente", ats.to_owned()),
        ],
        dimensions: vec![
            Dimension::of_records(&["ente"]),
            Dimension::of_people(&["comune"]),
            Dimension::of_records(&["gruppo", "prestazione"]),
            Dimension::of_people(&["sesso"]),
        ],
        insiders: Some((0, "ente")),
    }
}

/// Codes of the nodes of a level, in the order of the edition; none for a level that is not there.
pub(super) fn codes(cube: &Cube, id: &str) -> Vec<String> {
    let nodes = level(id).map(|level| cube.nodes(level));
    let nodes = nodes.unwrap_or_default().iter();
    nodes.map(|node| node.code.clone()).collect()
}

/// Codes of the nodes of a level of residence in which anybody gets anything, most people first.
pub(super) fn by_people(cube: &Cube, id: &str) -> Vec<String> {
    let asked = Query::parse(&format!("misure=beneficiari&righe={id}"));
    let Ok(plan) = asked.and_then(|query| Plan::of(&query, cube)) else {
        return Vec::new();
    };
    let grid = scan(cube, &plan, NonZero::<usize>::MIN).body;
    let rows = grid
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.people > 0);
    let mut rows: Vec<(usize, u32)> = rows.map(|(row, cell)| (row, cell.people)).collect();
    rows.sort_by_key(|(row, people)| (std::cmp::Reverse(*people), *row));
    let code = |(row, _): (usize, u32)| {
        plan.rows
            .row(cube, row)
            .first()
            .map(|node| node.code.clone())
    };
    rows.into_iter().filter_map(code).collect()
}
