//! What α costs and what it protects: the audit and the loss on made-up districts; and nanoseconds a cell.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "../tests/made_up/mod.rs"]
mod made_up;

use std::hint::black_box;
use std::num::NonZero;
use std::time::Instant;

use pas_analytics::audit::{AuditPlan, FamilyReport, audit};
use pas_analytics::{CountNoise, Door, Loss, Policy, Secret, loss, protect};
use pas_cube::grid::{Cell, N_SUMS};
use pas_cube::plan::Needs;
use pas_cube::{Cube, Plan, Query, scan};

fn main() {
    speed();
    let secret = Secret::from_bytes(&[42; 32]);
    if std::env::args().any(|arg| arg == "speed") {
        return;
    }
    if std::env::args().any(|arg| arg == "secrets") {
        return secrets();
    }
    for n_people in [3_000, 30_000, 100_000] {
        let cube = made_up::cube(n_people, 20, &secret);
        println!("\n{n_people} people");
        for (alpha_permille, bound) in [(300, 16), (400, 20), (500, 24), (600, 34), (700, 50)] {
            let policy = Policy {
                count_noise: CountNoise {
                    alpha_permille,
                    bound,
                },
                ..Policy::V1
            };
            certainty(&cube, &policy, &secret);
        }
        println!("loss under the policy of this version");
        for levels in [
            "regione",
            "ats",
            "comune",
            "comune,sesso",
            "comune,prestazione",
            "comune,prestazione,sesso",
            "comune,eta_ampia,sesso",
            "comune,eta,sesso",
            "comune,prestazione,eta_ampia,sesso",
        ] {
            lost(&cube, levels, &secret);
        }
    }
}

fn speed() {
    let door = Door::new(&Policy::V1, &Secret::from_bytes(&[1; 32]));
    let cells: Vec<Cell> = (0..=u16::MAX)
        .map(|key| Cell {
            people: 40,
            households: 30,
            key,
            sums: [4_000_000; N_SUMS],
            top: [[300_000, 200_000]; N_SUMS],
        })
        .collect();
    let start = Instant::now();
    for _ in 0..20 {
        for cell in &cells {
            black_box(door.cell(black_box(cell)));
        }
    }
    let each = start.elapsed().as_nanos() / (20 * 65_536);
    println!("{each} ns a cell with all of its eight figures");
}

/// The highest certainty over many secrets.
fn secrets() {
    for seed in 0..15 {
        let secret = Secret::from_bytes(&[seed; 32]);
        for n_people in [2_000, 6_000, 20_000] {
            let cube = made_up::cube(n_people, 20, &secret);
            for (alpha_permille, bound) in [(500, 24), (600, 34)] {
                let count_noise = CountNoise {
                    alpha_permille,
                    bound,
                };
                let policy = Policy {
                    count_noise,
                    ..Policy::V1
                };
                certainty(&cube, &policy, &secret);
            }
        }
    }
}

/// Plan with everything that the protection needs.
fn question(cube: &Cube, levels: &str) -> Plan {
    let mut query = Query::parse("misure=beneficiari").expect("a query");
    let named = levels.split(',').map(pas_cube::dimension::level);
    query.rows = named.map(|level| level.expect("a level")).collect();
    let mut plan = Plan::of(&query, cube).expect("a plan");
    plan.needs = Needs {
        people: true,
        keys: true,
        households: true,
        sums: [true; N_SUMS],
        tops: true,
        amounts: false,
    };
    plan
}

#[expect(clippy::cast_precision_loss, reason = "shares of counts")]
fn share(part: u64, whole: u64) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn lost(cube: &Cube, levels: &str, secret: &Secret) {
    let grid = scan(cube, &question(cube, levels), NonZero::<usize>::MIN).body;
    let shown = protect(&grid, &Policy::V1, secret);
    let Loss {
        n_cells,
        n_hidden,
        n_hidden_large,
        people,
        hidden_people,
        cents,
        hidden_cents,
        people_off,
        cents_off,
    } = loss(&grid, &shown, Policy::V1.threshold);
    println!(
        "  {levels:<36} cells {n_cells:>5}, hidden {:>5.1} % (not small {n_hidden_large}), people hidden {:>5.2} %, \
         euro hidden {:>5.2} %, off: people {:>5.2} %, euro {:>5.2} %",
        share(n_hidden, n_cells),
        share(hidden_people, people),
        share(hidden_cents.unsigned_abs(), cents.unsigned_abs()),
        share(people_off, people - hidden_people),
        share(
            cents_off.unsigned_abs(),
            (cents - hidden_cents).unsigned_abs()
        ),
    );
}

fn certainty(cube: &Cube, policy: &Policy, secret: &Secret) {
    let plan = AuditPlan {
        n_pairs: 100_000,
        n_triples: 100_000,
        n_bounds: 20,
        n_insiders: 8,
        max_unknowns: 300,
        ..AuditPlan::of(cube, 2)
    };
    let start = Instant::now();
    let report = audit(cube, None, policy, secret, &plan, &mut |_| {}).expect("an audit");
    let most =
        |of: &dyn Fn(&FamilyReport) -> f64| report.families.iter().map(of).fold(0.0, f64::max);
    let single = most(&|family| family.pairs.highest.max(family.triples.highest));
    let outside = most(&|family| family.inferred.highest);
    let inside = most(&|family| {
        family
            .insiders
            .iter()
            .map(|(_, found)| found.highest)
            .fold(0.0, f64::max)
    });
    let sum =
        |of: &dyn Fn(&FamilyReport) -> usize| report.families.iter().map(of).sum::<usize>() as u64;
    let cells = sum(&|family| family.inferred.n_cells);
    println!(
        "  α {:.1}: one difference {:.1} %, all outside {:.1} %, inside {:.1} %; right {:.1} % of {cells}, by guess {:.1} %; \
         amounts within a tenth {:.1} % of {}; most equations {}; {:.1?}",
        f64::from(policy.count_noise.alpha_permille) / 1000.0,
        single * 100.0,
        outside * 100.0,
        inside * 100.0,
        share(sum(&|family| family.inferred.n_right), cells),
        share(sum(&|family| family.inferred.n_guessed), cells),
        share(
            sum(&|family| family.pairs.n_amounts_close + family.triples.n_amounts_close),
            sum(&|family| family.pairs.n_amounts + family.triples.n_amounts)
        ),
        sum(&|family| family.pairs.n_amounts + family.triples.n_amounts),
        report
            .families
            .iter()
            .map(|family| family.inferred.most_equations)
            .max()
            .unwrap_or(0),
        start.elapsed()
    );
}
