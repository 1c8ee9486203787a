//! Dimensions, measures, the query grammar, and the exact scan over person-sorted columns.
//!
//! Nothing here hides a number: what a [`grid::Grid`] holds is exact and must leave only through
//! `pas-analytics`, which alone may depend on this crate's scan (`crates/tidy/deps.toml`).

pub mod fact;
pub mod facts;
pub mod grid;
pub mod months;
pub mod reference;
mod sparse;
pub mod traits;

pub use fact::Fact;
pub use facts::{Facts, FactsBuilder};
pub use reference::Reference;
pub use traits::Traits;
