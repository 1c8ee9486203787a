//! Finished pages in another language: translation files in (PO), Italian HTML in, HTML of the other
//! language out, with what stays Italian marked as such.
//!
//! A page is written in Italian and nowhere else. [`Translation::speak`] reads it once more and looks
//! up each of its texts; the key is the Italian text itself.

mod harvest;
mod message;
mod page;
mod po;
mod translation;

pub use harvest::{Harvest, with_numbers_out};
pub use page::{Heard, Spoken};
pub use po::{Entry, Po};
pub use translation::Translation;

/// What is wrong in a translation file, and where. The words are for whoever translates.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("riga {line}: {reason}")]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what to do, in Italian.
    pub reason: String,
}

impl Fault {
    pub(crate) fn new(line: usize, reason: impl Into<String>) -> Self {
        Self {
            line,
            reason: reason.into(),
        }
    }
}
