//! The ente's e-service: INPS's WaaS API 2.0.1 over HTTP, with PDND vouchers as the only key.
//!
//! [`router`] holds every address. A call passes the [`gate`] first: room, voucher, rate. Answers of
//! refusal are the same for whatever reason, and the reason goes to our own log.

mod answer;
mod flows;
mod gate;
mod limiter;
mod outcomes;
mod query;
mod refusals;
mod router;
mod serve;
mod status;

pub use router::{WaasOptions, waas_router};
pub use serve::serve_waas;
