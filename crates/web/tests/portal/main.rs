//! The whole portal on a small made-up district.

mod pages;
mod routes;
mod sendings;
mod support;
