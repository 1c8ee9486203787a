//! From the code lists to the reference tables of an edition: places, population, benefits, ambiti.
//!
//! Real editions and the made-up nation share it, so that both mean the same by a place and an area.

mod ambiti;
mod benefits;
mod places;

pub use ambiti::{AmbitiError, AmbitiFinding, AmbitiList, AmbitiProblem, read_ambiti};
pub use benefits::{SINBA, benefits};
pub use places::Gazetteer;
