//! People: found by name, numbered once, named by who knows best.

use pas_domain::office::Office;
use pas_domain::record::RecordState;
use pas_storage::{Page, person, record};

use crate::harness::{TestDb, on_both};
use crate::world::{at, bring, cf, delivery, place, record as siuss_record, registration};

on_both!(
    names_are_found_without_accents,
    lists_are_in_one_order,
    a_number_stays,
    many_are_found_at_once_and_in_their_ente,
    the_registry_knows_names_best,
    records_are_counted_by_state,
);

async fn surnames(db: &TestDb, ente: pas_domain::ids::EnteId, query: &str) -> Vec<String> {
    let mut tx = db.db.read().await.unwrap();
    let found = person::search(&mut tx, ente, query, Page::new(1, 50))
        .await
        .unwrap();
    assert_eq!(
        person::count(&mut tx, ente, query).await.unwrap(),
        found.len() as u64
    );
    found.into_iter().map(|line| line.person.surname).collect()
}

async fn names_are_found_without_accents(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let facts = vec![
        registration(1, "D'Esempìni", "Zoë Anna"),
        registration(2, "Provaldi", "Anna"),
        registration(3, "PROVALDI", "Ugo"),
        delivery(4, 1, 100),
    ];
    bring(&db.db, here, Office::Anagrafe, b"a", facts).await;
    let code = cf(2).to_string();
    for (query, expected) in [
        ("esempini", vec!["D'Esempìni"]),
        ("ESEMPÌNI zoe", vec!["D'Esempìni"]),
        ("anna", vec!["D'Esempìni", "Provaldi"]),
        ("prov", vec!["Provaldi", "PROVALDI"]),
        ("ugo provaldi", vec!["PROVALDI"]),
        ("valdi", vec![]),
        ("%", vec!["D'Esempìni", "Provaldi", "PROVALDI", ""]),
        (code.as_str(), vec!["Provaldi"]),
        (&code[..10], vec!["Provaldi"]),
        ("", vec!["D'Esempìni", "Provaldi", "PROVALDI", ""]),
    ] {
        assert_eq!(surnames(&db, here.ente, query).await, expected, "{query}");
    }
}

async fn lists_are_in_one_order(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let names = [
        "Zeta", "alfa", "Àlfa B", "Beta", "alfa-b", "De Alfa", "Dealfa",
    ];
    let facts = (1..)
        .zip(names)
        .map(|(n, surname)| registration(n, surname, ""));
    bring(&db.db, here, Office::Anagrafe, b"a", facts.collect()).await;
    let expected = [
        "alfa", "Àlfa B", "alfa-b", "Beta", "De Alfa", "Dealfa", "Zeta",
    ];
    assert_eq!(surnames(&db, here.ente, "").await, expected);
    let mut tx = db.db.read().await.unwrap();
    let second = person::search(&mut tx, here.ente, "", Page::new(2, 3))
        .await
        .unwrap();
    let second: Vec<_> = second
        .iter()
        .map(|line| line.person.surname.as_str())
        .collect();
    assert_eq!(second, ["Beta", "De Alfa", "Dealfa"]);
}

async fn a_number_stays(db: TestDb) {
    let here = place(&db.db, "ada").await;
    bring(&db.db, here, Office::Rsa, b"a", vec![delivery(1, 1, 100)]).await;
    let mut tx = db.db.read().await.unwrap();
    let id = person::find_by_cf(&mut tx, here.ente, cf(1).as_str())
        .await
        .unwrap()
        .unwrap();
    drop(tx);
    bring(
        &db.db,
        here,
        Office::Anagrafe,
        b"b",
        vec![registration(1, "Provaldi", "Anna")],
    )
    .await;
    let mut tx = db.db.read().await.unwrap();
    let found = person::get(&mut tx, here.ente, id).await.unwrap().unwrap();
    assert_eq!(
        (found.surname.as_str(), found.cf),
        ("Provaldi", cf(1).to_string())
    );
    assert_eq!(found.residence_comune.as_deref(), Some("L219"));
    assert_eq!(person::count(&mut tx, here.ente, "").await.unwrap(), 1);
}

async fn the_registry_knows_names_best(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let name = async |expected: &str| {
        assert_eq!(surnames(&db, here.ente, "").await, [expected]);
    };
    let say = async |office, bytes: &[u8], surname: &str| {
        bring(
            &db.db,
            here,
            office,
            bytes,
            vec![registration(1, surname, "Anna")],
        )
        .await;
    };
    say(Office::Rsa, b"a", "Provaldo").await;
    name("Provaldo").await;
    say(Office::Anagrafe, b"b", "Provaldi").await;
    name("Provaldi").await;
    say(Office::Rsa, b"c", "Provoldi").await;
    name("Provaldi").await;
    say(Office::Anagrafe, b"d", "Provaldi Rossetti").await;
    name("Provaldi Rossetti").await;
}

async fn records_are_counted_by_state(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let facts = vec![
        registration(1, "Provaldi", "Anna"),
        registration(2, "Zeta", "Ugo"),
    ];
    bring(&db.db, here, Office::Anagrafe, b"a", facts).await;
    let records = [
        siuss_record(1, 2022, RecordState::Ready),
        siuss_record(1, 2023, RecordState::Ready),
        siuss_record(1, 2024, RecordState::Blocked),
    ];
    let mut tx = db.db.begin().await.unwrap();
    record::replace(&mut tx, here.ente, &records, at(1))
        .await
        .unwrap();
    let found = person::search(&mut tx, here.ente, "", Page::new(1, 10))
        .await
        .unwrap();
    let counts: Vec<Vec<u64>> = found
        .iter()
        .map(|line| line.records.iter().map(|(_, n)| *n).collect())
        .collect();
    assert_eq!(counts, [[2, 0, 1, 0], [0, 0, 0, 0]]);
    assert_eq!(found[0].records[0].0, RecordState::Ready);
}

async fn many_are_found_at_once_and_in_their_ente(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let there = place(&db.db, "bea").await;
    let facts = vec![registration(1, "Provaldi", "Anna"), delivery(2, 1, 100)];
    bring(&db.db, here, Office::Anagrafe, b"a", facts).await;
    let codes = [
        cf(1).to_string(),
        cf(2).to_string(),
        cf(3).to_string(),
        cf(1).to_string(),
    ];
    let codes = codes.each_ref().map(String::as_str);
    let mut tx = db.db.read().await.unwrap();
    let found = person::many_by_cf(&mut tx, here.ente, &codes)
        .await
        .unwrap();
    let mut found: Vec<&str> = found.iter().map(|person| person.cf.as_str()).collect();
    found.sort_unstable();
    let mut expected = [codes[0], codes[1]];
    expected.sort_unstable();
    assert_eq!(found, expected, "each once, the unknown one left out");
    let elsewhere = person::many_by_cf(&mut tx, there.ente, &codes)
        .await
        .unwrap();
    assert!(elsewhere.is_empty());
}
