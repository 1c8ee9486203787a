//! `POST /esiti`: what INPS says of the flows that it fetched.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use pas_app::use_cases::take_outcomes::{Outcome, take_outcomes};
use pas_app::waas::Caller;
use pas_waas::{WireOutcome, read_outcomes};
use tokio::time::timeout;

use super::answer;
use super::router::Service;

/// Answers 204 when the outcomes are on disk: INPS does not send them again after that.
pub(crate) async fn post(
    State(service): State<Service>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Response {
    if !is_json(request.headers()) {
        let title = "Formato non ammesso";
        let detail = "Il corpo dev'essere application/json, senza compressione.";
        return answer::problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, title, Some(detail));
    }
    let body = match body(&service, request).await {
        Ok(body) => body,
        Err(refusal) => return *refusal,
    };
    let outcomes: Vec<Outcome> = match read_outcomes(&body) {
        Ok(outcomes) => outcomes.into_iter().map(to_keep).collect(),
        Err(fault) => return answer::bad_request(&fault.to_string()),
    };
    match take_outcomes(&service.app, &caller, &outcomes).await {
        Ok(_) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => answer::failure(&error),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(media_type), None) = (types.next(), types.next()) else {
        return false;
    };
    let media_type = media_type.to_str().unwrap_or_default();
    let (essence, parameters) = media_type.split_once(';').unwrap_or((media_type, ""));
    let parameters = parameters.trim().to_ascii_lowercase();
    essence.trim().eq_ignore_ascii_case("application/json")
        && matches!(
            parameters.as_str(),
            "" | "charset=utf-8" | "charset=\"utf-8\""
        )
        && !headers.contains_key(CONTENT_ENCODING)
}

/// The body, if it comes whole, in time and within its size.
async fn body(service: &Service, mut request: Request) -> Result<Bytes, Box<Response>> {
    let max = service.options.max_body_bytes;
    DefaultBodyLimit::max(max).apply(&mut request);
    let refusal = match timeout(
        service.options.body_timeout,
        Bytes::from_request(request, &()),
    )
    .await
    {
        Ok(Ok(body)) => return Ok(body),
        Ok(Err(fault)) if fault.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let title = "Corpo troppo grande";
            let detail =
                format!("Il corpo può avere al massimo {max} byte: mandare meno esiti per volta.");
            answer::problem(StatusCode::PAYLOAD_TOO_LARGE, title, Some(&detail))
        }
        Ok(Err(_)) => answer::bad_request("Il corpo non è arrivato per intero."),
        Err(_) => answer::problem(StatusCode::REQUEST_TIMEOUT, "Tempo scaduto", None),
    };
    Err(Box::new(refusal))
}

fn to_keep(outcome: WireOutcome) -> Outcome {
    Outcome {
        flow_name: outcome.flow_id,
        kind: outcome.kind,
        flow_at: outcome.flow_at,
        acquired_at: outcome.acquired_at,
        code: outcome.code,
        text: outcome.text,
        siuss_id: outcome.siuss_id,
    }
}
