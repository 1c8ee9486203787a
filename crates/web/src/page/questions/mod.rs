//! The eight questions, each answered on the reader's own territory.

pub(crate) mod index;
pub(crate) mod story;
