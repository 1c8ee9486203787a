//! The made-up nation: the same every time, in the order of an edition, and calibrated.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::sync::OnceLock;

use pas_catalogue::Area;
use pas_cube::{Fact, FactsBuilder, Reference};
use pas_nation::{Nation, Published, REGIONAL_YEAR};

const N_RECORDS: u64 = 300_000;
/// By how many people a count may be off besides its 2 %: whole people are drawn, and some move.
const N_PEOPLE: f64 = 10.0;

/// The nation that most tests look at, with all its records.
fn nation() -> &'static (Nation, Vec<Fact>) {
    static NATION: OnceLock<(Nation, Vec<Fact>)> = OnceLock::new();
    NATION.get_or_init(|| {
        let nation = Nation::new(7, N_RECORDS, 2019, 5);
        let facts = all(&nation, 2);
        (nation, facts)
    })
}

fn all(nation: &Nation, n_threads: usize) -> Vec<Fact> {
    let n_threads = NonZeroUsize::new(n_threads).expect("a thread");
    let mut facts = Vec::new();
    let done = nation.try_for_each_chunk(n_threads, |chunk| {
        facts.extend(chunk);
        Ok::<(), Infallible>(())
    });
    assert!(done.is_ok());
    facts
}

fn region<'a>(reference: &'a Reference, fact: &Fact) -> &'a str {
    &reference.places[usize::from(fact.residence)].region
}

/// What the bodies spent of their own: ISTAT's EXPMUN.
fn net(fact: &Fact) -> f64 {
    f64::from(fact.total_cents - fact.user_cents - fact.ssn_cents) / 100.0
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).expect("a small nation"))
}

fn near(found: f64, expected: f64, tolerance: f64, what: &str) {
    let off = found / expected - 1.0;
    assert!(
        off.abs() <= tolerance,
        "{what}: {found:.2} for {expected:.2}, {:.2} % off",
        100.0 * off
    );
}

#[test]
fn the_same_seed_makes_the_same_nation_however_it_is_cut() {
    let small = |seed| Nation::new(seed, 20_000, 2021, 4);
    let one = small(3);
    let facts = all(&one, 1);
    assert_eq!(facts, all(&small(3), 3));
    let backwards = (0..one.n_chunks()).rev().map(|chunk| one.chunk(chunk));
    let mut backwards: Vec<Vec<Fact>> = backwards.collect();
    backwards.reverse();
    assert_eq!(facts, backwards.concat());
    assert_eq!(one.reference(), small(3).reference());
    assert_ne!(facts, all(&small(4), 1));
}

#[test]
fn a_failure_of_the_taker_ends_the_making() {
    let mut n = 0;
    let end = nation().0.try_for_each_chunk(NonZeroUsize::MIN, |_| {
        n += 1;
        if n == 2 { Err("full") } else { Ok(()) }
    });
    assert_eq!((end, n), (Err("full"), 2));
}

#[test]
fn records_come_in_the_order_of_an_edition() {
    let (_, facts) = nation();
    let mut keys = Vec::with_capacity(facts.len());
    let mut seen = BTreeSet::new();
    for household in facts.chunk_by(|a, b| a.household == b.household) {
        assert!(
            seen.insert(household[0].household),
            "a household comes back"
        );
        let place = household.iter().map(|fact| fact.residence).min();
        keys.extend(household.iter().map(|fact| {
            let whose = (place, fact.household, fact.person, fact.year, fact.benefit);
            let how = (
                fact.body,
                fact.months,
                fact.residence,
                fact.traits.numbers(),
            );
            (whose, how)
        }));
    }
    assert!(keys.is_sorted());
    let whose: BTreeSet<_> = keys.iter().map(|(whose, _)| whose).collect();
    assert_eq!(whose.len(), keys.len(), "a benefit twice in a year");
    let pairs: BTreeSet<_> = facts
        .iter()
        .map(|fact| (fact.person, fact.household))
        .collect();
    let people: BTreeSet<u64> = facts.iter().map(|fact| fact.person).collect();
    assert_eq!(pairs.len(), people.len(), "a person in two households");
}

