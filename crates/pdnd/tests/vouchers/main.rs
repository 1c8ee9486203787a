//! Vouchers against a development authority: what is taken, what is refused, and by which check.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod claims;
mod forged;
mod headers;
mod keys_from_address;
mod keys_from_file;
mod mutated;
mod source;
mod world;
