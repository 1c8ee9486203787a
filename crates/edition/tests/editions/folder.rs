//! The folder: numbers, builds that die, damage, withdrawal, and what each says.

use std::fs;

use pas_cube::Fact;
use pas_cube::months::Months;
use pas_edition::{Access, EditionError, Editions, Layout, Manifest, OrderError, Withdrawal};

use crate::support::{about, editions, facts, reference};

/// Makes facts that do not fit.
type Spoil = fn(&mut Vec<Fact>);

fn write(editions: &Editions, seed: u64) -> Manifest {
    let facts = facts(seed, 300);
    editions
        .write(&reference(), &facts, about(), Layout::default())
        .unwrap()
}

fn withdrawal() -> Withdrawal {
    Withdrawal {
        reason: "mancava un ente".to_owned(),
        withdrawn: "2026-12-01T08:00:00Z".to_owned(),
    }
}

#[test]
fn numbers_follow_each_other_and_are_never_given_twice() {
    let (_data, editions) = editions();
    assert!(editions.list().unwrap().is_empty());
    assert_eq!(
        [write(&editions, 1).number, write(&editions, 2).number],
        [1, 2]
    );
    editions.withdraw(2, &withdrawal()).unwrap();
    assert_eq!(write(&editions, 3).number, 3);
    let numbers: Vec<u32> = editions
        .list()
        .unwrap()
        .iter()
        .map(|listed| listed.number)
        .collect();
    assert_eq!(numbers, [1, 2, 3]);
}

#[test]
fn a_build_that_dies_leaves_nothing_that_counts() {
    let (_data, editions) = editions();
    write(&editions, 1);
    let mut draft = editions
        .begin(&reference(), about(), Layout::in_parts(300, 3))
        .unwrap();
    for fact in &facts(2, 200) {
        draft.push(fact).unwrap();
    }
    let begun = editions
        .begin(&reference(), about(), Layout::default())
        .err()
        .unwrap();
    assert!(matches!(begun, EditionError::Busy { .. }), "{begun}");
    drop(draft);
    assert_eq!(editions.list().unwrap().len(), 1);
    // What a process that was killed leaves behind.
    let left = editions.path().join(".draft");
    fs::create_dir_all(left.join("facts")).unwrap();
    fs::write(left.join("facts/part-0000.parquet"), "half").unwrap();
    assert_eq!(editions.list().unwrap().len(), 1);
    assert_eq!(write(&editions, 2).number, 2);
    assert!(!left.exists());
    editions.open(2, Access::InForce).unwrap().verify().unwrap();
}

#[test]
fn a_withdrawn_edition_is_listed_and_answers_only_when_asked_as_such() {
    let (_data, editions) = editions();
    write(&editions, 1);
    write(&editions, 2);
    assert_eq!(editions.latest().unwrap().unwrap().manifest.number, 2);
    editions.withdraw(2, &withdrawal()).unwrap();
    assert_eq!(editions.latest().unwrap().unwrap().manifest.number, 1);
    let refused = editions.open(2, Access::InForce).unwrap_err().in_italian();
    assert!(refused.contains("mancava un ente"), "{refused}");
    let opened = editions.open(2, Access::EvenWithdrawn).unwrap();
    assert_eq!(opened.withdrawal, Some(withdrawal()));
    assert_eq!(opened.facts(2, |_| 0).unwrap().len(), 300);
    let listed = &editions.list().unwrap()[1];
    assert_eq!(
        listed.edition.as_ref().unwrap().withdrawal,
        Some(withdrawal())
    );
    let again = editions.withdraw(2, &withdrawal()).unwrap_err();
    assert!(matches!(again, EditionError::Withdrawn { number: 2, .. }));
    assert!(matches!(
        editions.withdraw(9, &withdrawal()),
        Err(EditionError::Absent(9))
    ));
}

/// Damages one file of an edition; what opening and verifying then say.
fn after(path: &str, damage: impl Fn(&std::path::Path)) -> EditionError {
    let (_data, editions) = editions();
    write(&editions, 1);
    damage(&editions.path().join("0001").join(path));
    let opened = editions.open(1, Access::InForce);
    let error = opened.and_then(|edition| edition.verify()).unwrap_err();
    let text = error.in_italian();
    assert!(text.contains(path), "{text}");
    error
}

