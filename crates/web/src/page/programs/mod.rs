//! For those who write programs: how figures are asked for, and the keys to ask with.

pub(crate) mod guide;
pub(crate) mod keys;
