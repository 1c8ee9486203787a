//! The pages, one file each: what is asked of `app`, the words, the template's context.

pub(crate) mod access;
pub(crate) mod admin;
pub(crate) mod analysis;
pub(crate) mod check;
pub(crate) mod figures;
pub(crate) mod flows;
pub(crate) mod guide;
pub(crate) mod home;
pub(crate) mod imports;
pub(crate) mod open_data;
pub(crate) mod people;
pub(crate) mod programs;
pub(crate) mod questions;
pub(crate) mod records;
pub(crate) mod report;
pub(crate) mod sendings;
pub(crate) mod views;

#[cfg(test)]
pub(crate) mod sample;
