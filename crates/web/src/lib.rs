//! Pages, sessions and downloads: HTTP in front of the use cases of `app`, and nothing else.
//!
//! [`routes::ROUTES`] is the one list of addresses; the router is built from it, and every request
//! passes [`gate`] before it reaches a page.

mod api;
mod asset;
mod cell;
mod csv;
mod desk;
mod error;
mod form;
mod format;
mod frame;
mod gate;
mod language;
mod page;
mod pager;
mod picture;
pub mod routes;
mod security;
mod serve;
mod table;
mod term;
mod visit;
mod waas;
mod xlsx;

pub use language::{LanguageError, Languages};
pub use serve::{Options, ServeError, router, serve};
pub use waas::{WaasOptions, serve_waas, waas_router};
