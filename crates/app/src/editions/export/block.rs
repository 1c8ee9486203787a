//! An answer part by part, line by line: what tables of one sheet and cubes for programs are made of.

use pas_analytics::answer::{Compared, Figure, Table};
use pas_cube::dimension::Node;
use pas_cube::measure::{Measure, Unit};

use super::sheet::Field;
use crate::use_cases::ask_edition::Answered;

/// The code of a total among the codes of a level, as SDMX has it.
pub(super) const TOTAL: &str = "_T";

/// What the figures of a block are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Those asked for.
    Asked,
    /// Those they are set against.
    Compared,
    /// How much the ones differ from the others, in percent.
    Change,
}

impl Part {
    /// The code in cubes for programs.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Asked => "valore",
            Self::Compared => "confronto",
            Self::Change => "variazione",
        }
    }
}

/// A part of an answer.
pub(super) struct Block {
    pub(super) part: Part,
    /// The name of what the figures are set against, or of the change; empty for those asked for.
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
}

/// The figures of a row, or of the total.
pub(super) struct Line {
    /// The row's nodes; none for the total.
    pub(super) nodes: Option<Vec<Node>>,
    /// By column, then, where levels stand on columns, over all of them; each by measure.
    pub(super) cells: Vec<Vec<Field>>,
}

/// The figures asked for and, where they are set against others, those and the change.
pub(super) fn blocks(answered: &Answered) -> Vec<Block> {
    let answer = &answered.answer;
    let shown = |table: &Table| {
        let figures = lines(answered, table);
        let of = |(nodes, cells): (Option<Vec<Node>>, Cells)| Line {
            nodes,
            cells: cells.iter().map(|cell| fields(answered, cell)).collect(),
        };
        figures.into_iter().map(of).collect()
    };
    let mut blocks = vec![Block {
        part: Part::Asked,
        name: String::new(),
        lines: shown(&answer.table),
    }];
    if let Some(compared) = &answer.comparison {
        blocks.push(Block {
            part: Part::Compared,
            name: compared.label.clone(),
            lines: shown(&compared.table),
        });
        blocks.push(Block {
            part: Part::Change,
            name: "Variazione %".to_owned(),
            lines: changes(answered, compared),
        });
    }
    blocks
}

/// Figures by column and measure.
type Cells = Vec<Vec<Figure>>;

/// The rows, and below them their total where there are levels on rows.
fn lines(answered: &Answered, table: &Table) -> Vec<(Option<Vec<Node>>, Cells)> {
    let query = &answered.answer.query;
    let cells = |body: &[Vec<Figure>], total: &[Figure]| {
        let total = (!query.columns.is_empty()).then(|| total.to_vec());
        body.iter().cloned().chain(total).collect()
    };
    let rows = table.rows.iter().zip(&table.body).zip(&table.row_totals);
    let rows = rows.map(|((nodes, body), total)| (Some(nodes.clone()), cells(body, total)));
    let total = (!query.rows.is_empty()).then(|| (None, cells(&table.column_totals, &table.whole)));
    rows.chain(total).collect()
}

fn fields(answered: &Answered, figures: &[Figure]) -> Vec<Field> {
    let measures = answered.answer.measures.iter().zip(figures);
    measures
        .map(|(measure, figure)| field(measure, *figure))
        .collect()
}

/// For each line, how much the answer differs from what it is set against.
fn changes(answered: &Answered, compared: &Compared) -> Vec<Line> {
    let change = |now: Figure, before: Figure| match Compared::change(now, before) {
        Some(change) => number(change, 1),
        None if now == Figure::Few || before == Figure::Few => Field::Hidden,
        None => Field::Empty,
    };
    let before = lines(answered, &compared.table);
    let now = lines(answered, &answered.answer.table).into_iter();
    let changed = |((nodes, now), (_, before)): ((Option<Vec<Node>>, Cells), (_, Cells))| Line {
        nodes,
        cells: now
            .iter()
            .zip(before)
            .map(|(now, before)| {
                let pairs = now.iter().zip(before);
                pairs.map(|(now, before)| change(*now, before)).collect()
            })
            .collect(),
    };
    now.zip(before).map(changed).collect()
}

fn field(measure: &Measure, figure: Figure) -> Field {
    match figure {
        Figure::Few => Field::Hidden,
        Figure::None => Field::Empty,
        Figure::Number(value) => match measure.unit {
            Unit::Cents => number(value / 100.0, decimals(measure)),
            Unit::Count | Unit::Ratio { .. } => number(value, decimals(measure)),
        },
    }
}

/// Decimals that are shown of a measure; money is in euro.
pub(super) const fn decimals(measure: &Measure) -> u8 {
    match measure.unit {
        Unit::Count => 0,
        Unit::Cents => 2,
        Unit::Ratio { decimals, .. } => decimals,
    }
}

/// A number as it is shown and no more of it: digits beyond would tell counts (rule R9).
fn number(value: f64, decimals: u8) -> Field {
    let shown = format!("{value:.*}", usize::from(decimals));
    let shown: f64 = shown.parse().unwrap_or(value);
    // Nought has no sign.
    Field::Number(shown + 0.0, decimals)
}
