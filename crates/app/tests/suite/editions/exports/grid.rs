//! What the files of an answer must hold, by line, column and measure.

use pas_analytics::answer::{Answer, Figure, Table};
use pas_cube::dimension::Node;
use pas_cube::measure::{Measure, Unit};

/// What a field must be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Is {
    Words(String),
    Number(f64, usize),
    Hidden,
    Empty,
}

pub(super) fn is(measure: &Measure, figure: Figure) -> Is {
    match (figure, measure.unit) {
        (Figure::Few, _) => Is::Hidden,
        (Figure::None, _) => Is::Empty,
        (Figure::Number(value), Unit::Count) => number(value, 0),
        (Figure::Number(value), Unit::Cents) => number(value / 100.0, 2),
        (Figure::Number(value), Unit::Ratio { decimals, .. }) => number(value, decimals.into()),
    }
}

/// What is shown of a number.
fn number(value: f64, decimals: usize) -> Is {
    let shown: f64 = format!("{value:.decimals$}").parse().expect("a number");
    Is::Number(shown + 0.0, decimals)
}

/// The lines of the answer's table, of that it is set against too.
pub(super) fn grid(answer: &Answer) -> Vec<Vec<Is>> {
    let lines = lines(answer);
    let line = |line: &Line| {
        let words = |text: &str| Is::Words(text.to_owned());
        let opening = answer.comparison.iter().map(|_| words(&line.of));
        let names = line
            .rows
            .iter()
            .enumerate()
            .flat_map(|(n, node)| match node {
                Some(node) => [words(&node.code), words(&node.label)],
                None if n == 0 => [words(""), words("Totale")],
                None => [words(""), words("")],
            });
        let cells = line.cells.iter().flat_map(|(_, cell)| cell.clone());
        opening.chain(names).chain(cells).collect()
    };
    lines.iter().map(line).collect()
}

/// A line: what it is set against, its nodes (none for the total), its cells by column (none for the total).
pub(super) struct Line {
    pub(super) of: String,
    pub(super) part: &'static str,
    pub(super) rows: Vec<Option<Node>>,
    pub(super) cells: Vec<(Vec<Option<Node>>, Vec<Is>)>,
}

/// Every line of the answer, then of that it is set against, then the changes.
pub(super) fn lines(answer: &Answer) -> Vec<Line> {
    let asked = (&answer.table, &answer.table);
    let mut lines = lines_of(answer, asked, ("", "valore"), &|m, now, _| is(m, now));
    if let Some(compared) = &answer.comparison {
        let names = (compared.label.as_str(), "confronto");
        lines.extend(lines_of(
            answer,
            (&compared.table, &compared.table),
            names,
            &|m, now, _| is(m, now),
        ));
        let names = ("Variazione %", "variazione");
        lines.extend(lines_of(
            answer,
            (&answer.table, &compared.table),
            names,
            &|_, now, at| change(now, at),
        ));
    }
    lines
}

/// In percent, how much a figure differs from the one before.
fn change(now: Figure, before: Figure) -> Is {
    match (now, before) {
        (Figure::Few, _) | (_, Figure::Few) => Is::Hidden,
        (Figure::Number(now), Figure::Number(before)) if before != 0.0 => {
            let tenths = (now - before) / before * 1_000.0;
            number(tenths.round() / 10.0, 1)
        }
        _ => Is::Empty,
    }
}

fn lines_of(
    answer: &Answer,
    (now, before): (&Table, &Table),
    (of, part): (&str, &'static str),
    shown: &dyn Fn(&Measure, Figure, Figure) -> Is,
) -> Vec<Line> {
    let cell = |now: &[Figure], before: &[Figure]| -> Vec<Is> {
        let pairs = now.iter().zip(before).zip(&answer.measures);
        pairs
            .map(|((now, before), measure)| shown(measure, *now, *before))
            .collect()
    };
    let named = |nodes: &[Node]| nodes.iter().cloned().map(Some).collect::<Vec<_>>();
    let line = |rows,
                (body, body_before): (&[Vec<Figure>], &[Vec<Figure>]),
                (total, total_before): (&[Figure], &[Figure])| {
        let mut cells = Vec::new();
        for (n, column) in now.columns.iter().enumerate() {
            cells.push((named(column), cell(&body[n], &body_before[n])));
        }
        let n_columns = answer.query.columns.len();
        if n_columns > 0 {
            cells.push((vec![None; n_columns], cell(total, total_before)));
        }
        Line {
            of: of.to_owned(),
            part,
            rows,
            cells,
        }
    };
    let mut lines = Vec::new();
    for (n, row) in now.rows.iter().enumerate() {
        let body = (now.body[n].as_slice(), before.body[n].as_slice());
        let totals = (
            now.row_totals[n].as_slice(),
            before.row_totals[n].as_slice(),
        );
        lines.push(line(named(row), body, totals));
    }
    let n_rows = answer.query.rows.len();
    if n_rows > 0 {
        let body = (
            now.column_totals.as_slice(),
            before.column_totals.as_slice(),
        );
        lines.push(line(vec![None; n_rows], body, (&now.whole, &before.whole)));
    }
    lines
}
