//! The whole portal on a small made-up district.

mod analysis;
mod api;
mod exports;
mod languages;
mod outsider;
mod pages;
#[path = "../../../cube/tests/differential/random.rs"]
mod random;
mod routes;
mod sendings;
mod support;
