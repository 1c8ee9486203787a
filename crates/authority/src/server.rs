//! The two addresses of the PDND: its keys and its vouchers.

use axum::extract::{Form, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};
use serde_json::{Value, json};

use crate::assertion::{self, Request};
use crate::authority::{Authority, Fault};

pub(crate) const JWKS_PATH: &str = "/.well-known/jwks.json";
pub(crate) const TOKEN_PATH: &str = "/token.oauth2";

/// Length of an answer that nobody should read to its end.
const HUGE: usize = 2_000_000;

pub(crate) fn router(authority: Authority) -> Router {
    let faults = middleware::from_fn_with_state(authority.clone(), faulty);
    Router::new()
        .route(JWKS_PATH, get(keys))
        .route(TOKEN_PATH, post(voucher))
        .layer(faults)
        .with_state(authority)
}

/// Counts the request, and answers in the authority's place while something is wrong with it.
async fn faulty(
    State(authority): State<Authority>,
    request: axum::extract::Request,
    next: middleware::Next,
) -> Response {
    match request.uri().path() {
        JWKS_PATH => authority.count_key_request(),
        _ => authority.count_voucher_request(),
    }
    let fault = authority.state().fault;
    match fault {
        None => next.run(request).await,
        Some(Fault::Down) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(Fault::Garbage) => "<html>".into_response(),
        Some(Fault::Huge) => " ".repeat(HUGE).into_response(),
        Some(Fault::Redirect) => (StatusCode::FOUND, [(LOCATION, "/elsewhere")]).into_response(),
    }
}

async fn keys(State(authority): State<Authority>) -> Response {
    let mut response = json(StatusCode::OK, "application/json", &authority.jwks());
    let cache_control = authority.state().cache_control.clone();
    if let Some(Ok(value)) = cache_control.map(|value| HeaderValue::from_str(&value)) {
        response.headers_mut().insert(CACHE_CONTROL, value);
    }
    response
}

async fn voucher(State(authority): State<Authority>, Form(request): Form<Request>) -> Response {
    let granted = match assertion::check(&authority, &request) {
        Ok(granted) => granted,
        Err(refusal) => return problem(refusal),
    };
    let seconds = granted.purpose.voucher_seconds.unwrap_or(600);
    let now = authority.now();
    let mut voucher = authority
        .voucher(now)
        .lasting(i64::from(seconds))
        .audience(&granted.purpose.audience)
        .client(&request.client_id)
        .consumer(&granted.consumer_id)
        .purpose(&granted.purpose.id);
    for (name, value) in [
        ("producerId", &granted.purpose.producer_id),
        ("eserviceId", &granted.purpose.eservice_id),
    ] {
        voucher = match value {
            Some(value) => voucher.claim(name, json!(value)),
            None => voucher.without_claim(name),
        };
    }
    let answer = json!({
        "access_token": voucher.sign(),
        "token_type": "Bearer",
        "expires_in": seconds,
    });
    json(StatusCode::OK, "application/json", &answer)
}

/// As the PDND says it: what is wrong stays between it and its log, here in the title.
fn problem(refusal: assertion::Refusal) -> Response {
    let problem = json!({
        "type": "about:blank",
        "status": 400,
        "title": refusal.to_string(),
        "errors": [{ "code": "015-0008", "detail": "Unable to generate a token for the given request" }],
    });
    json(
        StatusCode::BAD_REQUEST,
        "application/problem+json",
        &problem,
    )
}

fn json(status: StatusCode, content_type: &'static str, value: &Value) -> Response {
    (status, [(CONTENT_TYPE, content_type)], value.to_string()).into_response()
}
