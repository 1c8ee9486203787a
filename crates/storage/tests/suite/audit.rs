//! The audit register: its chain, and every way to tamper with it.

use pas_domain::ids::EnteId;
use pas_storage::audit::{AuditEntry, Chain, Outcome, append, count, list, verify_chain};
use pas_storage::{Engine, Page};

use crate::harness::{TestDb, on_both};
use crate::world::{Place, at, place};

on_both!(
    entries_chain_and_page,
    no_entry_changes,
    every_tampering_shows,
    a_rollback_leaves_no_gap,
);

fn entry(place: Place, n: i64) -> AuditEntry {
    AuditEntry {
        ente: place.ente,
        at: at(n),
        account: (n != 3).then_some(place.clerk),
        username: "ada".to_owned(),
        use_case: "import_file".to_owned(),
        subject: format!("import:{n}"),
        detail: "rows: 12".to_owned(),
        outcome: Outcome::ALL[usize::try_from(n).unwrap() % 3],
    }
}

async fn write(db: &TestDb, place: Place, n: i64) {
    for n in 1..=n {
        let mut tx = db.db.begin().await.unwrap();
        assert_eq!(append(&mut tx, &entry(place, n)).await.unwrap(), n);
        tx.commit().await.unwrap();
    }
}

async fn chain(db: &TestDb, ente: EnteId) -> Chain {
    verify_chain(&mut db.db.read().await.unwrap(), ente)
        .await
        .unwrap()
}

async fn entries_chain_and_page(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let there = place(&db.db, "ugo").await;
    assert_eq!(chain(&db, here.ente).await, Chain::Intact { n_entries: 0 });
    write(&db, here, 5).await;
    write(&db, there, 2).await;
    assert_eq!(chain(&db, here.ente).await, Chain::Intact { n_entries: 5 });
    let mut tx = db.db.read().await.unwrap();
    assert_eq!(count(&mut tx, here.ente).await.unwrap(), 5);
    let page = list(&mut tx, here.ente, Page::new(2, 2)).await.unwrap();
    let found: Vec<_> = page
        .iter()
        .map(|stored| (stored.seq, stored.entry.clone()))
        .collect();
    assert_eq!(found, [(3, entry(here, 3)), (2, entry(here, 2))]);
    assert_eq!(page[0].prev_hash, page[1].hash);
}

async fn no_entry_changes(db: TestDb) {
    let here = place(&db.db, "ada").await;
    write(&db, here, 1).await;
    for sql in ["UPDATE audit SET detail = 'x'", "DELETE FROM audit"] {
        assert!(db.raw(sql).await.is_err(), "{sql} went through");
    }
    if db.db.engine() == Engine::Postgres {
        assert!(
            db.raw("TRUNCATE audit").await.is_err(),
            "TRUNCATE went through"
        );
    }
    assert_eq!(chain(&db, here.ente).await, Chain::Intact { n_entries: 1 });
}

/// What somebody with the run of the database might do, and the entry at which it shows.
const TAMPERINGS: &[(&str, i64)] = &[
    ("UPDATE audit SET detail = 'rows: 13' WHERE seq = 2", 2),
    ("UPDATE audit SET at = at + 1 WHERE seq = 4", 4),
    ("UPDATE audit SET outcome = 'nonsense' WHERE seq = 3", 3),
    ("UPDATE audit SET account = NULL WHERE seq = 1", 1),
    ("DELETE FROM audit WHERE seq = 3", 3),
    ("DELETE FROM audit WHERE seq = 5", 5),
    ("DELETE FROM audit", 1),
    (
        "UPDATE audit SET hash = prev_hash, prev_hash = hash WHERE seq = 2",
        2,
    ),
    ("UPDATE audit_head SET seq = 4", 6),
    (
        "UPDATE audit SET username = 'adai', use_case = 'mport_file' WHERE seq = 2",
        2,
    ),
];

async fn every_tampering_shows(db: TestDb) {
    let allow = match db.db.engine() {
        Engine::Sqlite => {
            "DROP TRIGGER audit_is_never_updated; DROP TRIGGER audit_is_never_deleted;"
        }
        Engine::Postgres => "DROP TRIGGER audit_is_kept ON audit;",
    };
    let here = place(&db.db, "ada").await;
    write(&db, here, 5).await;
    db.raw(allow).await.unwrap();
    db.raw("CREATE TABLE saved AS SELECT * FROM audit")
        .await
        .unwrap();
    db.raw("CREATE TABLE saved_head AS SELECT * FROM audit_head")
        .await
        .unwrap();
    for (tampering, seq) in TAMPERINGS {
        db.raw(tampering).await.unwrap();
        assert_eq!(
            chain(&db, here.ente).await,
            Chain::Broken { seq: *seq },
            "{tampering}"
        );
        for table in ["audit", "audit_head"] {
            db.raw(&format!("DELETE FROM {table}")).await.unwrap();
        }
        db.raw("INSERT INTO audit SELECT * FROM saved")
            .await
            .unwrap();
        db.raw("INSERT INTO audit_head SELECT * FROM saved_head")
            .await
            .unwrap();
        assert_eq!(chain(&db, here.ente).await, Chain::Intact { n_entries: 5 });
    }
}

async fn a_rollback_leaves_no_gap(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    assert_eq!(append(&mut tx, &entry(here, 1)).await.unwrap(), 1);
    tx.rollback().await.unwrap();
    write(&db, here, 2).await;
    assert_eq!(chain(&db, here.ente).await, Chain::Intact { n_entries: 2 });
}
