//! Written flow files and what went into them.

use jiff::civil::date;
use pas_domain::flow::FlowKind;
use pas_domain::ids::{FlowFileId, PersonId, SendingId};
use pas_domain::record::{RecordState, SiussRecord};
use pas_domain::sending::{Channel, Operation, OutcomeCode};
use pas_storage::flow_file::{
    DueCount, NewFlowFile, NewLine, NewReceipt, Overtaken, bytes, get, insert, keep_receipt, lines,
    list, never_sent, next_number, overtaken, people_due, people_to_correct, receipt, receipts,
    register,
};
use pas_storage::record::RecordFilter;
use pas_storage::sending::{self, Change, NewOutcome, NewSending, Placed};
use pas_storage::{Page, StorageError, Tx, record, sha256};

use crate::harness::{TestDb, on_both};
use crate::world::{Place, at, place, record as siuss_record};

on_both!(
    an_error_tells_no_value,
    a_file_keeps_what_went_into_it,
    numbers_begin_anew_each_day,
    a_line_that_withdraws_nothing_that_is_there_is_refused,
    an_upload_is_noted_once_and_its_receipts_are_kept,
    what_was_sent_otherwise_overtakes_a_file,
    an_outcome_by_hand_counts_until_a_later_one,
    what_is_due_follows_what_inps_has_answered,
);

/// A line that sends `content`.
fn line(content: &SiussRecord) -> NewLine {
    NewLine {
        operation: Operation::Insert,
        record: None,
        occurrence: 0,
        content: content.clone(),
        cancels: None,
        follows: None,
    }
}

