//! The Piano di zona as a report: chapters written from questions to an edition, with numbered tables
//! and figures, and what changed since another edition marked.
//!
//! Everything in it is an answer of [`ask_edition`](crate::use_cases::ask_edition), so that the door
//! protects a report as it protects a question; two editions are compared by what each of them
//! shows to this reader, and by nothing else.

mod chapters;
mod compare;
mod method;
mod model;
mod odt;
mod pdf;
mod tables;
mod words;
mod writer;

pub use model::{
    Cell, Change, Chapter, Compared, Figure, Heading, Report, Row, Section, Sentence, Shown, Span,
    Table, Was, Way,
};

pub use odt::to_odt;
pub use pdf::to_pdf;

pub(crate) use chapters::write;
pub(crate) use compare::mark;
