//! The whole portal on a small made-up district.

mod analysis;
mod pages;
mod routes;
mod sendings;
mod support;
