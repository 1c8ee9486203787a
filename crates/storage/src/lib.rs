//! The operational database, on SQLite and on PostgreSQL, through one code path.
//!
//! # How it is built
//!
//! - [`Db`] is the opened database; [`Db::begin`] gives a [`Tx`] for writing, [`Db::read`] one for
//!   reading. Every function of this crate takes `&mut Tx`, so that a use case does its work and
//!   writes its [`audit`] entry in one transaction, and both stay or both go.
//! - There is one SQL text for both engines. A statement is a named constant made by the
//!   `statements!` macro of its module; [`statement_texts`] lists them all and
//!   [`Db::check_statements`] prepares each, so that neither a test nor `pas doctor` can forget one.
//! - The engines differ in three places only: opening (`db`), the two arms that run a statement
//!   (`tx`) and the folders of migrations, which have the same numbers.
//! - Everything belongs to one ente. A function that touches an ente's data takes its
//!   [`EnteId`](pas_domain::ids::EnteId) and another ente's row is as if it were not there.
//! - Lookups return `Option`. Errors and `Debug` carry no personal data: what the database says of
//!   a failed statement is reduced to its code and constraint (see [`Fault`]).
//!
//! # A new table
//!
//! 1. A migration with the next number in `migrations/sqlite` and `migrations/postgres`, and its
//!    line in `migrate.rs`. Released migrations are never edited.
//! 2. A module with its statements and functions, and its line in `statement.rs`.
//! 3. Cases in `tests/suite.rs`, which run on both engines.

pub mod access_key;
pub mod account;
pub mod audit;
pub mod benefit_name;
mod content;
pub mod copy;
pub mod dashboard;
mod db;
pub mod ente;
mod error;
pub mod fact;
pub mod flow_file;
pub mod identity;
pub mod import;
mod migrate;
pub mod observatory;
mod page;
mod param;
pub mod person;
pub mod problem;
pub mod record;
mod row;
pub mod saved_view;
mod search;
pub mod sending;
pub mod session;
pub mod spending;
mod statement;
mod tx;

pub use content::sha256;
pub use db::{Db, Engine};
pub use error::{Fault, StorageError};
pub use migrate::{Migrated, known_schema};
pub use page::Page;
pub use search::search_key;
pub use statement::statement_texts;
pub use tx::Tx;
