//! Spending and people by row and year, as the page «Spesa» of one ente shows them.
//!
//! A [`Tally`] counts; what it holds can be read only through [`Tally::protected`] or, for those who
//! may open the single records anyway, [`Tally::open`]. There is no other way out.

mod count;
mod suppression;

pub use count::{Cell, Contribution, Row, Table, Tally};
pub use suppression::Policy;
