//! What the environment says of a run.

use std::env;
use std::error::Error;
use std::num::NonZero;
use std::path::PathBuf;

/// One run.
pub(crate) struct Settings {
    pub(crate) n_records: u64,
    pub(crate) seed: u64,
    pub(crate) n_years: u8,
    pub(crate) n_threads: NonZero<usize>,
    pub(crate) n_rounds: u32,
    /// Where editions are kept, and their installations' data folders.
    pub(crate) folder: PathBuf,
    pub(crate) out: PathBuf,
    /// For a profiler: part of the label of the questions to ask, or one question (`misure=…`). Empty: all,
    /// and the portal's mix.
    pub(crate) only: String,
}

impl Settings {
    pub(crate) fn from_environment() -> Result<Self, Box<dyn Error>> {
        let n_records = number("PAS_BENCH_RECORDS", 1_000_000)?;
        let seed = number("PAS_BENCH_SEED", 1)?;
        let n_years = u8::try_from(number("PAS_BENCH_YEARS", 5)?)?;
        let n_threads = usize::try_from(number("PAS_BENCH_THREADS", 2)?)?;
        let kept = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("questions");
        let folder = kept.join(format!("{n_records}-{seed}-{n_years}"));
        let out = env::var_os("PAS_BENCH_OUT").map(PathBuf::from);
        Ok(Self {
            n_records,
            seed,
            n_years,
            n_threads: NonZero::new(n_threads).ok_or("PAS_BENCH_THREADS is 0")?,
            n_rounds: u32::try_from(number("PAS_BENCH_ROUNDS", 5)?.max(1))?,
            out: out.unwrap_or_else(|| folder.join("figures.json")),
            folder,
            only: env::var("PAS_BENCH_ONLY").unwrap_or_default(),
        })
    }
}

fn number(name: &str, otherwise: u64) -> Result<u64, Box<dyn Error>> {
    match env::var(name) {
        Ok(value) => Ok(value
            .replace('_', "")
            .parse()
            .map_err(|_| format!("{name} is not a number: {value}"))?),
        Err(_) => Ok(otherwise),
    }
}
