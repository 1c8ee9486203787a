//! Written flow files and what went into them.

use jiff::civil::date;
use pas_domain::ids::{FlowFileId, RecordId};
use pas_domain::record::RecordState;
use pas_storage::flow_file::{
    NewFlowFile, bytes, get, insert, list, next_number, of_record, records,
};
use pas_storage::record::{FlowKind, RecordFilter};
use pas_storage::{Page, StorageError, Tx, record, sha256};

use crate::harness::{TestDb, on_both};
use crate::world::{Place, at, place, record as siuss_record};

on_both!(
    an_error_tells_no_value,
    a_file_keeps_what_went_into_it,
    numbers_begin_anew_each_day,
    a_file_with_an_unknown_record_is_refused,
);

async fn write(tx: &mut Tx, place: Place, ids: &[RecordId]) -> Result<FlowFileId, StorageError> {
    let day = date(2026, 11, 23);
    let number = next_number(tx, place.ente, FlowKind::Benefits, day).await?;
    let name = format!("L219-20261123-{number:04}");
    let file = NewFlowFile {
        kind: FlowKind::Benefits,
        name: &name,
        day,
        number,
        bytes: b"<Flusso/>",
        n_people: 1,
        records: ids,
        written_by: place.clerk,
        written_at: at(5),
    };
    insert(tx, place.ente, &file).await
}

async fn a_file_keeps_what_went_into_it(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let sent = [
        siuss_record(1, 2023, RecordState::Ready),
        siuss_record(1, 2024, RecordState::Ready),
    ];
    record::replace(&mut tx, here.ente, &sent, at(1))
        .await
        .unwrap();
    let all = RecordFilter::default();
    let lines = record::list(&mut tx, here.ente, &all, Page::new(1, 10))
        .await
        .unwrap();
    let ids: Vec<_> = lines.iter().map(|line| line.id).rev().collect();
    let first = write(&mut tx, here, &ids).await.unwrap();
    let second = write(&mut tx, here, &ids[..1]).await.unwrap();
    // Later one record changes and the other is no longer derived.
    record::replace(
        &mut tx,
        here.ente,
        &[siuss_record(1, 2023, RecordState::Blocked)],
        at(6),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    for sql in [
        "UPDATE flow_content SET bytes = NULL",
        "DELETE FROM flow_content",
    ] {
        assert!(db.raw(sql).await.is_err(), "{sql} went through");
    }

    let mut tx = db.db.read().await.unwrap();
    let kept = get(&mut tx, here.ente, first).await.unwrap().unwrap();
    assert_eq!((kept.name.as_str(), kept.number), ("L219-20261123-0001", 1));
    assert_eq!((kept.n_records, kept.n_people, kept.n_bytes), (2, 1, 9));
    assert_eq!(
        (kept.sha256, kept.written_at),
        (sha256(b"<Flusso/>"), at(5))
    );
    assert_eq!(
        bytes(&mut tx, here.ente, first).await.unwrap().as_deref(),
        Some(&b"<Flusso/>"[..])
    );
    let inside = records(&mut tx, here.ente, first, Page::new(1, 10))
        .await
        .unwrap();
    let content: Vec<_> = inside
        .iter()
        .map(|sent| (sent.position, sent.content.clone()))
        .collect();
    let [old, new] = sent;
    assert_eq!(
        content,
        [(0, new), (1, old)],
        "as they were, in the file's order"
    );
    let files = of_record(&mut tx, here.ente, ids[0]).await.unwrap();
    assert_eq!(files, [(first, 0), (second, 0)]);
    let newest: Vec<_> = list(&mut tx, here.ente)
        .await
        .unwrap()
        .iter()
        .map(|file| file.id)
        .collect();
    assert_eq!(newest, [second, first]);
}

async fn numbers_begin_anew_each_day(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    for (kind, day, number) in [
        (FlowKind::Benefits, date(2026, 11, 23), 1),
        (FlowKind::Benefits, date(2026, 11, 23), 2),
        (FlowKind::Minors, date(2026, 11, 23), 1),
        (FlowKind::Benefits, date(2026, 11, 24), 1),
        (FlowKind::Benefits, date(2026, 11, 23), 3),
    ] {
        let next = next_number(&mut tx, here.ente, kind, day).await.unwrap();
        assert_eq!(next, number, "{kind:?} {day}");
    }
}

async fn a_file_with_an_unknown_record_is_refused(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let error = write(&mut tx, here, &[RecordId::new(404)])
        .await
        .unwrap_err();
    assert!(matches!(error, StorageError::Missing { .. }), "{error}");
    tx.rollback().await.unwrap();
    let mut tx = db.db.read().await.unwrap();
    assert_eq!(list(&mut tx, here.ente).await.unwrap(), []);
}

/// Runs into a unique key, whose values PostgreSQL would repeat.
async fn an_error_tells_no_value(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let mut file = NewFlowFile {
        kind: FlowKind::Benefits,
        name: "PROVALDI-ANNA",
        day: date(2026, 11, 23),
        number: 1,
        bytes: b"<Flusso/>",
        n_people: 0,
        records: &[],
        written_by: here.clerk,
        written_at: at(5),
    };
    insert(&mut tx, here.ente, &file).await.unwrap();
    file.number = 2;
    let error = insert(&mut tx, here.ente, &file).await.unwrap_err();
    let StorageError::Statement { statement, source } = &error else {
        panic!("{error}");
    };
    assert_eq!(*statement, "flow_file.insert");
    assert!(source.code().is_some());
    let said = format!("{error} {error:?} {source} {source:?}");
    assert!(!said.contains("PROVALDI"), "{said}");
    assert!(said.contains("flow_file"), "{said}");
}
