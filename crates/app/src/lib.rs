//! Use cases: one file per verb-noun, with the permission, the transaction and the audit entry.
//!
//! `web` and `cli` call these functions and nothing below them. Every use case takes the
//! [`Actor`](pas_domain::actor::Actor) and opens its [`Work`](work::Work) through the one list in
//! [`use_case`], so that none can forget to ask for the permission or to write the audit entry.

pub mod app;
pub mod backup;
pub mod clock;
pub mod editions;
pub mod error;
pub mod examination;
mod flow;
mod intake;
pub mod journey;
mod judgement;
mod kept;
mod naming;
mod observatory;
pub mod open_data;
mod open_document;
pub mod outcome_reading;
mod overview;
mod paging;
mod password;
mod plan;
pub mod portal;
mod portrait;
pub mod pseudonym;
mod record_values;
pub mod report;
pub mod saved;
mod source_files;
pub mod use_case;
pub mod use_cases;
pub mod waas;
mod work;

pub use app::{App, Config, OwnFigures};
pub use error::AppError;
pub use pas_catalogue as catalogue;
pub use pas_demo as demo;
pub use pas_edition as edition;
pub use pas_guide as guide;
