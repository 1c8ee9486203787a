//! Every address of the e-service, and what an installation chooses for it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use pas_app::App;
use pas_domain::ids::EnteId;
use pas_pdnd::Verifier;
use tokio::sync::Semaphore;

use super::limiter::Limiter;
use super::refusals::Refusals;
use super::{answer, flows, gate, outcomes, status};

/// What an installation chooses for its e-service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaasOptions {
    /// The ente that answers.
    pub ente: EnteId,
    /// Calls a minute of one consumer.
    pub requests_per_minute: u32,
    /// Largest body of `POST /esiti`, in bytes.
    pub max_body_bytes: usize,
    /// Calls at work at once; one more is asked to come again.
    pub max_concurrent: usize,
    /// How long a caller may take to send the head of a call.
    pub head_timeout: Duration,
    /// How long a caller may take to send its body.
    pub body_timeout: Duration,
}

impl WaasOptions {
    /// The usual ones, for `ente`.
    pub fn new(ente: EnteId) -> Self {
        Self {
            ente,
            requests_per_minute: 30_000,
            max_body_bytes: pas_waas::MAX_BODY_BYTES,
            max_concurrent: 64,
            head_timeout: Duration::from_secs(15),
            body_timeout: Duration::from_secs(30),
        }
    }
}

/// What every call works with.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) app: App,
    pub(crate) verifier: Arc<Verifier>,
    pub(crate) options: WaasOptions,
    pub(crate) limiter: Arc<Limiter>,
    pub(crate) refusals: Arc<Refusals>,
    pub(crate) room: Arc<Semaphore>,
}

/// The e-service. `/status` is open, as INPS's OpenAPI declares it, and tells nothing; all else asks
/// for a voucher.
pub fn waas_router(app: App, verifier: Arc<Verifier>, options: WaasOptions) -> Router {
    let service = Service {
        app,
        verifier,
        options,
        limiter: Arc::new(Limiter::new(options.requests_per_minute)),
        refusals: Arc::new(Refusals::default()),
        room: Arc::new(Semaphore::new(options.max_concurrent)),
    };
    let voucher = from_fn_with_state(service.clone(), gate::ask_voucher);
    let flows = get(flows::get).route_layer(voucher.clone());
    let outcomes = post(outcomes::post).route_layer(voucher);
    Router::new()
        .route("/waas/v1/flussi", flows.fallback(read_only))
        .route("/waas/v1/esiti", outcomes.fallback(write_only))
        .route("/waas/v1/status", get(status::get).fallback(read_only))
        .fallback(async || answer::not_found())
        .layer(from_fn_with_state(service.clone(), gate::make_room))
        .layer(from_fn(gate::add_headers))
        .with_state(service)
}

async fn read_only() -> axum::response::Response {
    answer::not_allowed("GET, HEAD")
}

async fn write_only() -> axum::response::Response {
    answer::not_allowed("POST")
}
