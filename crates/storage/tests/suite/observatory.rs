//! What an observatory stores: each flow once, the place to read on from, what is in force, what
//! is still to deliver.

use std::collections::HashSet;

use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, ObservedEnteId};
use pas_domain::sending::{Operation, OutcomeCode};
use pas_storage::observatory::{
    NewObservedFlow, ObservedCounts, add, advance, counts, find, flows, in_force, insert, list,
    mark_delivered, names_known, note_poll, to_deliver, withdraw,
};
use pas_storage::{StorageError, Tx, sha256};

use crate::harness::{TestDb, on_both};
use crate::world::{at, place};

on_both!(
    a_page_is_kept_with_its_verdicts,
    the_place_moves_only_from_where_it_was_taken,
    a_flow_is_stored_once,
    what_was_read_never_changes,
    one_insertion_of_a_body_is_in_force,
    an_outcome_is_delivered_until_it_is_confirmed,
    another_ente_sees_nothing,
    a_poll_leaves_its_fault_until_the_next,
);

fn flow(ts: i64, body: &str) -> NewObservedFlow {
    NewObservedFlow {
        name: format!("L219.PS.20261123.{ts:07}"),
        ts,
        kind: FlowKind::Benefits,
        operation: Some(Operation::Insert),
        body_sha: Some(sha256(body.as_bytes())),
        content: b"<Flusso/>".to_vec(),
        outcome: OutcomeCode::Accepted,
        outcome_text: None,
        is_in_force: true,
        withdrawn_ts: None,
    }
}

fn refused(ts: i64) -> NewObservedFlow {
    NewObservedFlow {
        operation: None,
        body_sha: None,
        outcome: OutcomeCode::InvalidRequest,
        outcome_text: Some("non è base64".to_owned()),
        is_in_force: false,
        ..flow(ts, "")
    }
}

async fn source(tx: &mut Tx, ente: EnteId) -> ObservedEnteId {
    add(tx, ente, "L219", "Comune di Esempio").await.unwrap().id
}