#[test]
fn the_columns_take_every_record() {
    let (nation, facts) = nation();
    let reference = nation.reference();
    let mut builder = FactsBuilder::new(reference.first_year, reference.n_years, |person| {
        u16::try_from(person & 0xffff).unwrap_or(0)
    });
    for fact in facts {
        builder.push(fact).expect("a record fits");
        assert!(i32::try_from(fact.total_cents).is_ok());
        assert!(fact.user_cents + fact.ssn_cents <= fact.total_cents);
        assert!(usize::from(fact.residence) < reference.places.len());
        assert!(usize::from(fact.body) < reference.bodies.len());
        assert!(usize::from(fact.benefit) < reference.benefits.len());
    }
    assert_eq!(builder.finish().len() as u64, nation.n_facts());
    near(count(facts.len()), 300_000.0, 0.01, "records");
}

#[test]
fn regions_spend_what_istat_published() {
    let (nation, facts) = nation();
    let reference = nation.reference();
    let published = Published::builtin();
    let mut spent: BTreeMap<(&str, i16), f64> = BTreeMap::new();
    for fact in facts {
        *spent
            .entry((region(reference, fact), fact.year))
            .or_default() += net(fact);
    }
    for year in reference.years() {
        let mut all = 0.0;
        for (code, residents) in regions(reference, year) {
            let euro = spent[&(code.as_str(), year)] / nation.scale();
            all += euro;
            if year == REGIONAL_YEAR {
                let expected = published.of_region(&code).expect("every region");
                near(euro / residents, expected, 0.02, &code);
            }
        }
        near(all, published.of_italy(year), 0.001, "Italy");
    }
}

#[test]
fn macro_areas_spend_what_istat_published() {
    let (nation, facts) = nation();
    let reference = nation.reference();
    let published = Published::builtin();
    let mut n_compared = 0;
    for (code, _, of_area) in pas_cube::dimension::MACRO_AREAS {
        let Some(expected) = published.of_macro_area(code, 2022) else {
            continue;
        };
        let inside = |region: &str| of_area.contains(&region);
        let own = facts.iter().filter(|fact| fact.year == 2022);
        let own = own.filter(|fact| inside(region(reference, fact)));
        let euro: f64 = own.map(net).sum();
        let residents = regions(reference, 2022);
        let residents = residents.iter().filter(|(code, _)| inside(code));
        let residents: f64 = residents.map(|(_, n)| n).sum();
        near(euro / nation.scale() / residents, expected, 0.02, code);
        n_compared += 1;
    }
    assert_eq!(n_compared, 5);
}

#[test]
fn areas_spend_what_istat_published() {
    let (nation, facts) = nation();
    let benefits = &nation.reference().benefits;
    let published = Published::builtin();
    for year in nation.reference().years() {
        for area in Area::ALL {
            let own = facts.iter().filter(|fact| fact.year == year);
            let own =
                own.filter(|fact| benefits[usize::from(fact.benefit)].istat_area == area.code());
            let euro: f64 = own.map(net).sum();
            let expected = published.of_area(area, year) * published.of_italy(year);
            let what = format!("{} {year}", area.code());
            near(euro / nation.scale(), expected, 0.02, &what);
        }
    }
}

#[test]
fn beneficiaries_are_residents_times_take_up() {
    let (nation, facts) = nation();
    let reference = nation.reference();
    let mut people = BTreeSet::new();
    for fact in facts {
        let sex = usize::from(fact.traits.sex.number()) - 1;
        let column = sex * 12 + usize::from(fact.traits.age_band.number()) - 1;
        people.insert((region(reference, fact), fact.year, column, fact.person));
    }
    let mut found: BTreeMap<(&str, i16, usize), f64> = BTreeMap::new();
    for (region, year, column, _) in people {
        *found.entry((region, year, column)).or_default() += 1.0;
    }
    let mut italy: BTreeMap<(i16, usize), (f64, f64)> = BTreeMap::new();
    let mut by_region: BTreeMap<(String, i16), (f64, f64)> = BTreeMap::new();
    for year in reference.years() {
        let vintage = reference.vintage_for(year).expect("a count of residents");
        for (code, _) in regions(reference, year) {
            for column in 0..24 {
                let places = reference.places.iter().zip(&vintage.residents);
                let residents: u32 = places
                    .filter(|(place, _)| place.region == code)
                    .map(|(_, residents)| residents[column])
                    .sum();
                let rate = nation.take_up().rate(&code, column);
                let expected = f64::from(residents) * rate * nation.scale();
                let n = found.get(&(code.as_str(), year, column)).copied();
                let n = n.unwrap_or_default();
                assert!(
                    (n - expected).abs() <= 0.02 * expected + N_PEOPLE,
                    "{code} {year} {column}: {n} for {expected:.1}"
                );
                for sums in [
                    italy.entry((year, column)).or_default(),
                    by_region.entry((code.clone(), year)).or_default(),
                ] {
                    *sums = (sums.0 + n, sums.1 + expected);
                }
            }
        }
    }
    for (what, (n, expected)) in italy {
        near(
            n,
            expected,
            0.02 + 1.0 / expected,
            &format!("Italy {what:?}"),
        );
    }
    for (what, (n, expected)) in by_region {
        near(
            n,
            expected,
            0.02 + 2.0 * N_PEOPLE / expected,
            &format!("{what:?}"),
        );
    }
}

