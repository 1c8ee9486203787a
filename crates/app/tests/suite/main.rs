//! The whole program below the pages.

mod district;
mod support;
