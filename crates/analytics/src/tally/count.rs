//! Spending and distinct people by row and year, counted exactly.

use std::collections::{BTreeMap, BTreeSet};

use pas_domain::ids::PersonId;
use pas_domain::money::Money;

use super::suppression::{self, Policy};

/// What one record adds to the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// The person.
    pub person: PersonId,
    /// The year.
    pub year: i16,
    /// The row: code of a benefit, of an area, of a comune.
    pub row: String,
    /// What was spent.
    pub spending: Money,
}

/// What a cell may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Spending and number of different people.
    Shown {
        /// What was spent.
        spending: Money,
        /// Distinct people.
        people: u64,
    },
    /// Not to be shown: it would point to few people, or give another hidden cell away.
    Hidden,
    /// Nobody and nothing.
    Empty,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What the row is about.
    pub key: String,
    /// One cell a year.
    pub cells: Vec<Cell>,
}

/// A table that may leave the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The years, ascending.
    pub years: Vec<i16>,
    /// The rows, by key.
    pub rows: Vec<Row>,
    /// The whole, one cell a year: people counted once however many rows they are in.
    pub totals: Vec<Cell>,
}

/// A cell as counted. Never leaves the crate.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counted {
    pub(crate) spending: Money,
    pub(crate) people: BTreeSet<PersonId>,
}

impl Counted {
    fn add(&mut self, contribution: &Contribution) {
        self.spending += contribution.spending;
        self.people.insert(contribution.person);
    }

    pub(crate) fn n_people(&self) -> u64 {
        self.people.len() as u64
    }

    pub(crate) fn shown(&self) -> Cell {
        if self.people.is_empty() {
            return Cell::Empty;
        }
        Cell::Shown {
            spending: self.spending,
            people: self.n_people(),
        }
    }
}

/// One year: the rows and the whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Year {
    pub(crate) rows: BTreeMap<String, Counted>,
    pub(crate) total: Counted,
}

/// Spending and people, counted and not yet protected.
#[derive(Clone, Default)]
pub struct Tally {
    years: BTreeMap<i16, Year>,
}

impl Tally {
    /// Counts `contributions`.
    pub fn count<'c>(contributions: impl IntoIterator<Item = &'c Contribution>) -> Self {
        let mut tally = Self::default();
        for contribution in contributions {
            let year = tally.years.entry(contribution.year).or_default();
            year.rows
                .entry(contribution.row.clone())
                .or_default()
                .add(contribution);
            year.total.add(contribution);
        }
        tally
    }

    /// The table as it is, for those who may open the single records of the same ente anyway.
    pub fn open(&self) -> Table {
        self.table(
            |year| {
                year.rows
                    .iter()
                    .map(|(key, cell)| (key.as_str(), cell.shown()))
                    .collect()
            },
            |year| year.total.shown(),
        )
    }

    /// The table as `policy` lets it out.
    pub fn protected(&self, policy: Policy) -> Table {
        self.table(
            |year| suppression::rows(year, policy),
            |year| suppression::total(year, policy),
        )
    }

    fn table<'t>(
        &'t self,
        rows: impl Fn(&'t Year) -> BTreeMap<&'t str, Cell>,
        total: impl Fn(&'t Year) -> Cell,
    ) -> Table {
        let keys: BTreeSet<&str> = self
            .years
            .values()
            .flat_map(|year| year.rows.keys().map(String::as_str))
            .collect();
        let columns: Vec<BTreeMap<&str, Cell>> = self.years.values().map(&rows).collect();
        let cells = |key: &str| {
            columns
                .iter()
                .map(|column| column.get(key).copied().unwrap_or(Cell::Empty))
                .collect()
        };
        Table {
            years: self.years.keys().copied().collect(),
            rows: keys
                .iter()
                .map(|key| Row {
                    key: (*key).to_owned(),
                    cells: cells(key),
                })
                .collect(),
            totals: self.years.values().map(total).collect(),
        }
    }
}