#[test]
fn people_move_and_bodies_above_the_comune_grant() {
    let (nation, facts) = nation();
    let reference = nation.reference();
    let people: Vec<&[Fact]> = facts.chunk_by(|a, b| a.person == b.person).collect();
    let share = |n: usize, of: usize| count(n) / count(of);
    let movers = people
        .iter()
        .filter(|own| own.iter().any(|fact| fact.residence != own[0].residence));
    let moving = share(movers.count(), people.len());
    assert!((0.01..0.05).contains(&moving), "{moving}");
    let own = |fact: &&Fact| fact.body == fact.residence;
    let above = 1.0 - share(facts.iter().filter(own).count(), facts.len());
    assert!((0.03..0.10).contains(&above), "{above}");
    let a_person = share(facts.len(), people.len());
    assert!(
        (2.9..3.3).contains(&a_person),
        "{a_person} records a person"
    );
    for (what, n, expected) in [
        (
            "user",
            facts.iter().filter(|fact| fact.user_cents > 0).count(),
            0.06..0.11,
        ),
        (
            "ssn",
            facts.iter().filter(|fact| fact.ssn_cents > 0).count(),
            0.025..0.06,
        ),
        (
            "hours",
            facts.iter().filter(|fact| fact.hours > 0).count(),
            0.07..0.14,
        ),
    ] {
        let part = share(n, facts.len());
        assert!(expected.contains(&part), "{what}: {part}");
    }
    let cents = |of: fn(&Fact) -> u32| facts.iter().map(|fact| f64::from(of(fact))).sum::<f64>();
    let total = cents(|fact| fact.total_cents);
    // Published for 2022: 7.4 % and 11 %.
    let user = cents(|fact| fact.user_cents) / total;
    let ssn = cents(|fact| fact.ssn_cents) / total;
    assert!((0.06..0.09).contains(&user), "{user}");
    assert!((0.09..0.14).contains(&ssn), "{ssn}");
    let lacking = reference
        .coverage
        .iter()
        .filter(|row| row.n_present < row.n_expected);
    let lacking = share(lacking.count(), reference.coverage.len());
    assert!((0.02..0.15).contains(&lacking), "{lacking}");
    let covered: u64 = reference
        .coverage
        .iter()
        .map(|row| u64::from(row.n_present))
        .sum();
    assert_eq!(covered, nation.n_facts());
}

#[test]
fn ambiti_are_of_one_province_and_change() {
    let reference = nation().0.reference();
    assert!(
        (530..610).contains(&reference.ats.len()),
        "{}",
        reference.ats.len()
    );
    let mut provinces: BTreeMap<u16, BTreeSet<&str>> = BTreeMap::new();
    for of_year in &reference.ats_of_places {
        for (place, ats) in reference.places.iter().zip(of_year) {
            assert_eq!(ats.is_none(), place.belfiore.is_empty(), "{}", place.name);
            if let Some(ats) = ats {
                provinces.entry(*ats).or_default().insert(&place.province);
            }
        }
    }
    assert!(provinces.values().all(|of_ats| of_ats.len() == 1));
    let (first, last) = (&reference.ats_of_places[0], &reference.ats_of_places[4]);
    let n_changed = first.iter().zip(last).filter(|(a, b)| a != b).count();
    assert!((50..400).contains(&n_changed), "{n_changed}");
}

/// Code and residents of every region, as they count for `year`.
fn regions(reference: &Reference, year: i16) -> Vec<(String, f64)> {
    let vintage = reference.vintage_for(year).expect("a count of residents");
    let mut regions: BTreeMap<String, f64> = BTreeMap::new();
    for (place, residents) in reference.places.iter().zip(&vintage.residents) {
        if !place.region.is_empty() {
            let n: u32 = residents.iter().sum();
            *regions.entry(place.region.clone()).or_default() += f64::from(n);
        }
    }
    regions.into_iter().collect()
}
