//! Editions as their readers meet them: written, read back, compared, damaged, withdrawn.

mod comparison;
mod duckdb;
mod folder;
mod published;
mod round_trip;
mod support;
