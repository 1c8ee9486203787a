//! `GET /status`: whether the e-service can answer.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pas_app::use_cases::check_health::check_health;
use tokio::time::timeout;

use super::answer;
use super::router::Service;

/// How long the database may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// When to ask again, in seconds.
const RETRY_SECONDS: u64 = 30;

/// Answers 200 when the database does, and says no more than that.
pub(crate) async fn get(State(service): State<Service>) -> Response {
    match timeout(PATIENCE, check_health(&service.app)).await {
        Ok(Ok(())) => answer::problem(StatusCode::OK, "Il servizio funziona", None),
        Ok(Err(_)) | Err(_) => answer::later(
            StatusCode::SERVICE_UNAVAILABLE,
            "Il servizio non è disponibile",
            RETRY_SECONDS,
        ),
    }
}
