//! The answer to a question for programs, whole or in parts.

use axum::response::Response;
use pas_app::AppError;
use pas_app::editions::export::{rows_of, to_json};
use pas_app::use_cases::ask_edition::{Answered, ask_edition};

use super::answer::{tag, tagged};
use super::asked::Asked;
use super::part::{MOST_ROWS, Part};
use crate::error::WebError;
use crate::visit::link;

pub(crate) async fn get(asked: Asked) -> Result<Response, WebError> {
    let visit = &asked.visit;
    let answered = ask_edition(visit.app(), visit.actor(), &question(&asked)).await;
    let answered = answered.map_err(of_question)?;
    let part = Part::of(&asked, answered.answer.table.rows.len(), MOST_ROWS)?;
    let text = || {
        let mut body = to_json(&rows_of(&answered, &part.range()));
        body["page"] = part.to_json();
        body.to_string()
    };
    let tag = tag_of(&answered, part);
    Ok(tagged(&asked, &tag, part.links(&asked), text))
}

/// The question without what says which part of its answer is wanted.
fn question(asked: &Asked) -> String {
    let pairs = asked.visit.address.pairs().iter();
    let pairs: Vec<(&str, &str)> = pairs
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| !matches!(*name, "pagina" | "per_pagina"))
        .collect();
    let address = link("", &pairs);
    address.trim_start_matches('?').to_owned()
}

/// Every word is one that may be said; what is refused now are words that have no answer together.
fn of_question(error: AppError) -> WebError {
    match error {
        AppError::Invalid(reason) => WebError::Unanswerable(reason),
        other => WebError::App(other),
    }
}

/// Data, question, protection and part: what one reader sees exact has another tag than what is protected.
fn tag_of(answered: &Answered, part: Part) -> String {
    let answer = &answered.answer;
    tag([
        answered.edition.to_string().as_str(),
        &answered.content,
        &answered.title,
        &answered.source,
        &answer.query.to_string(),
        &format!("{:?} {}", answer.protection, answer.threshold),
        &format!("{} {}", part.number, part.size),
    ])
}
