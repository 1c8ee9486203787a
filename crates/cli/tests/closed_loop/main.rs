//! The loop between an ente and whoever reads its queue, played by real processes that are killed.
//!
//! Small by default; the sizes that the project promises with `PAS_SLOW_TESTS` set. Processes are
//! killed where a seeded schedule says, counted in flows that were read and not in time.

mod soak;
mod support;
mod two_processes;
