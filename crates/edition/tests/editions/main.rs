//! Editions as their readers meet them: written, read back, compared, damaged, withdrawn.

mod folder;
mod round_trip;
mod support;
