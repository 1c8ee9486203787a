//! The guide: how to start, the eight questions, every benefit, the glossary.

pub(crate) mod benefit;
pub(crate) mod benefits;
pub(crate) mod glossary;
pub(crate) mod index;
mod words;
