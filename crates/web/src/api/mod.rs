//! Figures for programs: JSON behind one list of operations, which reads every request and describes itself.

mod answer;
mod asked;
mod bearer;
mod document;
mod editions;
mod figures;
mod levels;
mod operation;
mod parameter;
mod part;
mod schema;

pub(crate) use bearer::{CHALLENGE, WRONG_KEY, session_of_key};
pub(crate) use document::get as openapi;
pub(crate) use editions::{list as editions, one as edition};
pub(crate) use figures::get as figures;
pub(crate) use levels::{levels, measures, values};

/// Where the addresses for programs begin.
pub(crate) const ROOT: &str = "/api/v1/";
