//! An outsider at the portal: random questions on every surface, and the audit over HTTP.

mod questions;
mod told;
mod walk;
mod world;

use std::collections::HashMap;
use std::num::NonZero;

use pas_analytics::Policy;
use pas_analytics::audit::{Attacker, AuditPlan, AuditReport, Family};
use pas_app::OwnFigures;
use pas_cube::{Cube, Query};
use pas_domain::actor::Role;

use self::questions::question;
use self::told::{Seen, Told};
use self::walk::Outside;
use self::world::{World, truth};
use crate::random::Random;
use crate::support::Portal;

/// Whether the sizes of the promises are wanted, which take minutes.
fn is_slow() -> bool {
    std::env::var_os("PAS_SLOW_TESTS").is_some_and(|value| !value.is_empty())
}

/// Records of the nation that is attacked.
fn n_records() -> u64 {
    if is_slow() { 200_000 } else { 40_000 }
}

/// The families that a test has the time for: Italy, a province and an ATS.
fn plan(cube: &Cube, is_wanted: fn(&Family) -> bool) -> AuditPlan {
    let mut plan = AuditPlan {
        n_pairs: 20_000,
        n_triples: 20_000,
        n_bounds: 20,
        n_insiders: 2,
        max_unknowns: 300,
        n_threads: NonZero::<usize>::MIN,
        ..AuditPlan::of(cube, 1)
    };
    plan.families.retain(is_wanted);
    plan
}

fn attack(plan: &AuditPlan, outside: &Outside<'_>, cubes: (&Cube, Option<&Cube>)) -> AuditReport {
    let report = Attacker::new(&Policy::V1, plan, outside)
        .attack(cubes.0, cubes.1, &mut |_| {})
        .expect("the plan asks for what there is");
    eprintln!("{} domande per HTTP\n{report}", outside.n_asked.get());
    report
}

/// The province whose families are attacked.
fn province(cube: &Cube) -> String {
    let plan = plan(cube, |_| true);
    let filters = plan.families.iter().flat_map(|family| &family.filters);
    let mut codes = filters.filter(|(level, _)| *level == "provincia");
    codes.next().expect("a family of a province").1.clone()
}

/// The question of a row of the answer to `question`, as who follows the row asks it.
fn drilled(question: &str, told: &Told, random: &mut Random) -> Option<String> {
    let mut query = Query::parse(question).expect("legal");
    let level = *query.rows.first()?;
    let row = (!told.rows.is_empty()).then(|| random.one(&told.rows))?;
    query.rows.remove(0);
    query.filters.retain(|(other, _)| *other != level);
    query.filters.push((level, row.first()?.clone()));
    (query.order, query.first, query.comparison) = (None, None, None);
    Some(query.to_string())
}

/// Every figure that was ever told.
#[derive(Default)]
struct Known {
    figures: HashMap<String, (Seen, String)>,
    n_figures: usize,
    n_hidden: usize,
    n_again: usize,
}

impl Known {
    /// Takes the cells that `question` told; one that was told before must be the same.
    fn take(&mut self, question: &str, told: &Told) {
        let query = Query::parse(question).expect("legal");
        for (n, row) in told.rows.iter().enumerate() {
            for (m, column) in told.columns.iter().enumerate() {
                let shown = query.shown().zip(row.iter().chain(column));
                let filters = query.filters.iter().map(|(level, code)| (*level, code));
                let mut names: Vec<String> = filters
                    .chain(shown)
                    .map(|(level, code)| format!("{}={code}", level.id))
                    .collect();
                names.sort();
                names.dedup();
                for (measure, seen) in query.measures.iter().zip(told.cell(n, m)) {
                    let name = format!("{}: {}", measure.id, names.join("&"));
                    self.figure(name, *seen, question);
                }
            }
        }
    }

    fn figure(&mut self, name: String, seen: Seen, question: &str) {
        self.n_figures += 1;
        self.n_hidden += usize::from(seen == Seen::Hidden);
        if let Some((before, earlier)) = self.figures.get(&name) {
            self.n_again += 1;
            assert_eq!(*before, seen, "{name}: {earlier} and then {question}");
        } else {
            self.figures.insert(name, (seen, question.to_owned()));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_questions_get_one_answer_on_every_surface() {
    let world = World::nation(20_000);
    let portal = Portal::over(|folder| world.write(folder), OwnFigures::Protected).await;
    let cube = truth(portal.folder(), 1);
    let planner = portal.sign_in(Role::Planner).await;
    let outside = Outside::new(&planner, (1, 1));
    let mut random = Random::new(3);
    let mut known = Known::default();
    let n_wanted = if is_slow() { 1_000 } else { 120 };
    let (mut n_answered, mut n_refused) = (0, 0);
    while n_answered < n_wanted {
        let question = question(&cube, 1, &mut random);
        if let Some(told) = outside.try_everywhere(&question) {
            known.take(&question, &told);
            n_answered += 1;
            let into = drilled(&question, &told, &mut random);
            if let Some((into, told)) = into.and_then(|into| {
                let told = outside.try_everywhere(&into)?;
                Some((into, told))
            }) {
                known.take(&into, &told);
            }
        } else {
            n_refused += 1;
            assert!(n_refused < n_wanted, "most of what is asked is allowed");
        }
    }
    let Known {
        n_figures,
        n_hidden,
        n_again,
        ..
    } = known;
    eprintln!("{n_figures} cifre, {n_hidden} oscurate, {n_again} già avute da un'altra domanda");
    assert!(n_figures > 1_000 && n_hidden > 100 && n_again > 10);
    let n_drawn = outside.n_drawn.get();
    assert!(n_drawn > n_wanted / 4, "{n_drawn} drawings");
    let differing = outside.differing.borrow();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outsider_over_http_learns_no_more_than_is_declared() {
    let later = World::nation(n_records());
    let portal = Portal::over(|folder| later.write(folder), OwnFigures::Protected).await;
    let cube = truth(portal.folder(), 1);
    later
        .clone()
        .before(&province(&cube), 45)
        .write(portal.folder());
    let before = truth(portal.folder(), 2);
    let planner = portal.sign_in(Role::Planner).await;
    let outside = Outside::new(&planner, (2, 1));
    let plan = plan(&cube, |family| is_slow() || !family.name.contains("mese"));
    let report = attack(&plan, &outside, (&cube, Some(&before)));
    assert!(report.passes(), "{report}");
    let editions = report.families.iter().map(|family| &family.editions);
    let n_small: usize = editions.map(|walked| walked.n_small).sum();
    assert!(n_small > 20, "{n_small} boxes changed by a few people");
    let differing = outside.differing.borrow();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_threshold_alone_is_found_out_over_http() {
    let world = World::nation(40_000).of_one_body();
    let portal = Portal::over(|folder| world.write(folder), OwnFigures::Threshold).await;
    let cube = truth(portal.folder(), 1);
    let planner = portal.sign_in(Role::Planner).await;
    let outside = Outside::new(&planner, (1, 1));
    let plan = plan(&cube, |family| {
        family.name.ends_with(": comune, prestazione, sesso")
    });
    let report = attack(&plan, &outside, (&cube, None));
    for words in [
        "l'eliminazione esatta sui beneficiari",
        "coppie: si indovinano",
        "entro un decimo",
    ] {
        let is_found = report.failures.iter().any(|found| found.contains(words));
        assert!(is_found, "{words}: {report}");
    }
}
