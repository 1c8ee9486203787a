//! Open data: the tables that anybody may have, and the catalogue that describes them.

mod catalogue;
mod tables;
mod turtle;

pub use catalogue::{CATALOGUE, Holder, OpenData, OpenTable, catalogue};
pub use tables::{TABLES, TableSpec};
