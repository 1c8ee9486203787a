//! Editions as their readers meet them: written, read back, compared, damaged, withdrawn.
#![expect(
    clippy::unwrap_used,
    reason = "a test that fails stops, and says where"
)]

mod comparison;
mod duckdb;
mod folder;
mod published;
mod round_trip;
mod support;
