//! What is due by the sums made beforehand, against a walk over every entry.

use pas_cube::coverage::Due;
use pas_cube::dimension::{Axis, Level, Node, levels};
use pas_cube::reference::Coverage;
use pas_cube::{Cube, Facts, Reference};

use crate::random::Random;
use crate::world::World;

#[test]
fn what_is_due_is_what_a_walk_over_the_entries_finds() {
    let (mut n_some, mut n_nothing) = (0, 0);
    for seed in 7_000..7_080 {
        let mut random = Random::new(seed);
        let mut reference = World::new(seed, 10).cube.reference().clone();
        reference.coverage = entries(&mut random, &reference);
        let cube = Cube::new(reference, Facts::default());
        for _ in 0..60 {
            let filters = filters(&mut random, &cube);
            let expected = walked(&cube, &filters);
            assert_eq!(cube.due(&filters), expected, "{seed}: {filters:?}");
            if expected == Due::default() {
                n_nothing += 1;
            } else {
                n_some += 1;
            }
        }
    }
    assert!(n_some > 2_000 && n_nothing > 500, "{n_some}, {n_nothing}");
}

/// In no order, some of them twice, some bodies without any; a few of a year before the first.
fn entries(random: &mut Random, reference: &Reference) -> Vec<Coverage> {
    let small = |n: usize| u16::try_from(n).expect("small");
    let n = random.below(400);
    let mut entry = || Coverage {
        year: reference.first_year - i16::from(random.percent(3))
            + i16::try_from(random.below(reference.n_years.into())).expect("small"),
        body: small(random.below(reference.bodies.len())),
        benefit: u8::try_from(random.below(reference.benefits.len())).expect("small"),
        n_expected: u32::MAX - u32::from(small(random.below(50_000))),
        n_present: small(random.below(50_000)).into(),
    };
    (0..n).map(|_| entry()).collect()
}

/// Up to four filters, several of one axis among them, now and then of a node that is not there.
fn filters(random: &mut Random, cube: &Cube) -> Vec<(&'static Level, String)> {
    let all: Vec<&'static Level> = levels().collect();
    let concerning: Vec<&'static Level> = levels()
        .filter(|level| {
            matches!(
                level.axis,
                Axis::Time | Axis::Residence | Axis::Body | Axis::Benefit
            )
        })
        .collect();
    let mut filter = || {
        let any = random.percent(10);
        let level = *random.one(if any { &all } else { &concerning });
        let nodes = cube.nodes(level);
        let is_absent = nodes.is_empty() || random.percent(3);
        let code = if is_absent {
            "manca".to_owned()
        } else {
            random.one(nodes).code.clone()
        };
        (level, code)
    };
    let first = filter();
    let more: Vec<_> = (0..3).map(|_| filter()).collect();
    let n = random.below(5);
    more.into_iter().chain([first]).take(n).collect()
}

fn walked(cube: &Cube, filters: &[(&Level, String)]) -> Due {
    let mut due = Due::default();
    for entry in &cube.reference().coverage {
        if filters
            .iter()
            .all(|(level, code)| holds(cube, level, code, entry))
        {
            due.n_expected += u64::from(entry.n_expected);
            due.n_present += u64::from(entry.n_present);
        }
    }
    due
}

/// Whether the filter leaves the entry.
fn holds(cube: &Cube, level: &Level, code: &str, entry: &Coverage) -> bool {
    let is_it = |node: Option<&Node>| node.is_some_and(|node| node.code == code);
    let is_there = cube.reference().years().any(|year| year == entry.year);
    match level.axis {
        Axis::Time => is_there && code.starts_with(&entry.year.to_string()),
        Axis::Residence => {
            let seat = cube.reference().bodies[usize::from(entry.body)].seat;
            is_there && is_it(cube.node_of_place(level, seat, entry.year))
        }
        Axis::Body => is_there && is_it(cube.node_of_body(level, entry.body, entry.year)),
        Axis::Benefit => is_it(cube.node_of_benefit(level, entry.benefit)),
        _ => true,
    }
}
