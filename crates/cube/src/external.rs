//! A plan that another engine answers: the statements that it runs, and the exact tables that its
//! rows stand for.
//!
//! Nothing here runs anything. [`statements`] and [`tables`] are the two ends of whatever carries
//! statements out and rows back; what comes back equals what [`scan`](crate::scan) finds.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::cube::Cube;
use crate::grid::{Cell, Grid, Sum};
use crate::plan::{Grouping, Plan, Side};
use crate::scan::{self, Tables};
use crate::sql;

/// One statement, and the form of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The text.
    pub sql: String,
    /// How many of its columns are codes of nodes; they come first.
    pub n_codes: usize,
    /// How many whole numbers follow.
    pub n_numbers: usize,
}

/// The answer to one statement, column by column: row `n` is the `n`th value of each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// Codes of the nodes.
    pub codes: Vec<Vec<String>>,
    /// The numbers.
    pub numbers: Vec<Vec<i64>>,
}

/// Why rows are no answer to a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// An answer is missing, or there is one too many.
    #[error("{found} answers to {expected} statements")]
    Answers {
        /// Statements.
        expected: usize,
        /// Answers.
        found: usize,
    },
    /// There are too few or too many columns, or they are not of one length.
    #[error(
        "statement {statement} has {n_codes} columns of codes and {n_numbers} of numbers, or uneven ones"
    )]
    Shape {
        /// Number of the statement, from 0.
        statement: usize,
        /// Columns of codes found.
        n_codes: usize,
        /// Columns of numbers found.
        n_numbers: usize,
    },
    /// A code is of no node that the plan shows.
    #[error("«{code}» is no node of {level} that the plan shows")]
    Code {
        /// The level.
        level: &'static str,
        /// The code.
        code: String,
    },
    /// A cell comes twice.
    #[error("statement {statement} gives a cell twice")]
    Twice {
        /// Number of the statement, from 0.
        statement: usize,
    },
    /// A number that its column cannot hold.
    #[error("{0} is out of range")]
    Range(i64),
}

/// The statements whose answers [`tables`] reads, in order: for each grouping that differs from the
/// others its cells, and their people's amounts where the plan needs them.
pub fn statements(cube: &Cube, plan: &Plan) -> Vec<Statement> {
    let mut all = Vec::new();
    for grouping in Grouping::distinct(plan) {
        let n_codes = sides(plan, grouping).map(|side| side.levels.len()).sum();
        all.push(Statement {
            sql: sql::protected(cube, plan, grouping),
            n_codes,
            n_numbers: sql::columns(plan).len(),
        });
        if plan.needs.amounts {
            all.push(Statement {
                sql: sql::amounts(cube, plan, grouping),
                n_codes,
                n_numbers: 2,
            });
        }
    }
    all
}

/// The tables that `answers` stand for, one answer to each of [`statements`].
pub fn tables(cube: &Cube, plan: &Plan, answers: &[Columns]) -> Result<Tables, AnswerError> {
    let groupings = Grouping::distinct(plan);
    let of_grouping = 1 + usize::from(plan.needs.amounts);
    let expected = groupings.len() * of_grouping;
    if answers.len() != expected {
        return Err(AnswerError::Answers {
            expected,
            found: answers.len(),
        });
    }
    let grids = (0..).step_by(of_grouping).zip(&groupings);
    let grids: Result<Vec<Grid>, AnswerError> = grids
        .map(|(statement, grouping)| {
            let places = Places::new(cube, plan, *grouping);
            let mut grid = places.cells(plan, statement, &answers[statement])?;
            if plan.needs.amounts {
                grid.amounts = places.amounts(statement + 1, &answers[statement + 1])?;
            }
            Ok(grid)
        })
        .collect();
    Ok(scan::tables(plan, &groupings, grids?))
}

/// The sides that `grouping` tells apart.
fn sides(plan: &Plan, grouping: Grouping) -> impl Iterator<Item = &Side> {
    let (rows, columns) = match grouping {
        Grouping::Body => (true, true),
        Grouping::Rows => (true, false),
        Grouping::Columns => (false, true),
        Grouping::Whole => (false, false),
    };
    let rows = rows.then_some(&plan.rows);
    rows.into_iter().chain(columns.then_some(&plan.columns))
}

/// Where the codes of a row stand in the grid of a grouping.
struct Places<'c> {
    /// For each level: its name, and what the code of a node adds to the number of the cell.
    levels: Vec<(&'static str, HashMap<&'c str, usize>)>,
    n_rows: usize,
    n_columns: usize,
}

