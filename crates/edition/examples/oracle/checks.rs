//! Statements and the rows that they must give: what another engine is held against.

use std::collections::BTreeSet;

use pas_cube::grid::{Cell, Grid};
use pas_cube::measure::Base;
use pas_cube::plan::{Grouping, Side};
use pas_cube::{Cube, Plan, Query, Tables, sql};
use serde_json::{Value, json};

/// Every level of the totals, and what it is called.
pub(crate) const GROUPINGS: [(Grouping, &str); 4] = [
    (Grouping::Body, "body"),
    (Grouping::Rows, "row totals"),
    (Grouping::Columns, "column totals"),
    (Grouping::Whole, "whole"),
];

/// The statements of `query` at the levels of `groupings`, each with the rows that it must give.
pub(crate) fn of(
    cube: &Cube,
    query: &Query,
    plan: &Plan,
    tables: &Tables,
    groupings: &[(Grouping, &str)],
) -> Vec<Value> {
    let needs = &plan.needs;
    let has_statistics = needs.people || needs.households || needs.sums().next().is_some();
    let percents = percents(query);
    let mut checks = Vec::new();
    for (grouping, name) in groupings {
        let (grid, rows, columns) = grid_of(tables, plan, *grouping);
        let keys = Keys::of(cube, rows, columns);
        if has_statistics {
            checks.push(json!({
                "grouping": name,
                "n_keys": keys.n,
                "sql": sql::statement(cube, plan, *grouping),
                "rows": statistics(plan, grid, &keys),
            }));
        }
        for percent in &percents {
            checks.push(json!({
                "grouping": format!("{name}, percentile {percent}"),
                "n_keys": keys.n,
                "sql": sql::percentile(cube, plan, *grouping, *percent),
                "rows": amounts(grid, &keys, *percent),
            }));
        }
    }
    checks
}

fn percents(query: &Query) -> BTreeSet<u8> {
    let mut percents = BTreeSet::new();
    for measure in &query.measures {
        measure.formula.for_each_base(&mut |base| {
            if let Base::Percentile(percent) = base {
                percents.insert(percent);
            }
        });
    }
    percents
}

/// The cells of a grouping, and the sides that it keeps.
fn grid_of<'t>(
    tables: &'t Tables,
    plan: &'t Plan,
    grouping: Grouping,
) -> (&'t Grid, Option<&'t Side>, Option<&'t Side>) {
    match grouping {
        Grouping::Body => (&tables.body, Some(&plan.rows), Some(&plan.columns)),
        Grouping::Rows => (&tables.row_totals, Some(&plan.rows), None),
        Grouping::Columns => (&tables.column_totals, None, Some(&plan.columns)),
        Grouping::Whole => (&tables.whole, None, None),
    }
}

/// The codes of rows and of columns.
struct Keys {
    n: usize,
    rows: Vec<Vec<String>>,
    columns: Vec<Vec<String>>,
}

impl Keys {
    fn of(cube: &Cube, rows: Option<&Side>, columns: Option<&Side>) -> Self {
        let codes = |side: Option<&Side>| -> Vec<Vec<String>> {
            let Some(side) = side else {
                return vec![Vec::new()];
            };
            let of_row = |n| {
                let nodes = side.row(cube, n);
                nodes.iter().map(|node| node.code.clone()).collect()
            };
            (0..side.len()).map(of_row).collect()
        };
        let n_levels = |side: Option<&Side>| side.map_or(0, |side| side.levels.len());
        Self {
            n: n_levels(rows) + n_levels(columns),
            rows: codes(rows),
            columns: codes(columns),
        }
    }

    /// The codes of cell number `n`.
    fn of_cell(&self, n: usize) -> Vec<Value> {
        let row = &self.rows[n / self.columns.len()];
        let column = &self.columns[n % self.columns.len()];
        row.iter().chain(column).map(|code| json!(code)).collect()
    }
}

/// Codes and statistics of the cells in which there is anything; of the only cell even without.
fn statistics(plan: &Plan, grid: &Grid, keys: &Keys) -> Vec<Value> {
    let values = |cell: &Cell| {
        let needs = &plan.needs;
        let people = needs.people.then_some(i64::from(cell.people));
        let households = needs.households.then_some(i64::from(cell.households));
        let sums = needs.sums().map(|sum| cell.sums[sum as usize]);
        people.into_iter().chain(households).chain(sums).collect()
    };
    let cells = grid.cells.iter().enumerate();
    let row = |(n, cell)| {
        let values: Vec<i64> = values(cell);
        let is_shown = keys.n == 0 || values.iter().any(|value| *value != 0);
        is_shown.then(|| {
            let mut row = keys.of_cell(n);
            row.extend(values.into_iter().map(|value| json!(value)));
            json!(row)
        })
    };
    cells.filter_map(row).collect()
}

/// Codes and percentile of the cells with people.
fn amounts(grid: &Grid, keys: &Keys, percent: u8) -> Vec<Value> {
    let percentiles =
        (0..grid.amounts.len()).filter_map(|n| Some((n, grid.percentile(n, percent)?)));
    let row = |(n, amount)| {
        let mut row = keys.of_cell(n);
        row.push(json!(amount));
        json!(row)
    };
    percentiles.map(row).collect()
}
