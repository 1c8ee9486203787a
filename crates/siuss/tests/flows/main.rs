//! What the crate promises, seen from outside: reading, checking, writing.

#![expect(clippy::print_stdout, reason = "tests say what they skip and count")]

mod differential;
mod examples;
mod findings;
mod sorted;
mod support;
mod unreadable;
mod writing;