async fn write(tx: &mut Tx, place: Place, lines: &[NewLine]) -> Result<FlowFileId, StorageError> {
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
        lines,
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
    let [old, new] = &sent;
    let both = [line(new), line(old)];
    let first = write(&mut tx, here, &both).await.unwrap();
    let second = write(&mut tx, here, &both[..1]).await.unwrap();
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
    let inside = lines(&mut tx, here.ente, first, Page::new(1, 10))
        .await
        .unwrap();
    let content: Vec<_> = inside
        .iter()
        .map(|line| (line.position, line.content.clone(), line.record.is_some()))
        .collect();
    let [old, new] = sent;
    assert_eq!(
        content,
        [(0, new, false), (1, old, true)],
        "as they were, in the file's order; the second is still derived"
    );
    assert!(inside.iter().all(|line| line.answer.is_none()));
    assert_eq!((kept.upload, kept.n_accepted), (None, 0));
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

async fn a_line_that_withdraws_nothing_that_is_there_is_refused(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let cancellation = NewLine {
        operation: Operation::Cancel,
        cancels: Some(SendingId::new(404)),
        ..line(&siuss_record(1, 2023, RecordState::Ready))
    };
    let error = write(&mut tx, here, &[cancellation]).await.unwrap_err();
    assert!(matches!(error, StorageError::Statement { .. }), "{error}");
    tx.rollback().await.unwrap();
    let mut tx = db.db.read().await.unwrap();
    assert_eq!(list(&mut tx, here.ente).await.unwrap(), []);
}

async fn an_upload_is_noted_once_and_its_receipts_are_kept(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let file = write(&mut tx, here, &[]).await.unwrap();
    let day = date(2026, 11, 24);
    for (number, is_new) in [("INPS.1", true), ("INPS.2", false)] {
        let noted = register(&mut tx, here.ente, file, (day, number), here.clerk, at(6));
        assert_eq!(noted.await.unwrap(), is_new);
    }
    let paper = NewReceipt {
        file,
        filename: "ricevuta.pdf",
        bytes: b"%PDF",
        made_by: here.clerk,
        made_at: at(6),
    };
    keep_receipt(&mut tx, here.ente, &paper).await.unwrap();
    tx.commit().await.unwrap();
    for sql in ["UPDATE receipt SET filename = 'x'", "DELETE FROM upload"] {
        assert!(db.raw(sql).await.is_err(), "{sql} went through");
    }
    let mut tx = db.db.read().await.unwrap();
    let kept = get(&mut tx, here.ente, file).await.unwrap().unwrap();
    let upload = kept.upload.unwrap();
    assert_eq!((upload.day, upload.number.as_str()), (day, "INPS.1"));
    let papers = receipts(&mut tx, here.ente, file).await.unwrap();
    assert_eq!(papers.len(), 1);
    assert_eq!((papers[0].sha256, papers[0].n_bytes), (sha256(b"%PDF"), 4));
    let paper = receipt(&mut tx, here.ente, papers[0].id).await.unwrap();
    assert_eq!(paper, Some(("ricevuta.pdf".to_owned(), b"%PDF".to_vec())));
}

/// Sends `content` by upload, as the first line of `file`.
async fn send(tx: &mut Tx, place: Place, content: &SiussRecord, file: FlowFileId) -> SendingId {
    let all = RecordFilter::default();
    let people = record::list(tx, place.ente, &all, Page::new(1, 1)).await;
    let person = people.unwrap()[0].person;
    let new = NewSending {
        channel: Channel::Upload,
        kind: FlowKind::Benefits,
        operation: Operation::Insert,
        flow_name: "prova".to_owned(),
        ts: None,
        occurrence: 0,
        person,
        record: content,
        body_sha: record::body_sha(&content.body).unwrap(),
        xml: None,
        cancels: None,
        file: Some(file),
        fetched_at: Some(at(6)),
        is_last: true,
    };
    let change = Change {
        new: vec![new],
        ..Change::default()
    };
    sending::apply(tx, place.ente, &change, place.clerk, at(6))
        .await
        .unwrap();
    let sent = sending::of_people(tx, place.ente, &[person]).await.unwrap();
    sent.last().unwrap().id
}

async fn what_was_sent_otherwise_overtakes_a_file(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let content = siuss_record(1, 2023, RecordState::Ready);
    let derived = std::slice::from_ref(&content);
    record::replace(&mut tx, here.ente, derived, at(1))
        .await
        .unwrap();
    let before = write(&mut tx, here, &[line(&content)]).await.unwrap();
    assert_eq!(overtaken(&mut tx, here.ente, before).await.unwrap(), []);
    let sent = send(&mut tx, here, &content, before).await;
    let by = Overtaken {
        position: 0,
        channel: Channel::Upload,
        flow_name: "prova".to_owned(),
    };
    assert_eq!(overtaken(&mut tx, here.ente, before).await.unwrap(), [by]);
    let next = NewLine {
        follows: Some(sent),
        ..line(&content)
    };
    let after = write(&mut tx, here, &[next]).await.unwrap();
    assert_eq!(overtaken(&mut tx, here.ente, after).await.unwrap(), []);
}

async fn an_outcome_by_hand_counts_until_a_later_one(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let content = siuss_record(1, 2023, RecordState::Ready);
    let derived = std::slice::from_ref(&content);
    record::replace(&mut tx, here.ente, derived, at(1))
        .await
        .unwrap();
    let file = write(&mut tx, here, &[line(&content)]).await.unwrap();
    let sent = send(&mut tx, here, &content, file).await;
    let outcome = |code, hour| NewOutcome {
        flow_name: "prova#1".to_owned(),
        kind: "PS".to_owned(),
        flow_at: at(6),
        acquired_at: at(hour),
        code,
        text: None,
        siuss_id: None,
    };
    for (code, hour, placed, counts) in [
        (OutcomeCode::Accepted, 7, Placed::Answers(sent), (1, 0)),
        (OutcomeCode::DataNotFound, 8, Placed::Answers(sent), (0, 1)),
        (OutcomeCode::DataNotFound, 8, Placed::Known, (0, 1)),
        (OutcomeCode::Accepted, 6, Placed::Known, (0, 1)),
    ] {
        let outcome = outcome(code, hour);
        let done = sending::place_with(&mut tx, here.ente, sent, &outcome, at(9)).await;
        assert_eq!(done.unwrap(), placed);
        let kept = get(&mut tx, here.ente, file).await.unwrap().unwrap();
        assert_eq!((kept.n_accepted, kept.n_refused), counts);
    }
    let inside = lines(&mut tx, here.ente, file, Page::whole())
        .await
        .unwrap();
    let answer = inside[0].answer.clone().unwrap();
    assert_eq!(answer.outcome, Some(OutcomeCode::DataNotFound));
    assert_eq!((answer.sending, answer.acquired_at), (sent, Some(at(8))));
}

async fn what_is_due_follows_what_inps_has_answered(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let content = siuss_record(1, 2023, RecordState::Ready);
    let other = siuss_record(1, 2024, RecordState::Ready);
    record::replace(&mut tx, here.ente, &[content.clone(), other], at(1))
        .await
        .unwrap();
    let of = |year, n| DueCount {
        kind: FlowKind::Benefits,
        year,
        n,
    };
    let mut counts = never_sent(&mut tx, here.ente).await.unwrap();
    counts.sort_by_key(|count| count.year);
    assert_eq!(counts, [of(2023, 1), of(2024, 1)]);
    let file = write(&mut tx, here, &[line(&content)]).await.unwrap();
    let sent = send(&mut tx, here, &content, file).await;
    assert_eq!(never_sent(&mut tx, here.ente).await.unwrap(), [of(2024, 1)]);
    assert_eq!(people_to_correct(&mut tx, here.ente).await.unwrap(), []);
    // Accepted, then derived no more: it must be withdrawn.
    let outcome = NewOutcome {
        flow_name: "prova#1".to_owned(),
        kind: "PS".to_owned(),
        flow_at: at(6),
        acquired_at: at(7),
        code: OutcomeCode::Accepted,
        text: None,
        siuss_id: None,
    };
    sending::place_with(&mut tx, here.ente, sent, &outcome, at(9))
        .await
        .unwrap();
    record::replace(&mut tx, here.ente, &[], at(2))
        .await
        .unwrap();
    let withdrawn = people_to_correct(&mut tx, here.ente).await.unwrap();
    assert_eq!(withdrawn.len(), 1);
    let nobody = PersonId::new(0);
    for again in [false, true] {
        let due = people_due(&mut tx, here.ente, nobody, 10, again).await;
        assert_eq!(due.unwrap(), withdrawn);
    }
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
        lines: &[],
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
