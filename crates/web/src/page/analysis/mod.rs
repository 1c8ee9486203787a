//! Questions to an edition in the one grammar: the page and its files.

pub(crate) mod ask;
pub(crate) mod build;
pub(crate) mod download;
mod fields;
pub(crate) mod grid;
pub(crate) mod none;
mod path;
#[cfg(test)]
pub(super) mod sample;
mod typed;
