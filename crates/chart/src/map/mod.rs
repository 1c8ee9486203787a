//! Boundaries of regions, provinces and comuni.

mod boundaries;

pub(crate) use boundaries::{Boundaries, Outline};
