//! Answers of the e-service: JSON, or a problem that tells nothing of the inside.

use std::error::Error;

use axum::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use pas_waas::{PROBLEM_JSON, Problem};

/// A problem with `status`; `detail` is for whoever calls.
pub(crate) fn problem(status: StatusCode, title: &str, detail: Option<&str>) -> Response {
    let mut problem = Problem::new(status.as_u16(), title);
    if let Some(detail) = detail {
        problem = problem.with_detail(detail);
    }
    let content_type = HeaderValue::from_static(PROBLEM_JSON);
    (status, [(CONTENT_TYPE, content_type)], problem.write()).into_response()
}

/// The call cannot be understood: `detail` says what is allowed.
pub(crate) fn bad_request(detail: &str) -> Response {
    problem(
        StatusCode::BAD_REQUEST,
        "Richiesta non valida",
        Some(detail),
    )
}

/// The voucher does not hold, or there is none: the same answer for whatever reason.
pub(crate) fn unauthorized() -> Response {
    let mut response = problem(StatusCode::UNAUTHORIZED, "Non autorizzato", None);
    let headers = response.headers_mut();
    headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

/// No such address.
pub(crate) fn not_found() -> Response {
    let detail = "Il servizio offre /waas/v1/flussi, /waas/v1/esiti e /waas/v1/status.";
    problem(StatusCode::NOT_FOUND, "Risorsa inesistente", Some(detail))
}

/// The address is there, the method is not: `allowed` are.
pub(crate) fn not_allowed(allowed: &'static str) -> Response {
    let title = "Metodo non ammesso";
    let mut response = problem(StatusCode::METHOD_NOT_ALLOWED, title, None);
    let headers = response.headers_mut();
    headers.insert(ALLOW, HeaderValue::from_static(allowed));
    response
}

/// Try again after so many seconds.
pub(crate) fn later(status: StatusCode, title: &str, seconds: u64) -> Response {
    let mut response = problem(status, title, None);
    let headers = response.headers_mut();
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// The program failed: whoever calls is told so, and to come again; the reasons go to the log.
pub(crate) fn failure(error: &dyn Error) -> Response {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    eprintln!("pas: servizio WaaS: {text}");
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    problem(status, "Errore interno: riprovare più tardi", None)
}
