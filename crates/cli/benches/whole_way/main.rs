//! The demonstration district loaded, derived, written and checked: what each step does a second,
//! and the check beside Python's lxml on the very same flows.
//!
//! `tools/benchmark` runs it with the others; `PYTHON` names an interpreter that has lxml, and
//! `PAS_SHARED` the folder with INPS's XSDs.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod check;
mod district;
mod lxml;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Without an argument, everything; with a folder of flows, only the check of these, for a profiler.
fn main() {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    if let Some(folder) = folder {
        return check::only_ours(folder.as_ref());
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let flows = runtime.block_on(district::measure());
    check::measure(&flows);
}

/// Time that this thread has spent on a processor, so that neighbours on the machine count little;
/// where Linux does not tell, time that has passed.
fn cpu_time() -> Duration {
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGIN.elapsed(), Duration::from_nanos)
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn per_second(n: usize, seconds: f64) -> f64 {
    n as f64 / seconds
}
