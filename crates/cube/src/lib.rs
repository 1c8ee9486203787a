//! Dimensions, measures, the query grammar, and the exact scan over person-sorted columns.
//!
//! Nothing here hides a number: what a [`grid::Grid`] holds is exact and must leave only through
//! `pas-analytics`, which alone may depend on this crate's scan (`crates/tidy/deps.toml`).

pub mod coverage;
pub mod cube;
pub mod dimension;
pub mod external;
pub mod fact;
pub mod facts;
pub mod grid;
pub mod measure;
mod merged;
pub mod months;
mod peaks;
pub mod plan;
pub mod population;
pub mod query;
pub mod reference;
pub mod scan;
mod sparse;
pub mod sql;
pub mod traits;

pub use cube::Cube;
pub use fact::Fact;
pub use facts::{Facts, FactsBuilder};
pub use plan::Plan;
pub use population::Residents;
pub use query::{Query, QueryError};
pub use reference::Reference;
pub use scan::{Tables, scan};
pub use traits::Traits;
