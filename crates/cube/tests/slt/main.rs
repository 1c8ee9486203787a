//! Every measure on a small world whose answers are worked out by hand: `slt/*.slt`, in the form of
//! sqllogictest, with our query strings where SQL would stand.
//!
//! An answer is a row for each cell, then for each total of a row, of a column, and the whole, as far
//! as they are not the same: code of the row, code of the column (`tutti` for a total), the values.
//! Euro have two decimals, averages of euro four, other ratios three; `-` is no value.

mod mondo;

use std::fs;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;

use pas_cube::grid::Grid;
use pas_cube::measure::{self, Base, Formula, Measure, Unit};
use pas_cube::plan::Side;
use pas_cube::{Cube, Plan, Query, QueryError, Residents, scan};
use sqllogictest::{DB, DBOutput, DefaultColumnType, Runner, strict_column_validator};

#[test]
fn every_file_holds() {
    let cube = Arc::new(mondo::cube());
    let mut n_failed = 0;
    for measure in measure::ALL {
        let file = folder().join(format!("{}.slt", measure.id));
        let mut runner = Runner::new(|| async { Ok(World(Arc::clone(&cube))) });
        runner.with_column_validator(strict_column_validator);
        if let Err(error) = runner.run_file(&file) {
            n_failed += 1;
            eprintln!("{}", error.display(false));
        }
    }
    assert_eq!(n_failed, 0, "files that do not hold");
}

#[test]
fn every_measure_has_its_file_and_asks_for_it() {
    let mut files: Vec<String> = fs::read_dir(folder())
        .expect("the folder of the files is there")
        .map(|entry| entry.expect("the folder can be read").file_name())
        .filter_map(|name| Some(name.to_str()?.strip_suffix(".slt")?.to_owned()))
        .collect();
    files.sort_unstable();
    let mut measures: Vec<&str> = measure::ALL.iter().map(|measure| measure.id).collect();
    measures.sort_unstable();
    assert_eq!(files, measures);
    for measure in measures {
        let text = fs::read_to_string(folder().join(format!("{measure}.slt"))).unwrap();
        let asks = format!("\nmisure={measure}&");
        assert!(
            text.contains(&asks),
            "{measure}.slt asks for something else"
        );
    }
}

#[test]
fn a_wrong_answer_is_seen() {
    let cube = Arc::new(mondo::cube());
    let script =
        |people: u32| format!("query TTI\nmisure=beneficiari\n----\ntutti tutti {people}\n");
    let mut runner = Runner::new(|| async { Ok(World(Arc::clone(&cube))) });
    assert!(runner.run_script(&script(17)).is_ok());
    assert!(runner.run_script(&script(18)).is_err());
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("slt")
}

/// The world as a database.
struct World(Arc<Cube>);

impl DB for World {
    type Error = QueryError;
    type ColumnType = DefaultColumnType;

    fn run(&mut self, text: &str) -> Result<DBOutput<DefaultColumnType>, QueryError> {
        let cube = &self.0;
        let query = Query::parse(text)?;
        let plan = Plan::of(&query, cube)?;
        let mut types = vec![DefaultColumnType::Text; 2];
        types.extend(query.measures.iter().map(|measure| match measure.unit {
            Unit::Count => DefaultColumnType::Integer,
            Unit::Cents | Unit::Ratio { .. } => DefaultColumnType::FloatingPoint,
        }));
        Ok(DBOutput::Rows {
            types,
            rows: rows(cube, &query, &plan),
        })
    }
}

fn rows(cube: &Cube, query: &Query, plan: &Plan) -> Vec<Vec<String>> {
    let tables = scan(cube, plan, NonZero::<usize>::MIN);
    let residents = Residents::of(cube, plan);
    let has = |side: &Side| !side.levels.is_empty();
    let both = has(&plan.rows) && has(&plan.columns);
    let some = has(&plan.rows) || has(&plan.columns);
    let (rows, columns) = (Some(&plan.rows), Some(&plan.columns));
    let mut out = Vec::new();
    for (is_shown, grid, rows, columns) in [
        (true, &tables.body, rows, columns),
        (both, &tables.row_totals, rows, None),
        (both, &tables.column_totals, None, columns),
        (some, &tables.whole, None, None),
    ] {
        for at in (0..grid.cells.len()).filter(|_| is_shown) {
            let (row, column) = (at / grid.n_columns, at % grid.n_columns);
            let mut line = vec![code(cube, rows, row), code(cube, columns, column)];
            let (row, column) = (rows.map(|_| row), columns.map(|_| column));
            for measure in &query.measures {
                let base = |base| statistic(grid, at, base);
                let value = measure.formula.value(&base, &|population| {
                    residents.count(row, column, population)
                });
                line.push(value.map_or_else(|| "-".to_owned(), |value| written(measure, value)));
            }
            out.push(line);
        }
    }
    out
}

/// The codes of a row or column; `tutti` for a total and where there is no level.
fn code(cube: &Cube, side: Option<&Side>, n: usize) -> String {
    let nodes = side.map_or_else(Vec::new, |side| side.row(cube, n));
    let codes: Vec<&str> = nodes.iter().map(|node| node.code.as_str()).collect();
    if codes.is_empty() {
        return "tutti".to_owned();
    }
    codes.join(",")
}

fn statistic(grid: &Grid, at: usize, base: Base) -> Option<i64> {
    let cell = &grid.cells[at];
    match base {
        Base::People => Some(cell.people.into()),
        Base::Households => Some(cell.households.into()),
        Base::Sum(sum) => Some(cell.sums[sum as usize]),
        Base::Percentile(percent) => {
            let amounts = &grid.amounts[at];
            let place = (amounts.len() * usize::from(percent)).div_ceil(100);
            amounts.get(place.checked_sub(1)?).copied().map(i64::from)
        }
    }
}

fn written(measure: &Measure, value: f64) -> String {
    match (measure.unit, measure.formula) {
        (Unit::Count, _) => format!("{value:.0}"),
        (Unit::Ratio { .. }, _) => format!("{value:.3}"),
        (Unit::Cents, Formula::Ratio { .. }) => format!("{:.4}", value / 100.0),
        (Unit::Cents, _) => format!("{:.2}", value / 100.0),
    }
}
