//! The whole program below the pages: offices' files in, records, flows out; who may do what; and
//! what it must not do.

mod actors;
mod bad_input;
mod defects;
mod district;
mod editions;
mod import_again;
mod inps_loop;
mod queue;
mod sendings;
mod support;
mod upload;
mod views;
