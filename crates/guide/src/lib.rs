//! The guide: every benefit explained with a worked example, the eight questions, the glossary.
//!
//! The words are data (`data/`), one file a benefit. What can be known from the program is taken from
//! it: names and codes of the fields from `siuss`, what is checked from `rules`, group and area from
//! `catalogue`, measures and levels from `cube`. The examples are facts of invented people: `records`
//! derives the record, `siuss` writes and reads the flow, `rules` judges it, so that no example can
//! say anything that the program would not do. Pure: no I/O.

mod advice;
mod benefit;
mod data;
mod error;
mod example;
mod facts;
mod fields;
mod flow;
mod glossary;
mod guide;
mod letter;
mod mark;
mod question;

pub use advice::{Case, Door};
pub use benefit::{BenefitPage, Section, Similar};
pub use error::GuideError;
pub use example::{Example, ExampleRecord, Line, Told};
pub use fields::{FieldGroup, FieldRow, Need};
pub use glossary::{Entry, Kind};
pub use guide::Guide;
pub use mark::{Piece, mark};
pub use question::Question;