impl<'c> Places<'c> {
    fn new(cube: &'c Cube, plan: &Plan, grouping: Grouping) -> Self {
        let (n_rows, n_columns) = grouping.shape(plan);
        let mut step = n_rows * n_columns;
        let mut levels = Vec::new();
        for side in sides(plan, grouping) {
            for (level, kept) in side.levels.iter().zip(&side.nodes) {
                step = step.checked_div(kept.len()).unwrap_or(0);
                let nodes = cube.nodes(level);
                let steps = kept.iter().enumerate();
                let steps = steps.map(|(n, node)| (nodes[*node].code.as_str(), n * step));
                levels.push((level.id, steps.collect()));
            }
        }
        Self {
            levels,
            n_rows,
            n_columns,
        }
    }

    /// The number of the cell of each row.
    fn of(
        &self,
        statement: usize,
        found: &Columns,
        n_numbers: usize,
    ) -> Result<Vec<usize>, AnswerError> {
        let (codes, numbers) = (&found.codes, &found.numbers);
        let n_rows = numbers.first().map_or(0, Vec::len);
        let is_even = codes.iter().all(|column| column.len() == n_rows)
            && numbers.iter().all(|column| column.len() == n_rows);
        if codes.len() != self.levels.len() || numbers.len() != n_numbers || !is_even {
            return Err(AnswerError::Shape {
                statement,
                n_codes: codes.len(),
                n_numbers: numbers.len(),
            });
        }
        let mut cells = vec![0; n_rows];
        for (column, (level, steps)) in codes.iter().zip(&self.levels) {
            for (cell, code) in cells.iter_mut().zip(column) {
                *cell += steps.get(code.as_str()).ok_or_else(|| AnswerError::Code {
                    level,
                    code: code.clone(),
                })?;
            }
        }
        Ok(cells)
    }

    fn cells(&self, plan: &Plan, statement: usize, found: &Columns) -> Result<Grid, AnswerError> {
        let places = self.of(statement, found, sql::columns(plan).len())?;
        let mut cells = vec![Cell::default(); self.n_rows * self.n_columns];
        let mut is_given = vec![false; cells.len()];
        for (row, place) in places.into_iter().enumerate() {
            let mut numbers = found.numbers.iter().map(|column| column[row]);
            // Over all facts there is a row even where no fact counts: nobody, and no sums.
            if found.numbers[0][row] == 0 {
                continue;
            }
            if std::mem::replace(&mut is_given[place], true) {
                return Err(AnswerError::Twice { statement });
            }
            cells[place] = cell(plan, &mut numbers)?;
        }
        Ok(Grid {
            n_rows: self.n_rows,
            n_columns: self.n_columns,
            cells,
            amounts: Vec::new(),
        })
    }

    fn amounts(&self, statement: usize, found: &Columns) -> Result<Vec<Vec<u32>>, AnswerError> {
        let places = self.of(statement, found, 2)?;
        let mut of_cells = vec![Vec::new(); self.n_rows * self.n_columns];
        let rows = found.numbers[0].iter().zip(&found.numbers[1]);
        for (place, (amount, n_people)) in places.into_iter().zip(rows) {
            // Where the scan adds up a person's spending it stops at the same bound.
            let amount = u32::try_from(in_range(*amount)?).unwrap_or(u32::MAX);
            of_cells[place].extend((0..small(*n_people)?).map(|_| amount));
        }
        for amounts in &mut of_cells {
            amounts.sort_unstable();
        }
        Ok(of_cells)
    }
}

/// The cell that the numbers of a row say, in the order of [`sql::columns`].
fn cell(plan: &Plan, numbers: &mut impl Iterator<Item = i64>) -> Result<Cell, AnswerError> {
    let mut next = || numbers.next().unwrap_or_default();
    let mut cell = Cell::default();
    let (people, keys) = (small(next())?, in_range(next())?);
    if plan.needs.people {
        cell.people = people;
    }
    if plan.needs.keys {
        let [low, high, ..] = keys.to_le_bytes();
        cell.key = u16::from_le_bytes([low, high]);
    }
    if plan.needs.households {
        cell.households = small(next())?;
    }
    for sum in Sum::ALL.map(|sum| sum as usize) {
        if !plan.needs.sums[sum] {
            continue;
        }
        cell.sums[sum] = in_range(next())?;
        if plan.needs.tops {
            cell.top[sum] = [in_range(next())?, in_range(next())?];
        }
    }
    Ok(cell)
}

/// No statistic of ours is below zero.
fn in_range(number: i64) -> Result<i64, AnswerError> {
    if number < 0 {
        return Err(AnswerError::Range(number));
    }
    Ok(number)
}

fn small(number: i64) -> Result<u32, AnswerError> {
    u32::try_from(number).map_err(|_| AnswerError::Range(number))
}
