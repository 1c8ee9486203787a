//! From an answer to a table of a report: the figures as they are shown, nothing summed.

use pas_analytics::answer::{Compared, Figure, label};
use pas_cube::dimension::Node;
use pas_cube::measure::Measure;
use pas_domain::italian::decimal;

use super::model::{Cell, Heading, Row, Shown, Table};
use crate::editions::words::number;
use crate::use_cases::ask_edition::Answered;

/// Rows of a table in a report: what is longer is read in the explorer.
const MAX_ROWS: usize = 60;

/// The table of `answered`, called `id` in every edition. Set against another, it has for each measure
/// the figure, the other one and the difference.
pub(super) fn table(id: &str, caption: &str, answered: &Answered) -> Table {
    let answer = &answered.answer;
    let levels: Vec<&str> = answer.query.rows.iter().map(|level| level.label).collect();
    let mut table = Table {
        id: id.to_owned(),
        number: 0,
        caption: caption.to_owned(),
        corner: levels.join(", "),
        headings: headings(answered),
        rows: Vec::new(),
        total: None,
        notes: notes(answered),
        question: answer.query.to_string(),
        is_new: false,
    };
    let found = &answer.table;
    let other = answer.comparison.as_ref().map(|compared| &compared.table);
    let lines = found.rows.iter().zip(&found.body).zip(&found.row_totals);
    for (place, ((nodes, body), total)) in lines.enumerate() {
        let theirs = other.and_then(|other| other.row_totals.get(place));
        table.rows.push(Row {
            key: key(nodes),
            name: name(answered, nodes),
            cells: cells(answered, body, total, theirs),
            is_new: false,
        });
    }
    let theirs = other.map(|other| &other.whole);
    table.total = (!table.rows.is_empty()).then(|| Row {
        key: String::new(),
        name: "Totale".to_owned(),
        cells: cells(answered, &found.column_totals, &found.whole, theirs),
        is_new: false,
    });
    let n_rest = table.rows.len().saturating_sub(MAX_ROWS);
    if n_rest > 0 {
        table.rows.truncate(MAX_ROWS);
        table.notes.push(format!(
            "Altre {n_rest} righe sono nella pagina Analisi, con la stessa domanda."
        ));
    }
    table
}

fn headings(answered: &Answered) -> Vec<Heading> {
    let answer = &answered.answer;
    if let Some(compared) = &answer.comparison {
        let now = answer.query.filter("anno").unwrap_or("ora");
        let of_measure = |measure: &&'static Measure| {
            let heading = |key: &str, words: &str| Heading {
                key: format!("{}:{key}", measure.id),
                label: format!("{}, {words}", measure.label),
            };
            [
                heading("ora", now),
                heading("prima", &compared.label),
                heading("differenza", "differenza"),
            ]
        };
        return answer.measures.iter().flat_map(of_measure).collect();
    }
    let has_columns = !answer.query.columns.is_empty();
    let is_alone = answer.measures.len() == 1;
    let mut headings = Vec::new();
    for nodes in &answer.table.columns {
        headings.extend(answer.measures.iter().map(|measure| Heading {
            key: format!("{}:{}", key(nodes), measure.id),
            label: match (has_columns, is_alone) {
                (false, _) => measure.label.to_owned(),
                (true, true) => label(nodes),
                (true, false) => format!("{}, {}", label(nodes), measure.label),
            },
        }));
    }
    if has_columns {
        headings.extend(answer.measures.iter().map(|measure| Heading {
            key: format!("totale:{}", measure.id),
            label: if is_alone {
                "Totale".to_owned()
            } else {
                format!("Totale, {}", measure.label)
            },
        }));
    }
    headings
}

fn cells(
    answered: &Answered,
    body: &[Vec<Figure>],
    total: &[Figure],
    theirs: Option<&Vec<Figure>>,
) -> Vec<Cell> {
    let answer = &answered.answer;
    if let Some(theirs) = theirs {
        let figures = answer.measures.iter().zip(total).zip(theirs);
        return figures
            .flat_map(|((measure, now), before)| {
                [
                    Cell::new(shown(measure, *now)),
                    Cell::new(shown(measure, *before)),
                    Cell::new(change(*now, *before)),
                ]
            })
            .collect();
    }
    let total = if answer.query.columns.is_empty() {
        &[][..]
    } else {
        total
    };
    let figures = body.iter().map(Vec::as_slice).chain([total]);
    let of_place = |figures: &[Figure]| -> Vec<Cell> {
        let figures = answer.measures.iter().zip(figures);
        figures
            .map(|(measure, figure)| Cell::new(shown(measure, *figure)))
            .collect()
    };
    figures.flat_map(of_place).collect()
}

fn shown(measure: &Measure, figure: Figure) -> Shown {
    match figure {
        Figure::Number(value) => Shown::Number(value, number(measure, value)),
        Figure::Few => Shown::Hidden,
        Figure::None => Shown::Absent,
    }
}

/// In percent, by what is shown.
fn change(now: Figure, before: Figure) -> Shown {
    match Compared::change(now, before) {
        Some(change) => {
            let sign = if change > 0.0 { "+" } else { "" };
            Shown::Number(change, format!("{sign}{}\u{a0}%", decimal(change, 1)))
        }
        None if now == Figure::Few || before == Figure::Few => Shown::Hidden,
        None => Shown::Absent,
    }
}

fn key(nodes: &[Node]) -> String {
    let codes = nodes.iter().map(|node| node.code.as_str());
    codes.collect::<Vec<_>>().join("|")
}

fn name(answered: &Answered, nodes: &[Node]) -> String {
    let levels = answered.answer.query.rows.iter();
    let names = levels.zip(nodes).map(|(level, node)| {
        if level.id == "prestazione" && node.code != node.label {
            format!("{} {}", node.code, node.label)
        } else {
            pas_domain::italian::capital(&node.label)
        }
    });
    names.collect::<Vec<_>>().join(", ")
}

/// What must be said below the table: hidden figures, rows that are not there, a nearer total.
fn notes(answered: &Answered) -> Vec<String> {
    let answer = &answered.answer;
    let mut notes = Vec::new();
    let all = answer.table.body.iter().flatten().flatten();
    let n_hidden = all.filter(|figure| **figure == Figure::Few).count();
    if n_hidden > 0 {
        let said = match n_hidden {
            1 => "Un valore è oscurato: riguarda".to_owned(),
            n => format!("{n} valori sono oscurati: riguardano"),
        };
        notes.push(format!(
            "{said} poche persone, o porterebbe a esse. Oscurato non vuol dire zero."
        ));
    }
    let is_of_residents = |measure: &&'static Measure| measure.formula.population().is_some();
    if answer.n_left_out > 0 && !answer.measures.iter().all(is_of_residents) {
        let who = if answer.threshold > 0 {
            format!("nessuna persona o meno di {}", answer.threshold)
        } else {
            "nessuna persona".to_owned()
        };
        notes.push(match answer.n_left_out {
            1 => format!("Una riga senza valori da mostrare ({who}) non c'è."),
            n => format!("{n} righe senza valori da mostrare ({who}) non ci sono."),
        });
    }
    notes
}
