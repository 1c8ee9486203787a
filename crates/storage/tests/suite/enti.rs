//! Enti, their identity, their own names for benefits; and that none sees another's data.

use pas_domain::fact::EnteIdentity;
use pas_domain::ids::EnteId;
use pas_domain::office::Office;
use pas_domain::record::RecordState;
use pas_storage::record::{FlowKind, RecordFilter};
use pas_storage::{
    Page, StorageError, account, audit, benefit_name, ente, fact, flow_file, import, person,
    problem, record, spending,
};

use crate::harness::{TestDb, on_both};
use crate::world::{at, bring, cf, delivery, place, record as siuss_record, registration};

on_both!(
    keeps_how_an_ente_presents_itself,
    keeps_names_for_benefits,
    no_ente_sees_another,
    a_reader_cannot_write,
    nothing_stays_without_commit,
);

async fn keeps_how_an_ente_presents_itself(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let identity = EnteIdentity {
        code: "L219".to_owned(),
        name: "Città di Esempio".to_owned(),
        seat: "L219".to_owned(),
        operator_cf: cf(99),
    };
    let mut tx = db.db.begin().await.unwrap();
    let before = ente::get(&mut tx, here.ente).await.unwrap().unwrap();
    assert_eq!((before.identity, before.created_at), (None, at(0)));
    ente::set_identity(&mut tx, here.ente, &identity)
        .await
        .unwrap();
    let after = ente::get(&mut tx, here.ente).await.unwrap().unwrap();
    assert_eq!(after.name, identity.name);
    assert_eq!(after.identity, Some(identity.clone()));
    assert!(after.data_version > before.data_version);
    assert_eq!(ente::list(&mut tx).await.unwrap(), [after]);
    let nobody = EnteId::new(404);
    assert_eq!(ente::get(&mut tx, nobody).await.unwrap(), None);
    let error = ente::set_identity(&mut tx, nobody, &identity)
        .await
        .unwrap_err();
    assert!(matches!(error, StorageError::Missing { .. }), "{error}");
}

async fn keeps_names_for_benefits(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let there = place(&db.db, "ugo").await;
    let mut tx = db.db.begin().await.unwrap();
    for (place, name, minute) in [
        (here, "Buono", 1),
        (here, "Buono spesa", 2),
        (there, "Altro", 3),
    ] {
        let names = ["A1.99", name];
        benefit_name::set(&mut tx, place.ente, names, place.clerk, at(minute))
            .await
            .unwrap();
    }
    let names = benefit_name::list(&mut tx, here.ente).await.unwrap();
    let [only] = names.as_slice() else {
        panic!("{names:?}")
    };
    assert_eq!(
        (only.name.as_str(), only.username.as_str()),
        ("Buono spesa", "ada")
    );
    assert_eq!(only.set_at, at(2));
}

async fn no_ente_sees_another(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let there = place(&db.db, "ugo").await.ente;
    let facts = vec![registration(1, "Provaldi", "Anna"), delivery(1, 1, 100)];
    let (import, _) = bring(&db.db, here, Office::Anagrafe, b"a", facts).await;
    let mut tx = db.db.begin().await.unwrap();
    let records = [siuss_record(1, 2024, RecordState::Ready)];
    record::replace(&mut tx, here.ente, &records, at(2))
        .await
        .unwrap();
    let person = person::find_by_cf(&mut tx, here.ente, cf(1).as_str())
        .await
        .unwrap()
        .unwrap();
    let all = RecordFilter::default();
    let page = Page::new(1, 10);
    let id = record::list(&mut tx, here.ente, &all, page).await.unwrap()[0].id;

    assert_eq!(
        account::get(&mut tx, there, here.clerk).await.unwrap(),
        None
    );
    assert_eq!(account::list(&mut tx, there).await.unwrap().len(), 1);
    assert_eq!(import::get(&mut tx, there, import).await.unwrap(), None);
    assert_eq!(import::bytes(&mut tx, there, import).await.unwrap(), None);
    assert_eq!(import::list(&mut tx, there).await.unwrap(), []);
    assert_eq!(
        problem::list(&mut tx, there, import, None, page)
            .await
            .unwrap(),
        []
    );
    assert_eq!(fact::in_force(&mut tx, there).await.unwrap(), []);
    assert_eq!(fact::of_person(&mut tx, there, person).await.unwrap(), []);
    assert_eq!(person::get(&mut tx, there, person).await.unwrap(), None);
    assert_eq!(
        person::find_by_cf(&mut tx, there, cf(1).as_str())
            .await
            .unwrap(),
        None
    );
    assert_eq!(person::count(&mut tx, there, "").await.unwrap(), 0);
    assert_eq!(record::get(&mut tx, there, id).await.unwrap(), None);
    assert_eq!(record::count(&mut tx, there, &all).await.unwrap(), 0);
    assert_eq!(spending::rows(&mut tx, there).await.unwrap(), []);
    assert_eq!(audit::count(&mut tx, there).await.unwrap(), 0);
    let day = jiff::civil::date(2026, 11, 23);
    for (ente, number) in [(here.ente, 1), (here.ente, 2), (there, 1)] {
        let next = flow_file::next_number(&mut tx, ente, FlowKind::Benefits, day)
            .await
            .unwrap();
        assert_eq!(next, number);
    }
    let records = record::replace(&mut tx, there, &[], at(3)).await.unwrap();
    assert_eq!(records.deleted, 0, "another's records stay");
    assert_eq!(record::count(&mut tx, here.ente, &all).await.unwrap(), 1);
}

async fn a_reader_cannot_write(db: TestDb) {
    let mut tx = db.db.read().await.unwrap();
    let error = ente::create(&mut tx, "Di nascosto", at(0))
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            StorageError::Statement {
                statement: "ente.create",
                ..
            }
        ),
        "{error}"
    );
    drop(tx);
    assert_eq!(
        ente::list(&mut db.db.read().await.unwrap()).await.unwrap(),
        []
    );
}

async fn nothing_stays_without_commit(db: TestDb) {
    for is_dropped in [true, false] {
        let mut tx = db.db.begin().await.unwrap();
        ente::create(&mut tx, "A metà", at(0)).await.unwrap();
        if is_dropped {
            drop(tx);
        } else {
            tx.rollback().await.unwrap();
        }
    }
    assert_eq!(
        ente::list(&mut db.db.read().await.unwrap()).await.unwrap(),
        []
    );
}
