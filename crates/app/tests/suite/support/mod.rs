pub(crate) mod home;
pub(crate) mod official;

pub(crate) use home::{Home, Installation, SEED, TODAY, on_both};
