//! Facts: the same file again, a later file, and what holds.

use pas_domain::office::Office;
use pas_storage::fact::{
    Cursor, FactCounts, NewFact, Occurrences, count, get, get_many, in_force, in_force_after,
    insert, of_ente, of_person,
};
use pas_storage::{StorageError, person};

use crate::harness::{TestDb, on_both};
use crate::world::{bring, cf, delivery, keep, place, registration, staged};

on_both!(
    replaced_facts_can_still_be_read,
    a_fact_comes_back_whole,
    the_same_again_changes_nothing,
    a_later_file_replaces,
    like_rows_are_two_facts,
    offices_do_not_replace_each_other,
    a_reading_in_lots_misses_nothing,
    a_repeated_key_is_refused,
    facts_about_nobody_are_kept,
);

const fn counts(new: u64, changed: u64, unchanged: u64) -> FactCounts {
    FactCounts {
        new,
        changed,
        unchanged,
    }
}

async fn a_fact_comes_back_whole(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let fact = registration(1, "Esempìni", "Zoë");
    let (import, _) = bring(&db.db, here, Office::Anagrafe, b"a", vec![fact.clone()]).await;
    let mut tx = db.db.read().await.unwrap();
    let stored = in_force(&mut tx, here.ente).await.unwrap();
    let [only] = stored.as_slice() else {
        panic!("{stored:?}")
    };
    assert_eq!((only.import, only.office), (import, Office::Anagrafe));
    assert_eq!(
        (&only.fact, &only.origin),
        (&fact, &staged(1, fact.clone()).origin)
    );
    assert_eq!(
        get(&mut tx, here.ente, only.id).await.unwrap().as_ref(),
        Some(only)
    );
    assert!(!format!("{only:?}").contains("Zo"), "Debug tells a name");
}

async fn the_same_again_changes_nothing(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let facts = || (0..700).map(|n| delivery(n, 1, 100)).collect::<Vec<_>>();
    let (_, first) = bring(&db.db, here, Office::Anziani, b"a", facts()).await;
    let before = in_force(&mut db.db.read().await.unwrap(), here.ente)
        .await
        .unwrap();
    let (_, again) = bring(&db.db, here, Office::Anziani, b"b", facts()).await;
    let after = in_force(&mut db.db.read().await.unwrap(), here.ente)
        .await
        .unwrap();
    assert_eq!((first, again), (counts(700, 0, 0), counts(0, 0, 700)));
    assert_eq!(before, after);
}

async fn a_later_file_replaces(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let old = vec![
        delivery(1, 1, 100),
        delivery(1, 2, 100),
        delivery(2, 1, 100),
    ];
    let (first, _) = bring(&db.db, here, Office::Anziani, b"a", old).await;
    let new = vec![
        delivery(1, 1, 100),
        delivery(1, 2, 250),
        delivery(1, 3, 100),
    ];
    let (second, brought) = bring(&db.db, here, Office::Anziani, b"b", new).await;
    assert_eq!(brought, counts(1, 1, 1));
    let mut tx = db.db.read().await.unwrap();
    let stored = in_force(&mut tx, here.ente).await.unwrap();
    let found: Vec<_> = stored
        .iter()
        .map(|stored| (stored.import, stored.fact.clone()))
        .collect();
    let expected = [
        (first, delivery(1, 1, 100)),
        (second, delivery(1, 2, 250)),
        (second, delivery(1, 3, 100)),
        (first, delivery(2, 1, 100)),
    ];
    assert_eq!(found, expected);
    assert_eq!(count(&mut tx, here.ente).await.unwrap(), 4);
    let person = person::find_by_cf(&mut tx, here.ente, cf(2).as_str())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        of_person(&mut tx, here.ente, person).await.unwrap().len(),
        1
    );
}

async fn like_rows_are_two_facts(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let twice = vec![delivery(1, 1, 100), delivery(1, 1, 100)];
    let (_, first) = bring(&db.db, here, Office::Rsa, b"a", twice).await;
    let changed = vec![delivery(1, 1, 100), delivery(1, 1, 130)];
    let (_, second) = bring(&db.db, here, Office::Rsa, b"b", changed).await;
    assert_eq!((first, second), (counts(2, 0, 0), counts(0, 1, 1)));
}

