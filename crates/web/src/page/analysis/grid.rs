//! The answer as a table: the figures as they are shown, totals as they were counted, nothing summed.

use pas_app::editions::question::{self, Answer, Figure, Measure, Node};

use crate::cell::Cell;
use crate::language::is_named;
use crate::table::{Direction, Row, Table};
use pas_app::editions::words::number;

use super::path;
use super::typed::Typed;

/// The table of `answer`, titled `caption`; its rows and headings lead on from the question `typed`.
pub(super) fn table(answer: &Answer, caption: &str, typed: &Typed) -> Table {
    let into = |nodes: &[Node]| path::into(typed, &answer.query.rows, nodes);
    let mut table = drawn("dati", answer, caption, &into);
    if answer.query.columns.is_empty() {
        lead_to_orders(&mut table, answer, typed);
    }
    table
}

/// The table of `answer` on a page of its own making, called `id` there.
pub(crate) fn table_of(id: &'static str, answer: &Answer, caption: &str) -> Table {
    drawn(id, answer, caption, &|_| None)
}

/// Where a row leads.
type Into<'a> = dyn Fn(&[Node]) -> Option<String> + 'a;

fn drawn(id: &'static str, answer: &Answer, caption: &str, into: &Into<'_>) -> Table {
    let headings = headings(answer);
    let columns: Vec<(&'static str, &str)> = headings
        .iter()
        .map(|heading| ("", heading.as_str()))
        .collect();
    let mut table = Table::new(id, caption, &columns)
        .rows(rows(answer, into))
        .or_say("Nessun valore si può mostrare: nessun beneficiario, o troppo pochi.");
    for column in table.columns.iter_mut().skip(1) {
        column.is_figure = true;
    }
    if !answer.query.rows.is_empty() && !table.is_empty() {
        let total = &answer.table;
        table = table.total(line(answer, "Totale", &total.column_totals, &total.whole));
    }
    table
}

fn headings(answer: &Answer) -> Vec<String> {
    let rows: Vec<&str> = answer.query.rows.iter().map(|level| level.label).collect();
    let mut headings = vec![if rows.is_empty() {
        "Insieme".to_owned()
    } else {
        rows.join(" · ")
    }];
    let has_columns = !answer.query.columns.is_empty();
    for column in &answer.table.columns {
        for measure in &answer.measures {
            headings.push(if has_columns {
                format!("{} · {}", question::label(column), measure.label)
            } else {
                measure.label.to_owned()
            });
        }
    }
    if has_columns {
        let totals = answer.measures.iter();
        headings.extend(totals.map(|measure| format!("Totale · {}", measure.label)));
    }
    headings
}

/// The rows, each with the row that it is set against below it.
fn rows(answer: &Answer, into: &Into<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let compared = answer.comparison.as_ref();
    let lines = answer.table.rows.iter().zip(&answer.table.body);
    for (place, ((nodes, body), total)) in lines.zip(&answer.table.row_totals).enumerate() {
        let name = name(answer, nodes);
        let mut cells = line(answer, &name, body, total);
        cells[0].is_data = holds_names(answer, nodes);
        cells[0].href = into(nodes);
        rows.push(Row::new(cells));
        let other = compared.and_then(|compared| {
            let body = compared.table.body.get(place)?;
            Some((compared, body, compared.table.row_totals.get(place)?))
        });
        if let Some((compared, body, total)) = other {
            let name = format!("{name} – {}", compared.label);
            rows.push(Row::new(line(answer, &name, body, total)));
        }
    }
    if let Some(compared) = compared.filter(|_| !answer.query.rows.is_empty()) {
        let name = format!("Totale – {}", compared.label);
        let table = &compared.table;
        rows.push(Row::new(line(
            answer,
            &name,
            &table.column_totals,
            &table.whole,
        )));
    }
    rows
}

/// Whether a row is named by nothing but names: of places, bodies and benefits.
fn holds_names(answer: &Answer, nodes: &[Node]) -> bool {
    let mut levels = answer.query.rows.iter();
    !nodes.is_empty() && levels.all(|level| is_named(level.id))
}

fn name(answer: &Answer, nodes: &[Node]) -> String {
    if nodes.is_empty() {
        return "Totale".to_owned();
    }
    let levels = answer.query.rows.iter();
    let names = levels.zip(nodes).map(|(level, node)| {
        if level.id == "prestazione" && node.code != node.label {
            format!("{} · {}", node.code, node.label)
        } else {
            node.label.clone()
        }
    });
    names.collect::<Vec<_>>().join(" · ")
}

/// The cells of a row. Without levels on columns its total is its one cell.
fn line(answer: &Answer, name: &str, body: &[Vec<Figure>], total: &[Figure]) -> Vec<Cell> {
    let total = if answer.query.columns.is_empty() {
        &[][..]
    } else {
        total
    };
    let mut cells = vec![Cell::text(name)];
    for figures in body.iter().map(Vec::as_slice).chain([total]) {
        let figures = answer.measures.iter().zip(figures);
        cells.extend(figures.map(|(measure, figure)| cell(measure, *figure)));
    }
    cells
}

/// A figure as a cell: hidden ones never like a zero.
pub(crate) fn cell(measure: &Measure, figure: Figure) -> Cell {
    match figure {
        Figure::Number(value) => Cell::figure(number(measure, value)),
        Figure::Few => Cell::obscured(),
        Figure::None => Cell::absent("–"),
    }
}

/// Each measure's heading leads to the same question, ordered by it: most first, then least first.
fn lead_to_orders(table: &mut Table, answer: &Answer, typed: &Typed) {
    if answer.query.rows.is_empty() {
        return;
    }
    for (column, measure) in table.columns.iter_mut().skip(1).zip(&answer.measures) {
        let order = answer.query.order.as_ref();
        let current = order.filter(|order| order.measure == *measure);
        column.direction = current.map(|order| {
            if order.descending {
                Direction::Down
            } else {
                Direction::Up
            }
        });
        let sign = match column.direction {
            Some(Direction::Down) => "",
            Some(Direction::Up) | None => "-",
        };
        let order = format!("{sign}{}", measure.id);
        column.href = Some(format!("{}#dati", typed.href(&[("ordina", &order)])));
    }
}