#[test]
fn damage_is_found_and_names_the_file_and_the_remedy() {
    for path in [
        "facts/part-0000.parquet",
        "person.parquet",
        "population.parquet",
    ] {
        let cut = after(path, |file| {
            let bytes = fs::read(file).unwrap();
            fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
        });
        assert!(cut.in_italian().contains("byte invece di"), "{cut}");
        let changed = after(path, |file| {
            let mut bytes = fs::read(file).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(file, &bytes).unwrap();
        });
        assert!(changed.in_italian().contains("SHA-256"), "{changed}");
        let gone = after(path, |file| fs::remove_file(file).unwrap());
        assert!(gone.in_italian().contains("Manca"), "{gone}");
        assert!(gone.in_italian().contains("copia di sicurezza"), "{gone}");
    }
    after("manifest.json", |file| fs::write(file, "{").unwrap());
    let later = after("manifest.json", |file| {
        fs::write(file, "{\"format\": 9}").unwrap();
    });
    assert!(matches!(later, EditionError::Format { found: 9, .. }));
    let listed = after("manifest.json", |file| {
        let text = fs::read_to_string(file).unwrap();
        fs::write(
            file,
            text.replacen("\"first_year\": 2021", "\"first_year\": 2020", 1),
        )
        .unwrap();
    });
    assert!(listed.in_italian().contains("SHA-256"), "{listed}");
}

#[test]
fn a_damaged_edition_is_listed_with_what_is_wrong_with_it() {
    let (_data, editions) = editions();
    write(&editions, 1);
    write(&editions, 2);
    fs::remove_file(editions.path().join("0001/body.parquet")).unwrap();
    let listed = editions.list().unwrap();
    assert!(listed[0].edition.is_err());
    assert!(listed[1].edition.is_ok());
    assert!(matches!(
        editions.open(7, Access::InForce),
        Err(EditionError::Absent(7))
    ));
}

#[test]
fn facts_that_do_not_fit_are_refused_and_nothing_is_written() {
    let (_data, editions) = editions();
    let good = facts(5, 30);
    let spoiled = |spoil: &dyn Fn(&mut Vec<Fact>)| {
        let mut facts = good.clone();
        spoil(&mut facts);
        let written = editions.write(&reference(), &facts, about(), Layout::default());
        written.unwrap_err()
    };
    let cases: [(Spoil, OrderError); 6] = [
        (|facts| facts[4].year = 2030, OrderError::Year(2030)),
        (|facts| facts[4].months = Months::NONE, OrderError::NoMonth),
        (
            |facts| facts[4].residence = 99,
            OrderError::Position("residence"),
        ),
        (|facts| facts[4].body = 99, OrderError::Position("body")),
        (|facts| facts[4].total_cents = 1 << 31, OrderError::Amount),
        (|facts| facts.reverse(), OrderError::NotSorted),
    ];
    for (spoil, expected) in cases {
        match spoiled(&spoil) {
            EditionError::Fact { source, .. } => assert_eq!(source, expected),
            other => panic!("{other} instead of {expected}"),
        }
    }
    // One person in two households, each where it belongs.
    let twice = spoiled(&|facts| {
        let person = facts[0].person;
        let last = facts.last().unwrap().household;
        for fact in facts.iter_mut().filter(|fact| fact.household == last) {
            fact.person = person;
        }
        pas_edition::sort_facts(facts);
    });
    assert!(
        matches!(
            twice,
            EditionError::Split {
                what: "people",
                n: 1
            }
        ),
        "{twice}"
    );
    assert!(editions.list().unwrap().is_empty());
    assert!(!editions.path().join(".draft").exists());
}

#[test]
fn tables_that_do_not_fit_together_are_refused() {
    let (_data, editions) = editions();
    let mut reference = reference();
    reference.bodies[1].code = reference.bodies[0].code.clone();
    let refused = editions
        .write(&reference, &[], about(), Layout::default())
        .unwrap_err();
    assert!(refused.in_italian().contains("stesso codice"), "{refused}");
}

/// Nobody asked to verify: a changed byte is an error or another value, never a panic.
#[test]
fn a_changed_byte_never_stops_the_program() {
    let (_data, editions) = editions();
    write(&editions, 1);
    let home = editions.path().join("0001");
    let mut n_errors = 0;
    for name in [
        "facts/part-0000.parquet",
        "person.parquet",
        "place_year.parquet",
    ] {
        let file = home.join(name);
        let good = fs::read(&file).unwrap();
        for at in (0..good.len()).step_by(good.len() / 150 + 1) {
            for flip in [1, 0x80] {
                let mut bytes = good.clone();
                bytes[at] ^= flip;
                fs::write(&file, bytes).unwrap();
                let edition = editions.open(1, Access::InForce).unwrap();
                let read = edition.reference().and_then(|_| edition.facts(2, |_| 0));
                n_errors += usize::from(read.is_err());
            }
        }
        fs::write(&file, good).unwrap();
    }
    assert!(n_errors > 100, "{n_errors}");
}
