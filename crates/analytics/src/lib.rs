//! Counts and sums over records, behind the protection layer.
//!
//! A [`Tally`] counts; what it holds can be read only through [`Tally::protected`] or, for those who
//! may open the single records anyway, [`Tally::open`]. There is no other way out.

mod protection;
mod tally;

pub use protection::Policy;
pub use tally::{Cell, Contribution, Row, Table, Tally};
