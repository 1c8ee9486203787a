//! A question answered: labelled rows and columns, and only values that have passed the door.
//!
//! Portal, API, exports and command line all read an [`Answer`]; what is not in it does not exist
//! for them. Ratios, orders, comparisons and first rows are computed from what is shown.

mod comparison;
mod coverage;
mod figures;
mod safer;
mod table;

use pas_cube::cube::Cube;
use pas_cube::dimension::Node;
use pas_cube::measure::Measure;
use pas_cube::{Plan, Query, QueryError};

use crate::engine::{Engine, EngineError};
use crate::protection::{Door, OwnAggregate, OwnData};

pub use coverage::Coverage;
pub use figures::Figure;
pub use safer::{SaferView, safer_views};
pub use table::Table;

use figures::Figures;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// It cannot be asked so: the text says why, and what is allowed.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// Who was to answer did not.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// How the figures of a reader leave.
#[derive(Debug, Clone, Copy)]
pub enum Right {
    /// Protected: everybody, of everybody's data.
    Protected,
    /// As they are: who may open the records behind them.
    Own(OwnData),
    /// As they are, but for cells of few people: an ente's own data, by the ente's own policy.
    OwnAbove(OwnAggregate),
}

impl Right {
    /// How the figures are called.
    pub const fn protection(self) -> Protection {
        match self {
            Self::Protected => Protection::Full,
            Self::OwnAbove(_) => Protection::Threshold,
            Self::Own(_) => Protection::None,
        }
    }
}

/// What was done to figures before they left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protection {
    /// Small cells hidden, all others with the noise of their people.
    Full,
    /// Small cells hidden.
    Threshold,
    /// Nothing.
    None,
}

/// A question answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The question, in its canonical form.
    pub query: Query,
    /// The measures, in the order in which every cell gives their figures.
    pub measures: Vec<&'static Measure>,
    /// The figures.
    pub table: Table,
    /// Rows that are left out because none of their figures can be shown: nobody is in them, or few.
    pub n_left_out: usize,
    /// Against what they are set, where the question asks for it.
    pub comparison: Option<Compared>,
    /// Of what is due, how much is in the edition.
    pub coverage: Option<Coverage>,
    /// For each year in the answer whose residents divide, the year of the count.
    pub vintages: Vec<(i16, i16)>,
    /// How figures are protected.
    pub protection: Protection,
    /// Below so many people a figure is hidden; 0 where nothing is protected.
    pub threshold: u32,
}

/// The figures that the answer is set against.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// In Italian, what they are: "2024", "Regione Emilia-Romagna".
    pub label: String,
    /// Rows and columns of the answer, in the same order.
    pub table: Table,
}

impl Answer {
    /// Whether any figure of the table is hidden.
    pub fn hides(&self) -> bool {
        self.table
            .body
            .iter()
            .flatten()
            .flatten()
            .any(|figure| *figure == Figure::Few)
    }
}

impl Compared {
    /// How much `now` differs from its counterpart, in percent with one decimal: by what is shown.
    /// `None` where either is not shown, or there was nothing before.
    pub fn change(now: Figure, before: Figure) -> Option<f64> {
        let (now, before) = (now.number()?, before.number()?);
        (before != 0.0).then(|| ((now - before) / before * 1_000.0).round() / 10.0)
    }
}

/// Answers `query` over `cube`; the facts are read by `engine`.
pub fn answer(
    cube: &Cube,
    query: &Query,
    right: Right,
    door: &Door,
    engine: &Engine,
) -> Result<Answer, AskError> {
    let asker = Asker {
        cube,
        right,
        door,
        engine,
    };
    asker.admit(query)?;
    let mut table = asker.table(query)?;
    let mut comparison = comparison::of(&asker, query, &table)?;
    let n_rows = table.rows.len();
    arrange(query, &mut table, comparison.as_mut());
    Ok(Answer {
        measures: query.measures.clone(),
        vintages: asker.vintages(query),
        coverage: match right {
            Right::Own(_) => coverage::of(cube, query),
            Right::OwnAbove(own) if own.threshold() == 0 => coverage::of(cube, query),
            Right::Protected | Right::OwnAbove(_) => {
                coverage::of(cube, query).and_then(Coverage::coarse)
            }
        },
        query: query.clone(),
        n_left_out: if query.first.is_none() {
            n_rows - table.rows.len()
        } else {
            0
        },
        table,
        comparison,
        protection: right.protection(),
        threshold: match right {
            Right::Protected => door.threshold(),
            Right::OwnAbove(own) => own.threshold(),
            Right::Own(_) => 0,
        },
    })
}

