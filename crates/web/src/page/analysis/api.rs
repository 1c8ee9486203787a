//! The answer to a question for programs: JSON, with a tag that tells when it changes.

use axum::extract::RawQuery;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use pas_app::editions::export::to_json;
use pas_app::use_cases::ask_edition::{Answered, ask_edition};
use sha2::{Digest, Sha256};

use super::of_question;
use crate::error::WebError;
use crate::visit::Visit;

pub(crate) async fn get(
    visit: Visit,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let query = query.unwrap_or_default();
    let asked = ask_edition(visit.app(), visit.actor(), &query).await;
    let answered = asked.map_err(of_question)?;
    let tag = tag(&answered);
    let about = [(ETAG, tag.clone()), (VARY, "cookie".to_owned())];
    if is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    let kind = [(CONTENT_TYPE, "application/json")];
    Ok((about, kind, to_json(&answered).to_string()).into_response())
}

/// Data, question and protection: what one reader sees exact has another tag than what is protected.
fn tag(answered: &Answered) -> String {
    let answer = &answered.answer;
    let number = answered.edition.to_string();
    let query = answer.query.to_string();
    let protection = format!("{:?} {}", answer.protection, answer.threshold);
    let mut digest = Sha256::new();
    for part in [
        env!("CARGO_PKG_VERSION"),
        &number,
        &answered.content,
        &answered.title,
        &answered.source,
        &query,
        &protection,
    ] {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    let digest = HEXLOWER.encode(&digest.finalize());
    format!("\"{}\"", digest.get(..32).unwrap_or(&digest))
}

/// Whether the asker has what carries `tag` already.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let lists = headers.get_all(IF_NONE_MATCH).iter();
    let mut known = lists
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','));
    known.any(|known| {
        let known = known.trim();
        known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
    })
}
