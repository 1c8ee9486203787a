//! The editions for programs.

use axum::response::Response;
use pas_app::use_cases::browse_editions::{EditionSummary, browse_edition, browse_editions};
use serde_json::{Value, json};

use super::answer::whole;
use super::asked::Asked;
use super::part::{ENTRIES, Part};
use crate::error::WebError;

pub(crate) async fn list(asked: Asked) -> Result<Response, WebError> {
    let visit = &asked.visit;
    let editions = browse_editions(visit.app(), visit.actor()).await?;
    let part = Part::of(&asked, editions.len(), ENTRIES)?;
    let shown = editions.get(part.range()).unwrap_or_default();
    let body = json!({
        "editions": shown.iter().map(edition).collect::<Vec<_>>(),
        "page": part.to_json(),
    });
    Ok(whole(&asked, &body, part.links(&asked)))
}

pub(crate) async fn one(asked: Asked) -> Result<Response, WebError> {
    let (visit, number) = (&asked.visit, asked.number("numero").unwrap_or(0));
    let found = browse_edition(visit.app(), visit.actor(), number).await?;
    Ok(whole(&asked, &edition(&found), None))
}

fn edition(edition: &EditionSummary) -> Value {
    let years = edition.years.iter();
    let years = years.map(|(year, month)| json!({"year": year, "last_month": month}));
    json!({
        "number": edition.number,
        "title": edition.title,
        "source": edition.source,
        "created": edition.created,
        "content": edition.content,
        "years": years.collect::<Vec<_>>(),
    })
}
