//! Pages of figures.

mod answer;
mod cut;
pub(crate) mod spending;
