//! The dimensions: every level that a query may name, and how its nodes are read off a fact.
//!
//! One more level is one entry in its axis's file, and for a new axis one line in [`LEVELS`]. The
//! lattice is closed: no free bands, no sets drawn by hand (rule R1 of the disclosure control).

mod age;
mod benefit;
mod body;
mod coded;
mod residence;
mod time;

use crate::reference::Reference;

pub use age::BROAD_AGES;
pub use residence::{MACRO_AREAS, cluster_label, macro_area};

/// What a level is a level of. Two levels of one axis cut the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Axis {
    /// When.
    Time,
    /// Where the person lives.
    Residence,
    /// Which body grants.
    Body,
    /// Which benefit.
    Benefit,
    /// Sex.
    Sex,
    /// Age.
    Age,
    /// Citizenship.
    Citizenship,
    /// ISEE band.
    Isee,
    /// Means test.
    MeansTest,
    /// Periodic or one-off.
    Carattere,
    /// Presa in carico and area di utenza.
    Carico,
    /// SINA: daily living.
    DailyLiving,
    /// SINA: mobility.
    Mobility,
    /// SINA: certified disability.
    Disability,
    /// SINBA.
    MinorCare,
}

impl Axis {
    /// Whether the axis says something of the person or the grant beyond when, where, which body.
    pub const fn is_attribute(self) -> bool {
        !matches!(self, Self::Time | Self::Residence | Self::Body)
    }
}

/// A level of a dimension.
#[derive(Debug)]
pub struct Level {
    /// The name in queries.
    pub id: &'static str,
    /// The Italian name on pages.
    pub label: &'static str,
    /// In Italian, what it is, from where.
    pub definition: &'static str,
    /// What it is a level of.
    pub axis: Axis,
    /// How the level is expressed over the tables of an edition, in SQL: see `sql`.
    pub(crate) column: &'static str,
    /// Its nodes, and how a fact finds its own.
    pub(crate) cut: fn(&Reference) -> Cut,
}

impl PartialEq for Level {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Level {}

/// Every level, axis by axis, from the coarse to the fine where one contains the other.
pub fn levels() -> impl Iterator<Item = &'static Level> {
    const LEVELS: &[&[Level]] = &[
        time::LEVELS,
        residence::LEVELS,
        body::LEVELS,
        benefit::LEVELS,
        age::LEVELS,
        coded::LEVELS,
    ];
    LEVELS.iter().copied().flatten()
}

/// What a level divides into, one step finer.
const FINER: &[(&str, &str)] = &[
    ("ripartizione", "regione"),
    ("regione", "provincia"),
    ("provincia", "comune"),
    ("ats", "comune"),
    ("classe", "comune"),
    ("ripartizione_ente", "regione_ente"),
    ("regione_ente", "provincia_ente"),
    ("provincia_ente", "ente"),
    ("ats_ente", "ente"),
    ("gruppo", "prestazione"),
    ("area_istat", "prestazione"),
    ("categoria", "prestazione"),
    ("eta_ampia", "eta"),
    ("anno", "trimestre"),
    ("trimestre", "mese"),
];

impl Level {
    /// What it divides into, one step finer; none where nothing is finer.
    pub fn finer(&self) -> Option<&'static Self> {
        let (_, finer) = FINER.iter().find(|(coarse, _)| *coarse == self.id)?;
        level(finer)
    }
}

/// The level with this name.
pub fn level(id: &str) -> Option<&'static Level> {
    levels().find(|level| level.id == id)
}

/// A value of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The code in queries.
    pub code: String,
    /// The Italian name.
    pub label: String,
}

impl Node {
    pub(crate) fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            label: label.into(),
        }
    }
}

/// The column that a level is read off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The year alone.
    Year,
    /// Year and quarter: a fact has a node for every quarter that it touches.
    Quarter,
    /// Year and month: a fact has a node for every month that it touches.
    Month,
    /// Comune of residence.
    Residence,
    /// Granting body.
    Body,
    /// Benefit.
    Benefit,
    /// The coded value at this place of `CODED_COLUMNS`.
    Coded(usize),
}

impl Source {
    /// Whether it is a stretch of time.
    pub(crate) const fn is_time(self) -> bool {
        matches!(self, Self::Year | Self::Quarter | Self::Month)
    }

    /// For a stretch of time, how many months it has.
    pub(crate) const fn months_of_a_node(self) -> usize {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            _ => 12,
        }
    }
}

/// No node: the fact is outside the level (abroad has no province).
pub(crate) const OUTSIDE: u16 = u16::MAX;

/// The nodes of a level over one reference, and the node of every value of its source.
#[derive(Debug, Clone)]
pub(crate) struct Cut {
    pub(crate) source: Source,
    pub(crate) nodes: Vec<Node>,
    /// The node of each value; where `by_year`, one stretch of values after another for each year.
    pub(crate) node_of: Vec<u16>,
    /// Values of the source, in one year.
    pub(crate) n_values: usize,
    pub(crate) by_year: bool,
}

impl Cut {
    /// A cut whose nodes are in the order in which `nodes` first names them.
    pub(crate) fn gather(source: Source, nodes: impl Iterator<Item = Option<Node>>) -> Self {
        let mut cut = Self {
            source,
            nodes: Vec::new(),
            node_of: Vec::new(),
            n_values: 0,
            by_year: false,
        };
        let mut known = std::collections::HashMap::new();
        for node in nodes {
            let position = node.map_or(OUTSIDE, |node| {
                *known.entry(node.code.clone()).or_insert_with(|| {
                    cut.nodes.push(node);
                    u16::try_from(cut.nodes.len() - 1).unwrap_or(OUTSIDE)
                })
            });
            cut.node_of.push(position);
        }
        cut.n_values = cut.node_of.len();
        cut
    }

    /// A cut with one node for each of `nodes`.
    pub(crate) fn each(source: Source, nodes: impl Iterator<Item = Node>) -> Self {
        Self::gather(source, nodes.map(Some))
    }

    /// Position of the node of `value` in the year at position `year`; [`OUTSIDE`] is no node's.
    pub(crate) fn node_at(&self, value: usize, year: usize) -> Option<u16> {
        if value >= self.n_values {
            return None;
        }
        let stretch = if self.by_year {
            year * self.n_values
        } else {
            0
        };
        self.node_of.get(stretch + value).copied()
    }

    /// Position of the node with `code`.
    pub(crate) fn position(&self, code: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.code == code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{FINER, level, levels};

    #[test]
    fn every_level_has_a_name_of_its_own_and_says_what_it_is() {
        let mut ids = HashSet::new();
        for level in levels() {
            assert!(ids.insert(level.id), "{}", level.id);
            assert!(
                !level.label.is_empty() && level.definition.ends_with('.'),
                "{}",
                level.id
            );
        }
    }

    #[test]
    fn a_level_divides_into_one_of_its_own_axis() {
        for (coarse, finer) in FINER {
            let (coarse, finer) = (level(coarse).expect(coarse), level(finer).expect(finer));
            assert_eq!(coarse.axis, finer.axis, "{} {}", coarse.id, finer.id);
            assert_eq!(coarse.finer(), Some(finer));
        }
    }
}