async fn offices_do_not_replace_each_other(db: TestDb) {
    let here = place(&db.db, "ada").await;
    bring(&db.db, here, Office::Rsa, b"a", vec![delivery(1, 1, 100)]).await;
    let (_, other) = bring(
        &db.db,
        here,
        Office::Cooperativa,
        b"a",
        vec![delivery(1, 1, 200)],
    )
    .await;
    assert_eq!(other, counts(1, 0, 0));
    assert_eq!(
        count(&mut db.db.read().await.unwrap(), here.ente)
            .await
            .unwrap(),
        2
    );
}

async fn a_reading_in_lots_misses_nothing(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let facts = (0..40).flat_map(|n| (1..=3).map(move |month| delivery(n, month, 100)));
    bring(&db.db, here, Office::Anziani, b"a", facts.collect()).await;
    let mut tx = db.db.read().await.unwrap();
    let all = in_force(&mut tx, here.ente).await.unwrap();
    let (mut read, mut cursor) = (Vec::new(), Cursor::default());
    loop {
        let lot = in_force_after(&mut tx, here.ente, &mut cursor, 7)
            .await
            .unwrap();
        if lot.is_empty() {
            break;
        }
        read.extend(lot);
    }
    assert_eq!(read.len(), 120);
    assert_eq!(read, all);
    let people = read.iter().map(|stored| stored.person);
    assert!(people.is_sorted(), "a person's facts lie side by side");
}

async fn a_repeated_key_is_refused(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let import = keep(&mut tx, here, Office::Rsa, b"a").await;
    let mut occurrences = Occurrences::default();
    let fact = NewFact::new(staged(1, delivery(1, 1, 100)), &mut occurrences).unwrap();
    let twice = [fact.clone(), fact];
    let error = insert(&mut tx, here.ente, import, Office::Rsa, &twice)
        .await
        .unwrap_err();
    assert!(
        matches!(error, StorageError::RepeatedKey { position: 1, .. }),
        "{error}"
    );
}

async fn facts_about_nobody_are_kept(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let identity = pas_domain::fact::EnteIdentity {
        code: "L219".to_owned(),
        name: "Comune di Esempio".to_owned(),
        seat: "L219".to_owned(),
        operator_cf: cf(9),
    };
    let facts = vec![pas_domain::fact::Fact::Ente(identity), delivery(1, 1, 100)];
    bring(&db.db, here, Office::Siuss, b"a", facts).await;
    let mut tx = db.db.read().await.unwrap();
    assert_eq!(of_ente(&mut tx, here.ente).await.unwrap().len(), 1);
    let all = in_force(&mut tx, here.ente).await.unwrap();
    assert_eq!(
        all.iter()
            .map(|stored| stored.person.is_some())
            .collect::<Vec<_>>(),
        [false, true]
    );
}

async fn replaced_facts_can_still_be_read(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let there = place(&db.db, "ugo").await;
    let facts = |cents| (0..70).map(|n| delivery(n, 1, cents)).collect();
    bring(&db.db, here, Office::Rsa, b"a", facts(100)).await;
    let old = in_force(&mut db.db.read().await.unwrap(), here.ente)
        .await
        .unwrap();
    bring(&db.db, here, Office::Rsa, b"b", facts(200)).await;
    let mut ids: Vec<_> = old.iter().map(|stored| stored.id).collect();
    ids.extend([ids[0], pas_domain::ids::FactId::new(9_999)]);
    let mut tx = db.db.read().await.unwrap();
    let mut found = get_many(&mut tx, here.ente, &ids).await.unwrap();
    found.sort_by_key(|stored| (stored.person, stored.id));
    assert_eq!(found, old, "each once, as it was");
    assert_eq!(get_many(&mut tx, there.ente, &ids).await.unwrap(), []);
    assert_eq!(get_many(&mut tx, here.ente, &[]).await.unwrap(), []);
}

#[test]
fn only_deliveries_add_up_when_a_file_repeats_itself() {
    let mut occurrences = Occurrences::default();
    let mut is_repeated = |fact| occurrences.is_repeated(&fact).unwrap();
    let registered = || registration(1, "Esempini", "Zoe");
    assert!(!is_repeated(registered()));
    assert!(is_repeated(registered()), "the same, said again");
    assert!(
        !is_repeated(registration(1, "Esempini", "Zoe Anna")),
        "something else"
    );
    assert!(!is_repeated(delivery(1, 1, 100)));
    assert!(!is_repeated(delivery(1, 1, 100)), "a second payment");
}
