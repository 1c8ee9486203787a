//! How many records of the made-up nation are made a second, first pass and second, on all cores.

use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::time::Instant;

use pas_nation::Nation;

const N_RECORDS: u64 = 3_000_000;

fn main() {
    let n_threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let start = Instant::now();
    let nation = Nation::new(1, N_RECORDS, 2019, 5);
    let weighed = start.elapsed();
    let start = Instant::now();
    let (mut n_facts, mut cents) = (0_u64, 0_u64);
    let all = nation.try_for_each_chunk(n_threads, |facts| {
        n_facts += facts.len() as u64;
        cents += facts
            .iter()
            .map(|fact| u64::from(fact.total_cents))
            .sum::<u64>();
        Ok::<(), Infallible>(())
    });
    assert!(all.is_ok() && n_facts == nation.n_facts());
    let made = start.elapsed();
    let a_second = |elapsed: std::time::Duration| {
        let n = u32::try_from(n_facts).map_or(0.0, f64::from);
        n / elapsed.as_secs_f64() / 1e6
    };
    eprintln!(
        "nation, {n_facts} records on {n_threads} threads: {:.2} million a second weighed ({weighed:.1?}), \
         {:.2} million a second made ({made:.1?}), {} euro",
        a_second(weighed),
        a_second(made),
        cents / 100
    );
}
