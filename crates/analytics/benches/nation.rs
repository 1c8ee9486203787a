//! The audit and the loss on the made-up nation: `cargo bench -p pas-analytics --bench nation -- RECORDS PROVINCES`.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::num::NonZero;
use std::time::Instant;

use pas_analytics::audit::{AuditPlan, audit};
use pas_analytics::{Policy, Secret, loss_by_detail};
use pas_cube::{Cube, FactsBuilder};
use pas_nation::Nation;

fn main() {
    let number = |n: usize, default: u64| {
        let arguments = std::env::args().filter(|argument| argument != "--bench");
        arguments
            .skip(1)
            .nth(n)
            .and_then(|argument| argument.parse().ok())
            .unwrap_or(default)
    };
    let (n_records, n_provinces) = (number(0, 2_000_000), number(1, 4));
    let secret = Secret::from_bytes(&[42; 32]);
    let start = Instant::now();
    let nation = Nation::new(1, n_records, 2024, 1);
    let mut builder = FactsBuilder::new(2024, 1, |person| secret.record_key(person));
    for chunk in 0..nation.n_chunks() {
        for fact in nation.chunk(chunk) {
            builder
                .push(&fact)
                .expect("a nation's records are in order");
        }
    }
    let cube = Cube::new(nation.reference().clone(), builder.finish());
    println!("{} records in {:.1?}", cube.facts().len(), start.elapsed());
    let n_threads = NonZero::new(2).unwrap_or(NonZero::<usize>::MIN);
    let plan = AuditPlan {
        n_threads,
        ..AuditPlan::of(&cube, usize::try_from(n_provinces).unwrap_or(1))
    };
    let start = Instant::now();
    let report = audit(&cube, None, &Policy::V1, &secret, &plan, &mut |_| {}).expect("an audit");
    println!("{report}audit in {:.1?}", start.elapsed());
    for loss in loss_by_detail(&cube, &Policy::V1, &secret, n_threads) {
        println!("{loss:?}");
    }
}
