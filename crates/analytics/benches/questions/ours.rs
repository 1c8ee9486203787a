//! Our side of the comparison: each question exact and protected, and what it must be compared by.

use std::hint::black_box;
use std::time::Instant;

use pas_analytics::answer::{AskError, Right, answer};
use pas_analytics::{Door, Engine};
use pas_cube::{Cube, Plan, Query, scan};
use serde_json::{Value, json};

use crate::checks::{self, GROUPINGS};
use crate::question_list::{Asked, Kind, QUESTIONS, asked};
use crate::settings::Settings;

/// Every question with its times in milliseconds, best of the rounds.
pub(crate) fn questions(
    cube: &Cube,
    door: &Door,
    settings: &Settings,
) -> Result<Vec<Value>, AskError> {
    if settings.only.starts_with("misure=") {
        let asked = asked(
            Kind::Mixed,
            "the question of PAS_BENCH_ONLY",
            &settings.only,
        );
        return Ok(vec![question(cube, door, settings, &asked)?]);
    }
    let chosen = QUESTIONS
        .iter()
        .filter(|asked| asked.label.contains(&settings.only));
    chosen
        .map(|asked| question(cube, door, settings, asked))
        .collect()
}

fn question(
    cube: &Cube,
    door: &Door,
    settings: &Settings,
    asked: &Asked<'_>,
) -> Result<Value, AskError> {
    let n_threads = settings.n_threads;
    // From the text to the numbers, all levels of the totals with them: what a reader waits for.
    let exact = || {
        let query = Query::parse(asked.text)?;
        let plan = Plan::of(&query, cube)?;
        Ok(scan(cube, &plan, n_threads))
    };
    let protected = || {
        let query = Query::parse(asked.text)?;
        answer(
            cube,
            &query,
            Right::Protected,
            door,
            &Engine::Embedded(n_threads),
        )
    };
    let exact_ms = best(settings.n_rounds, exact)?;
    let protected_ms = best(settings.n_rounds, protected)?;
    eprintln!(
        "questions: {exact_ms:>9.2} ms exact {protected_ms:>9.2} ms protected  {}",
        asked.label
    );
    let query = Query::parse(asked.text)?;
    let plan = Plan::of(&query, cube)?;
    let groupings = if asked.with_totals {
        &GROUPINGS[..]
    } else {
        &GROUPINGS[..1]
    };
    let tables = scan(cube, &plan, n_threads);
    Ok(json!({
        "kind": asked.kind.name(),
        "label": asked.label,
        "text": asked.text,
        "exact_ms": exact_ms,
        "protected_ms": protected_ms,
        "checks": checks::of(cube, &query, &plan, &tables, groupings),
    }))
}

fn best<T>(n_rounds: u32, run: impl Fn() -> Result<T, AskError>) -> Result<f64, AskError> {
    let mut best = f64::INFINITY;
    for _ in 0..n_rounds {
        let start = Instant::now();
        black_box(run()?);
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(best)
}
