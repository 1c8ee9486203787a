//! The rules, grouped by the part of a flow that they look at.

pub(crate) mod assessment;
pub(crate) mod benefit;
pub(crate) mod code_list;
pub(crate) mod envelope;
pub(crate) mod identity;
pub(crate) mod minor;
pub(crate) mod residence;
