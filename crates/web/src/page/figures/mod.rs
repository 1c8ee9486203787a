//! Pages of figures.

pub(crate) mod spending;
