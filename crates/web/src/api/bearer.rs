//! Keys that programs send with each request, in the place of a session.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use pas_app::App;
use pas_app::use_cases::sign_in::Session;
use pas_app::use_cases::use_key::use_key;

use crate::error::WebError;

/// What a program reads that came without key and session.
pub(crate) const CHALLENGE: &str = "Bearer realm=\"PAS\"";
/// What a program reads whose key is not valid.
pub(crate) const WRONG_KEY: &str = "Bearer realm=\"PAS\", error=\"invalid_token\"";

/// The session of the key in `Authorization`; none where the request brings no such header.
pub(crate) async fn session_of_key(
    app: &App,
    headers: &HeaderMap,
) -> Result<Option<Session>, WebError> {
    let mut sent = headers.get_all(AUTHORIZATION).iter();
    let Some(first) = sent.next() else {
        return Ok(None);
    };
    let words = first.to_str().unwrap_or("").split_once(' ');
    let key = words.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let found = match (key, sent.next()) {
        (Some((_, key)), None) => use_key(app, key.trim()).await?,
        _ => None,
    };
    found.map(Some).ok_or(WebError::WrongKey)
}
