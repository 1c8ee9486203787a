//! Editions on disk: numbered, immutable, self-describing snapshots in open Parquet.
//!
//! An edition is a folder: `manifest.json` says what every file and column is, and with which hash.
//! It becomes one by being renamed, so that what a build that died leaves behind is none.

mod compare;
mod digest;
mod distinct;
mod draft;
mod encoder;
mod error;
mod facts_writer;
mod folder;
mod load;
mod manifest;
pub mod published;
mod reference_check;
mod reference_reader;
mod reference_tables;
mod schema;
mod sorted;
mod table;

pub use compare::{Amount, Comparison, GroupChange, compare};
pub use draft::RecordsDraft;
pub use error::EditionError;
pub use facts_writer::Layout;
pub use folder::{Access, Edition, Editions, Listed, Withdrawal};
pub use manifest::{About, ColumnEntry, Counts, FORMAT, FileEntry, Kind, Manifest, Period};
pub use sorted::{OrderError, settle_households, sort_facts};
