//! What goes in comes out: facts, tables, and the same bytes from the same data.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use pas_cube::Fact;
use pas_edition::{Access, Editions, Layout, settle_households, sort_facts};
use proptest::prelude::*;

use crate::support::{about, editions, facts, numbered, read_facts, reference};

#[test]
fn tables_and_facts_come_back() {
    let (_data, editions) = editions();
    let (reference, facts) = (reference(), facts(1, 5_000));
    let manifest = editions
        .write(&reference, &facts, about(), Layout::in_parts(5_000, 3))
        .unwrap();
    let edition = editions.open(manifest.number, Access::InForce).unwrap();
    edition.verify().unwrap();
    assert_eq!(edition.reference().unwrap(), reference);
    assert_eq!(read_facts(&edition), numbered(&facts));
    let parts = manifest
        .files
        .iter()
        .filter(|file| file.path.starts_with("facts/"));
    assert_eq!(parts.count(), 3);
    let people: BTreeSet<u64> = facts.iter().map(|fact| fact.person).collect();
    let households: BTreeSet<u64> = facts.iter().map(|fact| fact.household).collect();
    let loaded = edition
        .facts(2, |person| person.to_le_bytes()[0].into())
        .unwrap();
    for (n_facts, n_people, n_households) in [
        (loaded.len(), loaded.n_people(), loaded.n_households()),
        (
            usize::try_from(manifest.counts.facts).unwrap(),
            usize::try_from(manifest.counts.people).unwrap(),
            usize::try_from(manifest.counts.households).unwrap(),
        ),
    ] {
        assert_eq!(
            (n_facts, n_people, n_households),
            (facts.len(), people.len(), households.len())
        );
    }
    let total: u64 = facts.iter().map(|fact| u64::from(fact.total_cents)).sum();
    assert_eq!(manifest.counts.total_cents, total);
}

fn bytes_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(bytes_below(&path));
        } else {
            all.insert(path.display().to_string(), fs::read(&path).unwrap());
        }
    }
    let shorten = |(path, bytes): (String, Vec<u8>)| {
        let name = path.rsplit("edizioni").next().unwrap_or_default();
        (name.to_owned(), bytes)
    };
    all.into_iter().map(shorten).collect()
}

#[test]
fn two_builds_from_the_same_data_are_the_same_bytes() {
    let build = || {
        let (data, editions) = editions();
        editions
            .write(
                &reference(),
                &facts(2, 3_000),
                about(),
                Layout::in_parts(3_000, 2),
            )
            .unwrap();
        (data, bytes_below(editions.path()))
    };
    let (first, second) = (build().1, build().1);
    assert!(first.keys().any(|path| path.ends_with("part-0001.parquet")));
    assert_eq!(first, second);
}

#[test]
fn another_instant_leaves_the_content_the_same_and_another_fact_does_not() {
    let (_data, editions) = editions();
    let mut all = facts(3, 500);
    let first = write(&editions, &all);
    let mut later = about();
    later.created = "2027-01-01T00:00:00Z".to_owned();
    let second = editions
        .write(&reference(), &all, later, Layout::default())
        .unwrap();
    assert_eq!(first.content, second.content);
    all.pop();
    assert_ne!(first.content, write(&editions, &all).content);
}

fn write(editions: &Editions, facts: &[Fact]) -> pas_edition::Manifest {
    editions
        .write(&reference(), facts, about(), Layout::default())
        .unwrap()
}

#[test]
fn an_edition_without_facts_is_one() {
    let (_data, editions) = editions();
    let manifest = write(&editions, &[]);
    let edition = editions.open(manifest.number, Access::InForce).unwrap();
    assert!(edition.facts(2, |_| 0).unwrap().is_empty());
    assert_eq!(edition.reference().unwrap(), reference());
}

#[test]
fn a_person_has_one_household_after_settling() {
    let mut facts = facts(4, 9);
    for (fact, (person, household, year)) in facts.iter_mut().zip([
        (1, 10, 2021),
        (1, 11, 2023),
        (2, 10, 2021),
        (2, 10, 2022),
        (3, 30, 2022),
        (3, 20, 2022),
        (4, 40, 2023),
        (4, 41, 2022),
        (5, 50, 2021),
    ]) {
        (fact.person, fact.household, fact.year) = (person, household, year);
    }
    assert_eq!(settle_households(&mut facts), 3);
    let of_people: BTreeMap<u64, u64> = facts
        .iter()
        .map(|fact| (fact.person, fact.household))
        .collect();
    assert_eq!(
        of_people,
        BTreeMap::from([(1, 11), (2, 10), (3, 20), (4, 40), (5, 50)])
    );
    assert_eq!(settle_households(&mut facts), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_facts_come_back_in_any_cut(seed in 0_u64..1_000_000, n in 0_u64..400, n_parts in 1_u64..9) {
        let (_data, editions) = editions();
        let facts = facts(seed, n);
        let manifest = editions
            .write(&reference(), &facts, about(), Layout::in_parts(n, n_parts))
            .unwrap();
        let edition = editions.open(manifest.number, Access::InForce).unwrap();
        prop_assert_eq!(read_facts(&edition), numbered(&facts));
    }

    #[test]
    fn sorting_keeps_every_fact_and_orders_households_by_place(seed in 0_u64..1_000_000, n in 0_u64..300) {
        let mut mixed = facts(seed, n);
        let sorted = mixed.clone();
        mixed.reverse();
        mixed.sort_by_key(|fact| fact.total_cents);
        sort_facts(&mut mixed);
        prop_assert_eq!(&mixed, &sorted);
        let places = sorted.chunk_by(|a, b| a.household == b.household);
        let places: Vec<u16> = places.map(|all| all.iter().map(|fact| fact.residence).min().unwrap()).collect();
        prop_assert!(places.is_sorted());
    }
}
