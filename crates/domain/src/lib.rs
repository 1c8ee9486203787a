//! The field's types: codice fiscale, person, benefit, delivery, assessment, period, money, flow.
//!
//! Pure: no I/O, nothing asynchronous, no SQL, no XML.

pub mod actor;
pub mod coded;
pub mod codice_fiscale;
pub mod dsu;
pub mod fact;
pub mod finding;
pub mod flow;
pub mod ids;
pub mod italian;
pub mod money;
pub mod office;
pub mod period;
pub mod record;
pub mod sending;
pub mod voucher;
