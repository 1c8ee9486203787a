//! How long the rules take on a flow of 5,000 people with one good benefit each, one core.

#[path = "../tests/support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use jiff::ToSpan;
use jiff::civil::date;
use pas_catalogue::Catalogue;
use pas_domain::coded::Sex;
use pas_domain::codice_fiscale::synthetic;
use pas_domain::flow::{Field, FlowBody, UncheckedFlow};
use pas_rules::{Context, check};

const N_PEOPLE: usize = 5_000;
const N_RUNS: usize = 15;

fn main() {
    let context = Context::new(Catalogue::builtin());
    for (name, flow) in [
        ("without SINA", support::good_benefits()),
        ("with SINA", support::good_assessment()),
    ] {
        let flow = repeated(flow);
        let best = (0..N_RUNS).map(|_| run(&flow, &context)).min();
        let best = best.expect("at least one run");
        let per_benefit = best.as_secs_f64() / 5_000.0 * 1e6;
        eprintln!("rules, {N_PEOPLE} benefits {name}: {best:.1?}, {per_benefit:.2} µs each");
    }
}

fn run(flow: &UncheckedFlow<'_>, context: &Context<'_>) -> Duration {
    let start = Instant::now();
    let findings = check(black_box(flow), context);
    let elapsed = start.elapsed();
    assert!(
        findings.is_empty(),
        "the flow is good: {:?}",
        findings.first()
    );
    elapsed
}

/// The one person of `flow` as many people, each with a codice fiscale of their own.
fn repeated(mut flow: UncheckedFlow<'static>) -> UncheckedFlow<'static> {
    let FlowBody::Benefits(people) = &mut flow.body else {
        panic!("a flow of benefits");
    };
    let person = people.remove(0);
    let mut day = date(1924, 1, 1);
    people.extend((0..N_PEOPLE).map(|_| {
        let mut person = person.clone();
        day = day.checked_add(7.days()).expect("a date");
        let cf = synthetic("PROVALDI", "ESEMPINA", day, Sex::Female, "L219").expect("a code");
        person.person.set(Field::BeneficiaryCf, String::from(cf));
        person.person.set(Field::BirthYear, day.year().to_string());
        person
    }));
    flow
}
