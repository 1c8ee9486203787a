//! The portal's questions: three hundred different ones, each asked once, nothing remembered.

use std::collections::HashSet;
use std::num::NonZero;
use std::thread;
use std::time::Instant;

use pas_analytics::answer::{AskError, Right, answer};
use pas_analytics::{Door, Engine};
use pas_cube::{Cube, Query, dimension};
use serde_json::{Value, json};

use crate::settings::Settings;

const N_QUESTIONS: usize = 300;
/// Of so many questions, some compare all of Italy.
const OF: u64 = 100;
const NATIONAL: u64 = 15;

/// What is asked of one territory, `{anno}` being a year, `{anno_dopo}` one that has another before it,
/// and `{prestazione}` a benefit.
const OF_TERRITORY: &[&str] = &[
    "misure=beneficiari,spesa&righe=prestazione&anno={anno}",
    "misure=beneficiari,beneficiari_per_mille&righe=eta&anno={anno}",
    "misure=spesa,spesa_media&righe=gruppo&colonne=anno",
    "misure=beneficiari,nuclei,spesa&righe=anno",
    "misure=beneficiari&righe=mese&anno={anno}",
    "misure=spesa_mediana,spesa_media&righe=prestazione&anno={anno}",
    "misure=beneficiari&righe=eta&colonne=sesso&prestazione={prestazione}",
    "misure=beneficiari,spesa&righe=isee&colonne=anno&prestazione={prestazione}",
    "misure=beneficiari,spesa&righe=anno&prestazione={prestazione}",
    "misure=beneficiari,spesa&righe=gruppo&anno={anno_dopo}&confronto=anno_prima",
];

/// What is asked of all territories at once.
const OF_ITALY: &[&str] = &[
    "misure=beneficiari,beneficiari_per_mille&righe=regione&anno={anno}",
    "misure=spesa,spesa_per_abitante&righe=regione&colonne=anno",
    "misure=beneficiari,spesa&righe=ats&anno={anno}&prestazione={prestazione}",
    "misure=spesa_media&righe=provincia&anno={anno}&prestazione={prestazione}",
    "misure=spesa&righe=comune&prestazione={prestazione}&anno={anno}&ordina=-spesa&primi=20",
    "misure=beneficiari,spesa&righe=regione&colonne=eta_ampia&anno={anno}",
    "misure=spesa_mediana&righe=regione&anno={anno}&prestazione={prestazione}",
    "misure=beneficiari,spesa&righe=prestazione&colonne=anno",
];

/// Draws that are the same in every run.
struct Draws(u64);

impl Draws {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ x >> 31) % n
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let n = self.below(all.len() as u64);
        &all[usize::try_from(n).unwrap_or(0)]
    }
}

