//! One suite, run on both engines: on SQLite always, on PostgreSQL where `PAS_TEST_POSTGRES_URL`
//! names a server.
#![expect(
    clippy::unwrap_used,
    reason = "a test that fails stops, and says where"
)]

mod accounts;
mod audit;
mod concurrency;
mod enti;
mod facts;
mod flows;
mod harness;
mod imports;
mod in_use;
mod observatory;
mod overview;
mod people;
mod records;
mod schema;
mod tls;
mod views;
mod world;
