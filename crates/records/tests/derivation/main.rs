//! The derivation as its users see it: facts in, records out.

mod periodic;
mod states;
mod support;