async fn a_page_is_kept_with_its_verdicts(db: TestDb) {
    let here = place(&db.db, "ada").await.ente;
    let mut tx = db.db.begin().await.unwrap();
    let source = source(&mut tx, here).await;
    let page = [flow(10, "a"), refused(11), flow(12, "b")];
    insert(&mut tx, here, source, &page, at(1)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.db.read().await.unwrap();
    let kept = flows(&mut tx, here, source, 10, 10).await.unwrap();
    assert_eq!(
        kept.iter().map(|flow| flow.ts).collect::<Vec<_>>(),
        [11, 12]
    );
    assert_eq!(kept[0].outcome, OutcomeCode::InvalidRequest);
    assert_eq!(kept[0].outcome_text.as_deref(), Some("non è base64"));
    assert_eq!((kept[0].operation, kept[0].is_in_force), (None, false));
    assert_eq!(kept[1].operation, Some(Operation::Insert));
    assert!(kept[1].is_in_force && kept[1].delivered_at.is_none());
    assert_eq!(kept[1].acquired_at, at(1));
    assert_eq!(
        counts(&mut tx, here).await.unwrap(),
        [ObservedCounts {
            source,
            n_flows: 3,
            n_accepted: 2,
            n_in_force: 2,
            n_to_deliver: 3
        }]
    );
}

async fn the_place_moves_only_from_where_it_was_taken(db: TestDb) {
    let here = place(&db.db, "ada").await.ente;
    let mut tx = db.db.begin().await.unwrap();
    let source = source(&mut tx, here).await;
    for (from, to, moves) in [
        (0, 10, true),
        (0, 20, false),
        (10, 30, true),
        (20, 40, false),
    ] {
        let moved = advance(&mut tx, here, source, from, to).await.unwrap();
        assert_eq!(moved, moves, "{from} to {to}");
    }
    let again = add(&mut tx, here, "L219", "Comune di Altro Esempio")
        .await
        .unwrap();
    assert_eq!((again.id, again.last_ts), (source, 30));
    assert_eq!(again.name, "Comune di Altro Esempio");
}

async fn a_flow_is_stored_once(db: TestDb) {
    let here = place(&db.db, "ada").await.ente;
    let mut tx = db.db.begin().await.unwrap();
    let source = source(&mut tx, here).await;
    insert(&mut tx, here, source, &[flow(10, "a")], at(1))
        .await
        .unwrap();
    let names = ["L219.PS.20261123.0000010", "L219.PS.20261123.0000011"];
    let known = names_known(&mut tx, here, source, names.into_iter())
        .await
        .unwrap();
    assert_eq!(known, HashSet::from([names[0].to_owned()]));
    tx.commit().await.unwrap();
    let same_name = NewObservedFlow {
        name: flow(10, "").name,
        ..flow(11, "b")
    };
    for again in [flow(10, "b"), same_name] {
        let mut tx = db.db.begin().await.unwrap();
        let error = insert(&mut tx, here, source, &[again], at(2)).await;
        assert!(
            matches!(error, Err(StorageError::Statement { .. })),
            "{error:?}"
        );
    }
}

async fn what_was_read_never_changes(db: TestDb) {
    let here = place(&db.db, "ada").await.ente;
    let mut tx = db.db.begin().await.unwrap();
    let source = source(&mut tx, here).await;
    insert(&mut tx, here, source, &[flow(10, "a")], at(1))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for sql in [
        "UPDATE observed_flow SET content = NULL",
        "UPDATE observed_flow SET outcome = 'DATI_NON_TROVATI', in_force = FALSE",
        "DELETE FROM observed_flow",
    ] {
        assert!(db.raw(sql).await.is_err(), "{sql} went through");
    }
}

async fn one_insertion_of_a_body_is_in_force(db: TestDb) {
    let here = place(&db.db, "ada").await.ente;
    let mut tx = db.db.begin().await.unwrap();
    let source = source(&mut tx, here).await;
    insert(
        &mut tx,
        here,
        source,
        &[flow(10, "a"), flow(11, "b")],
        at(1),
    )
    .await
    .unwrap();
    let bodies = [sha256(b"a"), sha256(b"c")];
    let found = in_force(&mut tx, here, source, bodies.iter())
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    withdraw(&mut tx, here, found[&bodies[0]], 12)
        .await
        .unwrap();
    let found = in_force(&mut tx, here, source, bodies.iter())
        .await
        .unwrap();
    assert!(found.is_empty(), "withdrawn");
    insert(&mut tx, here, source, &[flow(13, "a")], at(2))
        .await
        .unwrap();
    // A minor's assessment may come twice with the same content.
    let minor = |ts| NewObservedFlow {
        kind: FlowKind::Minors,
        operation: None,
        ..flow(ts, "minor")
    };
    insert(&mut tx, here, source, &[minor(14), minor(15)], at(2))
        .await
        .unwrap();
    let kept = flows(&mut tx, here, source, 0, 10).await.unwrap();
    let states: Vec<_> = kept
        .iter()
        .map(|flow| (flow.ts, flow.is_in_force, flow.withdrawn_ts))
        .collect();
    assert_eq!(
        states,
        [
            (10, false, Some(12)),
            (11, true, None),
            (13, true, None),
            (14, true, None),
            (15, true, None)
        ]
    );
    tx.commit().await.unwrap();
    let mut tx = db.db.begin().await.unwrap();
    let error = insert(&mut tx, here, source, &[flow(16, "a")], at(3)).await;
    assert!(error.is_err(), "the same body twice in force");
}

async fn an_outcome_is_delivered_until_it_is_confirmed(db: TestDb) {
    let here = place(&db.db, "ada").await.ente;
    let mut tx = db.db.begin().await.unwrap();
    let source = source(&mut tx, here).await;
    insert(
        &mut tx,
        here,
        source,
        &[flow(10, "a"), refused(11), flow(12, "b")],
        at(1),
    )
    .await
    .unwrap();
    let lot = to_deliver(&mut tx, here, source, 0, 2).await.unwrap();
    let stamps: Vec<_> = lot.iter().map(|outcome| outcome.ts).collect();
    assert_eq!(stamps, [10, 11]);
    assert_eq!(lot[1].code, OutcomeCode::InvalidRequest);
    assert_eq!(lot[1].text.as_deref(), Some("non è base64"));
    let ids: Vec<_> = lot.iter().map(|outcome| outcome.flow).collect();
    assert_eq!(mark_delivered(&mut tx, here, &ids, at(2)).await.unwrap(), 2);
    assert_eq!(mark_delivered(&mut tx, here, &ids, at(3)).await.unwrap(), 0);
    let lot = to_deliver(&mut tx, here, source, 0, 100).await.unwrap();
    assert_eq!(
        lot.iter().map(|outcome| outcome.ts).collect::<Vec<_>>(),
        [12]
    );
    let rest = to_deliver(&mut tx, here, source, 12, 100).await.unwrap();
    assert_eq!(rest, []);
    let kept = flows(&mut tx, here, source, 0, 1).await.unwrap();
    assert_eq!(kept[0].delivered_at, Some(at(2)));
}

async fn another_ente_sees_nothing(db: TestDb) {
    let (here, there) = (place(&db.db, "ada").await, place(&db.db, "eva").await);
    let mut tx = db.db.begin().await.unwrap();
    let source = source(&mut tx, here.ente).await;
    insert(&mut tx, here.ente, source, &[flow(10, "a")], at(1))
        .await
        .unwrap();
    let there = there.ente;
    assert_eq!(find(&mut tx, there, "L219").await.unwrap(), None);
    assert_eq!(list(&mut tx, there).await.unwrap(), []);
    assert_eq!(counts(&mut tx, there).await.unwrap(), []);
    assert_eq!(flows(&mut tx, there, source, 0, 10).await.unwrap(), []);
    assert_eq!(to_deliver(&mut tx, there, source, 0, 10).await.unwrap(), []);
    assert!(!advance(&mut tx, there, source, 0, 10).await.unwrap());
    let id = flows(&mut tx, here.ente, source, 0, 1).await.unwrap()[0].id;
    assert_eq!(
        mark_delivered(&mut tx, there, &[id], at(2)).await.unwrap(),
        0
    );
    let error = withdraw(&mut tx, there, id, 11).await.unwrap_err();
    assert!(matches!(error, StorageError::Missing { .. }), "{error}");
}

async fn a_poll_leaves_its_fault_until_the_next(db: TestDb) {
    let here = place(&db.db, "ada").await.ente;
    let mut tx = db.db.begin().await.unwrap();
    let source = source(&mut tx, here).await;
    let fault = Some("l'ente non risponde");
    for (minute, fault) in [(1, None), (2, fault), (3, None)] {
        note_poll(&mut tx, here, source, at(minute), fault)
            .await
            .unwrap();
        let noted = find(&mut tx, here, "L219").await.unwrap().unwrap();
        assert_eq!(noted.polled_at, Some(at(minute)));
        assert_eq!(noted.fault.as_deref(), fault);
    }
}
