//! An answer as JSON, for programs: `null` where there is no figure, `"oscurato"` where it is hidden.

use pas_analytics::answer::{Answer, Figure, Protection, Table};
use pas_cube::dimension::Node;
use pas_cube::measure::{Measure, Unit};
use serde_json::{Value, json};

use super::sheet::HIDDEN;
use crate::use_cases::ask_edition::Answered;

/// Money is in cents, ratios in the unit that the measure names.
pub fn to_json(answered: &Answered) -> Value {
    let answer = &answered.answer;
    json!({
        "edition": answered.edition,
        "title": answered.title,
        "source": answered.source,
        "query": answer.query.to_string(),
        "protection": protection(answer),
        "threshold": answer.threshold,
        "rows_left_out": answer.n_left_out,
        "coverage": answer.coverage.map(|coverage| json!({
            "expected": coverage.n_expected,
            "present": coverage.n_present,
            "percent": coverage.percent(),
        })),
        "residents": answer.vintages.iter().map(|(year, counted)| json!({"year": year, "counted": counted})).collect::<Vec<_>>(),
        "measures": answer.measures.iter().map(|measure| measure_json(measure)).collect::<Vec<_>>(),
        "row_levels": answer.query.rows.iter().map(|level| level.id).collect::<Vec<_>>(),
        "column_levels": answer.query.columns.iter().map(|level| level.id).collect::<Vec<_>>(),
        "figures": table(&answer.table),
        "safer": answered.safer.iter().map(|view| json!({
            "change": view.change,
            "query": view.query.to_string(),
            "shown": view.n_shown,
            "hidden": view.n_hidden,
        })).collect::<Vec<_>>(),
        "comparison": answer.comparison.as_ref().map(|compared| json!({
            "label": compared.label,
            "figures": table(&compared.table),
        })),
    })
}

/// The name, for programs, of what was done to the figures.
pub(super) fn protection(answer: &Answer) -> &'static str {
    match answer.protection {
        Protection::Full => "protetti",
        Protection::Threshold if answer.threshold > 0 => "soglia",
        Protection::Threshold | Protection::None => "esatti",
    }
}

/// A measure as JSON: its name in questions, its words, its unit.
pub fn measure_json(measure: &Measure) -> Value {
    let unit = match measure.unit {
        Unit::Count => "numero",
        Unit::Cents => "centesimi di euro",
        Unit::Ratio { sign, .. } => sign,
    };
    json!({
        "id": measure.id,
        "label": measure.label,
        "istat": measure.istat,
        "definition": measure.definition,
        "how": measure.how,
        "unit": unit,
    })
}

fn table(table: &Table) -> Value {
    json!({
        "rows": table.rows.iter().map(|row| nodes(row)).collect::<Vec<_>>(),
        "columns": table.columns.iter().map(|column| nodes(column)).collect::<Vec<_>>(),
        "body": table.body.iter().map(|row| row.iter().map(|cell| figures(cell)).collect()).collect::<Vec<Vec<Value>>>(),
        "row_totals": table.row_totals.iter().map(|total| figures(total)).collect::<Vec<_>>(),
        "column_totals": table.column_totals.iter().map(|total| figures(total)).collect::<Vec<_>>(),
        "whole": figures(&table.whole),
    })
}

fn nodes(nodes: &[Node]) -> Value {
    nodes
        .iter()
        .map(|node| json!({"code": node.code, "label": node.label}))
        .collect()
}

fn figures(figures: &[Figure]) -> Value {
    let figure = |figure: &Figure| match figure {
        Figure::Number(value) => json!(value),
        Figure::Few => json!(HIDDEN),
        Figure::None => Value::Null,
    };
    figures.iter().map(figure).collect()
}
