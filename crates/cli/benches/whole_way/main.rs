//! The demonstration district loaded, derived, written and checked: what each step does a second,
//! and the check beside Python's lxml on the very same flows.
//!
//! `tools/benchmark` runs it with the others; `PYTHON` names an interpreter that has lxml, and
//! `PAS_SHARED` the folder with INPS's XSDs.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod check;
mod district;
mod lxml;

use std::time::Instant;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let flows = runtime.block_on(district::measure());
    check::measure(&flows);
}

/// Seconds that `work` takes.
fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let begin = Instant::now();
    std::hint::black_box(work());
    begin.elapsed().as_secs_f64()
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn per_second(n: usize, seconds: f64) -> f64 {
    n as f64 / seconds
}
