//! The whole portal on a small made-up district.

mod analysis;
mod api;
mod exports;
mod outsider;
mod pages;
mod routes;
mod sendings;
mod support;
