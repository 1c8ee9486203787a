//! Processes, made-up people, an ente's installation and its e-service.

pub(crate) mod ente;
pub(crate) mod moments;
pub(crate) mod people;
pub(crate) mod service;

use std::io::Write as _;

/// Whether the large sizes were asked for.
pub(crate) fn is_slow() -> bool {
    std::env::var_os("PAS_SLOW_TESTS").is_some_and(|value| !value.is_empty())
}

/// The server for tests; none, and said so, where there is none.
pub(crate) fn postgres_url() -> Option<String> {
    let url = std::env::var("PAS_TEST_POSTGRES_URL").ok();
    let url = url.filter(|url| !url.is_empty());
    if url.is_none() {
        say("SKIPPED: the PostgreSQL half (PAS_TEST_POSTGRES_URL is not set)");
    }
    url
}

/// Says something past the capture of the test runner.
pub(crate) fn say(what: &str) {
    writeln!(std::io::stderr(), "{what}").expect("stderr is open");
}

/// Runs `test` to its end.
pub(crate) fn block_on<F: Future>(test: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(test)
}
