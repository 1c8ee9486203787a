//! Attacks on an edition, by somebody who knows policy, structure and tables of noise: all but the secret.

mod bayes;
mod bounds;
mod elimination;
mod family;
mod judge;
mod lattice;
mod plan;
mod rational;
mod report;
mod run;
mod sums;
mod surface;
mod text;
mod walk;

pub use family::{Dimension, Family};
pub use plan::AuditPlan;
pub use report::{AuditReport, Bounds, Determined, FamilyReport, Inferred, Walked};
pub use run::{Attacker, audit};
pub use surface::{Asked, Edition, Surface};
