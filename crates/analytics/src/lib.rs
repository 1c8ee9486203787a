//! Counts and sums over records, behind the protection layer, and the audit that attacks it.
//!
//! What a scan of the cube gives is exact and stays inside. It leaves as a [`ProtectedGrid`] through
//! [`protect`], or exact through [`exact`] for a reader of [`OwnData`]. There is no other way out.

pub mod answer;
pub mod audit;
mod engine;
mod loss;
mod loss_by_detail;
mod protection;
pub mod tally;

pub use engine::{Engine, EngineError, External};
pub use loss::{Loss, loss};
pub use loss_by_detail::{DetailLoss, loss_by_detail};
pub use protection::{
    Certainty, CountNoise, Door, OwnAggregate, OwnData, PTable, Policy, ProtectedCell,
    ProtectedGrid, Secret, Shown, SumNoise, exact, is_dominated, protect, share,
};
