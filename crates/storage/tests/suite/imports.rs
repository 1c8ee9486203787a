//! Imported files and what was said of their cells.

use pas_domain::ids::ImportId;
use pas_domain::office::Office;
use pas_storage::import::{Tally, bytes, find_by_hash, get, list, set_tally};
use pas_storage::problem::StoredProblem;
use pas_storage::{Page, StorageError, problem, sha256};

use crate::harness::{TestDb, on_both};
use crate::world::{at, keep, place};

on_both!(
    a_file_is_kept_byte_for_byte,
    the_same_file_twice_is_refused,
    rows_must_add_up,
    problems_page_and_count,
);

async fn a_file_is_kept_byte_for_byte(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let content: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let mut tx = db.db.begin().await.unwrap();
    let id = keep(&mut tx, here, Office::Rsa, &content).await;
    let empty = keep(&mut tx, here, Office::Rsa, b"").await;
    tx.commit().await.unwrap();
    for sql in [
        "UPDATE import_content SET bytes = NULL",
        "DELETE FROM import_content",
    ] {
        assert!(db.raw(sql).await.is_err(), "{sql} went through");
    }
    let mut tx = db.db.read().await.unwrap();
    assert_eq!(
        bytes(&mut tx, here.ente, id).await.unwrap(),
        Some(content.clone())
    );
    assert_eq!(
        bytes(&mut tx, here.ente, empty).await.unwrap(),
        Some(Vec::new())
    );
    let kept = get(&mut tx, here.ente, id).await.unwrap().unwrap();
    assert_eq!(
        (kept.office, kept.n_bytes, kept.sha256),
        (Office::Rsa, 100_000, sha256(&content))
    );
    assert_eq!(
        (kept.filename.as_str(), kept.username.as_str()),
        ("prova.csv", "ada")
    );
    assert_eq!(
        (kept.imported_at, kept.encoding.as_deref()),
        (at(1), Some("utf-8"))
    );
    let ids: Vec<ImportId> = list(&mut tx, here.ente)
        .await
        .unwrap()
        .iter()
        .map(|import| import.id)
        .collect();
    assert_eq!(ids, [empty, id], "newest first");
}

async fn the_same_file_twice_is_refused(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let there = place(&db.db, "ugo").await;
    let mut tx = db.db.begin().await.unwrap();
    let id = keep(&mut tx, here, Office::Rsa, b"same").await;
    keep(&mut tx, here, Office::Isee, b"same").await;
    keep(&mut tx, there, Office::Rsa, b"same").await;
    tx.commit().await.unwrap();
    let mut tx = db.db.read().await.unwrap();
    let found = find_by_hash(&mut tx, here.ente, Office::Rsa, &sha256(b"same"))
        .await
        .unwrap();
    assert_eq!(found.unwrap().id, id);
    let other = find_by_hash(&mut tx, here.ente, Office::Rsa, &sha256(b"other"))
        .await
        .unwrap();
    assert_eq!(other, None);
    drop(tx);
    let copy = "INSERT INTO import_file (ente, office, layout, layout_version, filename, sha256,
            n_bytes, format, encoding, n_read, n_used, n_repaired, n_set_aside, sheets,
            imported_by, imported_at)
        SELECT ente, office, layout, layout_version, filename, sha256, n_bytes, format, encoding,
            n_read, n_used, n_repaired, n_set_aside, sheets, imported_by, imported_at
        FROM import_file";
    assert!(db.raw(copy).await.is_err(), "the same file was kept twice");
}

async fn rows_must_add_up(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let id = keep(&mut tx, here, Office::Rsa, b"a").await;
    let tally = Tally {
        read: 1000,
        used: 990,
        repaired: 7,
        set_aside: 10,
    };
    set_tally(&mut tx, here.ente, id, tally, "[{}]")
        .await
        .unwrap();
    let kept = get(&mut tx, here.ente, id).await.unwrap().unwrap();
    assert_eq!((kept.tally, kept.sheets.as_str()), (tally, "[{}]"));
    let lost = Tally {
        set_aside: 9,
        ..tally
    };
    let error = set_tally(&mut tx, here.ente, id, lost, "[]")
        .await
        .unwrap_err();
    assert!(matches!(error, StorageError::Statement { .. }), "{error}");
}

fn said(import: ImportId, row: u32, outcome: &str) -> StoredProblem {
    StoredProblem {
        import,
        office: if row.is_multiple_of(2) {
            Office::Rsa
        } else {
            Office::Isee
        },
        sheet: "Anno 2024".to_owned(),
        row,
        column: "F".to_owned(),
        heading: "Importo".to_owned(),
        value: "12,3,4".to_owned(),
        code: "importo-illeggibile".to_owned(),
        outcome: outcome.to_owned(),
        message: "L'importo non si legge".to_owned(),
    }
}

async fn problems_page_and_count(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let ente = here.ente;
    let mut tx = db.db.begin().await.unwrap();
    let id = keep(&mut tx, here, Office::Rsa, b"a").await;
    // In two parts and more than a lot, as a large file gives them.
    let outcome = |row: u32| {
        if row.is_multiple_of(10) {
            "set_aside"
        } else {
            "repaired"
        }
    };
    let all: Vec<_> = (1..=150).map(|row| said(id, row, outcome(row))).collect();
    problem::insert(&mut tx, ente, id, &all[..77])
        .await
        .unwrap();
    problem::insert(&mut tx, ente, id, &all[77..])
        .await
        .unwrap();
    problem::insert(&mut tx, ente, id, &[]).await.unwrap();
    let page = problem::list(&mut tx, ente, id, None, Page::new(2, 70))
        .await
        .unwrap();
    assert_eq!(page, all[70..140]);
    let aside = problem::list(&mut tx, ente, id, Some("set_aside"), Page::new(1, 100))
        .await
        .unwrap();
    assert_eq!(aside.len(), 15);
    assert!(aside.iter().all(|problem| problem.row.is_multiple_of(10)));
    let rsa = problem::list_of_office(&mut tx, ente, Office::Rsa, Page::new(1, 100))
        .await
        .unwrap();
    assert_eq!((rsa.len(), rsa[0].row), (75, 2));
    let counts = problem::counts(&mut tx, ente, id).await.unwrap();
    let counts: Vec<_> = counts
        .iter()
        .map(|count| (count.outcome.as_str(), count.n))
        .collect();
    assert_eq!(counts, [("repaired", 135), ("set_aside", 15)]);
    let by_office = problem::counts_by_office(&mut tx, ente).await.unwrap();
    assert_eq!(by_office.iter().map(|(_, _, n)| n).sum::<u64>(), 150);
    assert!(
        !format!("{:?}", page[0]).contains("12,3,4"),
        "Debug tells a cell"
    );
}
