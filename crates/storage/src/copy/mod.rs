//! Copies of a whole database, taken while others work, and what a restored copy must know.
//!
//! A copy of SQLite is a SQLite file; one of PostgreSQL is what `pg_dump` writes in its custom
//! format. Neither can be loaded into the other engine.

mod embedded;
mod restored;
mod server;

pub use embedded::{copy_embedded, embedded_file, settle};
pub(crate) use restored::STATEMENTS;
pub use restored::keep_promises;
pub use server::{Server, find_tools};
