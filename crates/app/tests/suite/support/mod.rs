//! Installations to test on, a village to put into them, and INPS's own schema to ask.

pub(crate) mod home;
pub(crate) mod official;
pub(crate) mod village;

pub(crate) use home::{Home, Installation, SEED, TODAY, on_both};
