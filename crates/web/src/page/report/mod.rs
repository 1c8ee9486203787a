//! The Piano di zona: a page to read and print, and the same as documents.

pub(crate) mod download;
pub(crate) mod view;
