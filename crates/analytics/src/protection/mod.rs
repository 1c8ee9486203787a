//! The one door out: cells that hold few people are hidden, all others carry noise that belongs to the people in them.
//!
//! Why so, and what can still be learnt: `docs/decisions/0016-cell-keys-and-hidden-small-cells.md`.

mod dominance;
mod door;
mod noise;
mod order;
mod own_data;
mod policy;
mod secret;
mod shown;

pub use dominance::is_dominated;
pub use door::{Door, protect};
pub use noise::PTable;
pub(crate) use own_data::exact_above;
pub use own_data::{OwnAggregate, OwnData, exact};
pub use policy::{Certainty, CountNoise, Policy, SumNoise};
pub use secret::Secret;
pub use shown::{ProtectedCell, ProtectedGrid, Shown, share};