/// The codes that questions name.
struct Codes {
    /// Level, and its codes; the large comuni are a list of their own.
    territories: Vec<(&'static str, Vec<String>)>,
    years: Vec<String>,
    benefits: Vec<String>,
}

impl Codes {
    fn of(cube: &Cube) -> Self {
        let of_level = |id: &str| -> Vec<String> {
            let level = dimension::level(id).expect("the level is one of ours");
            let nodes = cube.nodes(level).iter();
            nodes.map(|node| node.code.clone()).collect()
        };
        let mut territories = vec![("comune", large_comuni(cube))];
        territories.extend(["comune", "ats", "provincia", "regione"].map(|id| (id, of_level(id))));
        Self {
            territories,
            years: of_level("anno"),
            benefits: of_level("prestazione"),
        }
    }
}

/// The hundred comuni with most residents: who lives there asks most.
fn large_comuni(cube: &Cube) -> Vec<String> {
    let reference = cube.reference();
    let vintage = reference.vintage_for(reference.first_year);
    let vintage = vintage.expect("the nation has residents");
    let sizes = vintage.residents.iter().map(|n| n.iter().sum::<u32>());
    let mut by_size: Vec<_> = sizes.zip(&reference.places).collect();
    by_size.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let large = by_size.into_iter().take(100);
    large.map(|(_, place)| place.belfiore.clone()).collect()
}

/// A question in the grammar, and whether it is about all of Italy.
fn drawn(draws: &mut Draws, codes: &Codes) -> (String, bool) {
    let is_national = draws.below(OF) < NATIONAL;
    let mut text = (*draws.pick(if is_national { OF_ITALY } else { OF_TERRITORY })).to_owned();
    text = text.replace("{anno}", draws.pick::<String>(&codes.years));
    text = text.replace("{anno_dopo}", draws.pick::<String>(&codes.years[1..]));
    text = text.replace("{prestazione}", draws.pick::<String>(&codes.benefits));
    if !is_national {
        let (level, all) = draws.pick(&codes.territories);
        text = format!("{text}&{level}={}", draws.pick(all));
    }
    // A third narrows further, where the residents that divide can be narrowed too.
    let narrowed = draws.below(6);
    if narrowed == 0 && !text.contains("sesso") {
        text.push_str("&sesso=F");
    } else if narrowed == 1 && !text.contains("isee") && !text.contains("abitante") {
        text.push_str("&isee=6-9");
    }
    (text, is_national)
}

fn questions(cube: &Cube) -> Result<Vec<(Query, bool)>, AskError> {
    let (codes, mut draws) = (Codes::of(cube), Draws(4));
    let (mut seen, mut all) = (HashSet::new(), Vec::new());
    while all.len() < N_QUESTIONS {
        let (text, is_national) = drawn(&mut draws, &codes);
        let query = Query::parse(&text)?;
        if seen.insert(query.to_string()) {
            all.push((query, is_national));
        }
    }
    Ok(all)
}

/// Milliseconds of each question, one after the other; and how many are answered in a second when
/// two readers ask at once.
pub(crate) fn measure(cube: &Cube, door: &Door, settings: &Settings) -> Result<Value, AskError> {
    let questions = questions(cube)?;
    let engine = Engine::Embedded(settings.n_threads);
    let mut times = Vec::new();
    for (query, is_national) in &questions {
        // As a request does: from the text.
        let text = query.to_string();
        let start = Instant::now();
        let query = Query::parse(&text)?;
        answer(cube, &query, Right::Protected, door, &engine)?;
        times.push((start.elapsed().as_secs_f64() * 1e3, *is_national, text));
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let of = |is_national: bool| -> Vec<f64> {
        let some = times.iter().filter(|time| time.1 == is_national);
        some.map(|time| time.0).collect()
    };
    let all: Vec<f64> = times.iter().map(|time| time.0).collect();
    let slowest: Vec<_> = times.iter().rev().take(5).collect();
    Ok(json!({
        "questions": questions.len(),
        "national": of(true).len(),
        "p50_ms": percentile(&all, 50),
        "p95_ms": percentile(&all, 95),
        "max_ms": percentile(&all, 100),
        "national_p50_ms": percentile(&of(true), 50),
        "national_p95_ms": percentile(&of(true), 95),
        "territory_p50_ms": percentile(&of(false), 50),
        "territory_p95_ms": percentile(&of(false), 95),
        "slowest": slowest,
        "per_second": per_second(cube, door, &questions)?,
    }))
}

/// The smallest of `sorted` that at least `percent` percent do not exceed.
fn percentile(sorted: &[f64], percent: usize) -> Option<f64> {
    let place = (sorted.len() * percent).div_ceil(100);
    sorted.get(place.max(1) - 1).copied()
}

/// Questions a second, two readers asking at once, each answered on one core.
fn per_second(cube: &Cube, door: &Door, all: &[(Query, bool)]) -> Result<f64, AskError> {
    let engine = Engine::Embedded(NonZero::<usize>::MIN);
    let ask = |first: usize| -> Result<(), AskError> {
        for (query, _) in all.iter().skip(first).step_by(2) {
            answer(cube, query, Right::Protected, door, &engine)?;
        }
        Ok(())
    };
    let start = Instant::now();
    thread::scope(|scope| {
        let other = scope.spawn(|| ask(1));
        let own = ask(0);
        let other = other.join().expect("a reader does not panic");
        own.and(other)
    })?;
    let n = u32::try_from(all.len()).map_or(0.0, f64::from);
    Ok(n / start.elapsed().as_secs_f64())
}
