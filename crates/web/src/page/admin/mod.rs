//! Accounts, code lists and the audit register.

pub(crate) mod accounts;
pub(crate) mod audit;
pub(crate) mod sources;