/// Who asks, of what.
struct Asker<'a> {
    cube: &'a Cube,
    right: Right,
    door: &'a Door,
    engine: &'a Engine,
}

impl Asker<'_> {
    /// A question that cuts by more dimensions than the policy admits is not answered.
    fn admit(&self, query: &Query) -> Result<(), QueryError> {
        let n = query.n_attributes();
        if self.right.protection() == Protection::Full && !self.door.admits(n) {
            return Err(QueryError(format!(
                "la domanda incrocia {n} caratteristiche, più delle {} che la riservatezza ammette oltre a \
                 tempo e territorio: togline qualcuna",
                self.door.max_dimensions()
            )));
        }
        Ok(())
    }

    /// The table of `query`, rows and columns in the order of the nodes.
    fn table(&self, query: &Query) -> Result<Table, AskError> {
        let mut plan = Plan::of(query, self.cube)?;
        match self.right.protection() {
            Protection::Full => plan.needs = plan.needs.protected(),
            Protection::Threshold => plan.needs.people = true,
            Protection::None => {}
        }
        let tables = self.engine.answer(self.cube, &plan)?;
        let figures = Figures::new(self.cube, &plan, &query.measures);
        Ok(table::build(self, &figures, &tables))
    }

    /// The count of residents behind each year of the question.
    fn vintages(&self, query: &Query) -> Vec<(i16, i16)> {
        if query
            .measures
            .iter()
            .all(|measure| measure.formula.population().is_none())
        {
            return Vec::new();
        }
        let reference = self.cube.reference();
        let asked = |year: &i16| {
            query
                .filter("anno")
                .is_none_or(|code| code == year.to_string())
        };
        let years = reference.years().filter(asked);
        years
            .filter_map(|year| Some((year, reference.vintage_for(year)?.year)))
            .collect()
    }
}

/// Leaves out rows and columns that show nothing, puts the rows into the asked order and leaves the
/// first ones. All of it by what is shown: a hidden figure stands last, and a row of hidden figures
/// goes as a row of nobody does.
fn arrange(query: &Query, table: &mut Table, compared: Option<&mut Compared>) {
    let other = compared.as_ref().map(|compared| &compared.table);
    let tells =
        |row: &usize| table.row_tells(*row) || other.is_some_and(|other| other.row_tells(*row));
    let mut rows: Vec<usize> = (0..table.rows.len()).filter(tells).collect();
    let tells = |column: &usize| {
        table.column_tells(*column) || other.is_some_and(|other| other.column_tells(*column))
    };
    let columns: Vec<usize> = (0..table.columns.len()).filter(tells).collect();
    if let Some(order) = &query.order {
        let measure = query
            .measures
            .iter()
            .position(|measure| *measure == order.measure);
        let key = |row: &usize| measure.and_then(|n| table.row_totals.get(*row)?.get(n)?.number());
        rows.sort_by(|a, b| {
            let by_value = match (key(a), key(b)) {
                (Some(a), Some(b)) if order.descending => b.total_cmp(&a),
                (Some(a), Some(b)) => a.total_cmp(&b),
                (a, b) => b.is_some().cmp(&a.is_some()),
            };
            by_value.then(a.cmp(b))
        });
    }
    rows.truncate(query.first.unwrap_or(usize::MAX));
    table.pick(&rows, &columns);
    if let Some(compared) = compared {
        compared.table.pick(&rows, &columns);
    }
}

/// The label of a row or column: its nodes' names, outer first.
pub fn label(nodes: &[Node]) -> String {
    let names: Vec<&str> = nodes.iter().map(|node| node.label.as_str()).collect();
    names.join(" · ")
}
