//! The audit lets the policy pass, and finds weakened ones out.

mod made_up;

use pas_analytics::audit::{AuditPlan, AuditReport, audit};
use pas_analytics::{CountNoise, Policy, Secret};

fn secret() -> Secret {
    Secret::from_bytes(&[42; 32])
}

fn plan(cube: &pas_cube::Cube) -> AuditPlan {
    AuditPlan {
        n_pairs: 20_000,
        n_triples: 20_000,
        n_bounds: 20,
        n_insiders: 2,
        max_unknowns: 300,
        ..AuditPlan::of(cube, 1)
    }
}

fn report(policy: &Policy) -> AuditReport {
    let cube = made_up::cube(3_000, 20, &secret());
    let before = made_up::cube(3_000, 0, &secret());
    let mut seen = Vec::new();
    let report = audit(
        &cube,
        Some(&before),
        policy,
        &secret(),
        &plan(&cube),
        &mut |name| {
            seen.push(name.to_owned());
        },
    );
    let report = report.expect("the plan asks for what there is");
    assert_eq!(seen.len(), report.families.len());
    report
}

const NONE: CountNoise = CountNoise {
    alpha_permille: 0,
    bound: 0,
};

#[test]
fn the_policy_keeps_what_it_declares() {
    let report = report(&Policy::V1);
    println!("{report}");
    assert!(report.passes(), "{report}");
}

#[test]
fn a_threshold_alone_is_found_out() {
    let weak = Policy {
        count_noise: NONE,
        sum_noise: None,
        ..Policy::V1
    };
    let report = report(&weak);
    println!("{report}");
    assert!(!report.passes());
}
