//! What the crate promises, seen from outside: reading, checking, writing.

mod differential;
mod examples;
mod sorted;
mod support;
mod writing;
