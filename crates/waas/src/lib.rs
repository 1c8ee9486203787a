//! The JSON of INPS's WaaS API 2.0.1, read and written: `elenco_flussi`, `elenco_esiti`, problems.
//!
//! Writing is exact to INPS's OpenAPI. Reading says what is wrong with which entry, and lets pass what
//! the specification's own examples do otherwise. A NUL character in a text becomes U+FFFD on reading:
//! JSON may carry it, databases refuse it.

mod flow_page;
mod instant;
mod limits;
mod outcome_list;
mod problem;
mod text;

pub use flow_page::{EntryFault, NotAPage, WireFlow, read_page, write_page};
pub use limits::{
    DEFAULT_FLOWS, MAX_BODY_BYTES, MAX_CONTENT_CHARS, MAX_FLOWS, MAX_ID_CHARS, MAX_NAME_CHARS,
    MAX_OUTCOMES, MAX_SINCE,
};
pub use outcome_list::{MemberFault, OutcomesFault, WireOutcome, read_outcomes, write_outcomes};
pub use problem::{PROBLEM_JSON, Problem};
