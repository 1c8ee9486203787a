//! Vouchers of the PDND: verified as erogatore, obtained as fruitore.
//!
//! [`Verifier`] says of a call whether its voucher holds, check by check, and gives the evidence that
//! may be kept; everything in doubt is refused. [`VoucherSource`] obtains vouchers for calls of ours.
//! No voucher is ever logged, shown by `Debug` or part of an error. Time is a parameter.

mod address;
mod assertion;
mod claims;
mod config;
mod http;
mod jwks;
mod jws;
mod key_store;
mod refusal;
mod signing_key;
mod strict_json;
mod verifier;
mod voucher_source;

pub use config::{ConfigError, VerifierConfig};
pub use http::{HttpError, http_client};
pub use key_store::{Failing, KeyFailure, KeyState};
pub use refusal::Refusal;
pub use signing_key::SigningKeyError;
pub use verifier::Verifier;
pub use voucher_source::{RefusalCode, Voucher, VoucherError, VoucherSource, VoucherSourceConfig};
