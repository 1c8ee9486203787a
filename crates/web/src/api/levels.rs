//! The words of the grammar for programs: measures, levels, and the values of a level.

use axum::response::Response;
use pas_app::editions::export::measure_json;
use pas_app::editions::question::{Axis, Level, MEASURES, level, levels as all_levels};
use pas_app::use_cases::list_values::list_values;
use serde_json::{Value, json};

use super::answer::whole;
use super::asked::Asked;
use super::part::{ENTRIES, Part};
use crate::error::WebError;

pub(crate) async fn measures(asked: Asked) -> Result<Response, WebError> {
    let measures = MEASURES.iter().map(|measure| measure_json(measure));
    let body = json!({"measures": measures.collect::<Vec<_>>()});
    Ok(whole(&asked, &body, None))
}

pub(crate) async fn levels(asked: Asked) -> Result<Response, WebError> {
    let body = json!({"levels": all_levels().map(described).collect::<Vec<_>>()});
    Ok(whole(&asked, &body, None))
}

pub(crate) async fn values(asked: Asked) -> Result<Response, WebError> {
    let visit = &asked.visit;
    let level = asked.get("id").and_then(level).ok_or(WebError::NotFound)?;
    let (edition, search) = (asked.number("edizione"), asked.get("cerca"));
    let search = search.map(str::to_owned);
    let found = list_values(visit.app(), visit.actor(), edition, level, search).await?;
    let part = Part::of(&asked, found.values.len(), ENTRIES)?;
    let shown = found.values.get(part.range()).unwrap_or_default().iter();
    let shown = shown.map(|node| json!({"code": node.code, "label": node.label}));
    let body = json!({
        "edition": found.edition,
        "content": found.content,
        "level": level.id,
        "values": shown.collect::<Vec<_>>(),
        "page": part.to_json(),
    });
    Ok(whole(&asked, &body, part.links(&asked)))
}

fn described(level: &Level) -> Value {
    json!({
        "id": level.id,
        "label": level.label,
        "definition": level.definition,
        "dimension": dimension(level.axis),
    })
}

/// The names of the dimensions for programs, in the order of the levels.
pub(super) const DIMENSIONS: [Axis; 15] = [
    Axis::Time,
    Axis::Residence,
    Axis::Body,
    Axis::Benefit,
    Axis::Sex,
    Axis::Age,
    Axis::Citizenship,
    Axis::Isee,
    Axis::MeansTest,
    Axis::Carattere,
    Axis::Carico,
    Axis::DailyLiving,
    Axis::Mobility,
    Axis::Disability,
    Axis::MinorCare,
];

/// The name of a dimension for programs.
pub(super) const fn dimension(axis: Axis) -> &'static str {
    match axis {
        Axis::Time => "tempo",
        Axis::Residence => "residenza",
        Axis::Body => "ente",
        Axis::Benefit => "prestazione",
        Axis::Sex => "sesso",
        Axis::Age => "eta",
        Axis::Citizenship => "cittadinanza",
        Axis::Isee => "isee",
        Axis::MeansTest => "prova_mezzi",
        Axis::Carattere => "carattere",
        Axis::Carico => "carico",
        Axis::DailyLiving => "vita_quotidiana",
        Axis::Mobility => "mobilita",
        Axis::Disability => "disabilita",
        Axis::MinorCare => "minori",
    }
}
