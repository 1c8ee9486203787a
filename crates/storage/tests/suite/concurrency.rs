//! Many at once: no gap, no number twice, no chain broken, nobody stuck.

use std::future::{Future as _, poll_fn};
use std::task::Poll;

use jiff::civil::date;
use pas_domain::office::Office;
use pas_storage::audit::{AuditEntry, Chain, Outcome, append, verify_chain};
use pas_storage::record::FlowKind;
use pas_storage::{Db, ente, fact, flow_file};
use tokio::task::JoinSet;

use crate::harness::{TestDb, on_both};
use crate::world::{Place, at, bring, delivery, place};

on_both!(
    numbers_have_no_gap,
    imports_at_once_agree,
    a_reader_sees_one_state,
    futures_may_move_between_threads,
    a_beginning_given_up_leaves_nothing_behind,
);

const N_WRITERS: i64 = 8;
const N_ROUNDS: i64 = 12;

/// Takes a number and audits it; every fourth time something goes wrong and nothing is kept.
async fn take_number(db: &Db, place: Place, round: i64) -> Option<i64> {
    let mut tx = db.begin().await.unwrap();
    let day = date(2026, 11, 23);
    let number = flow_file::next_number(&mut tx, place.ente, FlowKind::Benefits, day)
        .await
        .unwrap();
    let entry = AuditEntry {
        ente: place.ente,
        at: at(round),
        account: Some(place.clerk),
        username: "ada".to_owned(),
        use_case: "write_flow".to_owned(),
        subject: format!("flow:{number}"),
        detail: String::new(),
        outcome: Outcome::Done,
    };
    append(&mut tx, &entry).await.unwrap();
    if round % 4 == 3 {
        tx.rollback().await.unwrap();
        return None;
    }
    tx.commit().await.unwrap();
    Some(number)
}

async fn numbers_have_no_gap(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut writers = JoinSet::new();
    for _ in 0..N_WRITERS {
        let db = db.db.clone();
        writers.spawn(async move {
            let mut taken = Vec::new();
            for round in 0..N_ROUNDS {
                taken.extend(take_number(&db, here, round).await);
            }
            taken
        });
    }
    let mut taken: Vec<i64> = writers.join_all().await.into_iter().flatten().collect();
    taken.sort_unstable();
    let n = N_WRITERS * N_ROUNDS * 3 / 4;
    assert_eq!(taken, (1..=n).collect::<Vec<_>>());
    let chain = verify_chain(&mut db.db.read().await.unwrap(), here.ente)
        .await
        .unwrap();
    assert_eq!(
        chain,
        Chain::Intact {
            n_entries: n.unsigned_abs()
        }
    );
}

async fn imports_at_once_agree(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut writers = JoinSet::new();
    for writer in 0..6_u8 {
        let db = db.db.clone();
        // The same people in another order each, which would deadlock if nobody waited in line.
        writers.spawn(async move {
            let mut people: Vec<u64> = (0..200).collect();
            if writer % 2 == 1 {
                people.reverse();
            }
            let facts = people
                .into_iter()
                .map(|n| delivery(n, 1, 100 + i64::from(writer)));
            bring(&db, here, Office::Anziani, &[writer], facts.collect())
                .await
                .1
        });
    }
    let counts = writers.join_all().await;
    assert_eq!(counts.iter().map(|count| count.new).sum::<u64>(), 200);
    assert_eq!(counts.iter().map(|count| count.changed).sum::<u64>(), 1000);
    let mut tx = db.db.read().await.unwrap();
    assert_eq!(fact::count(&mut tx, here.ente).await.unwrap(), 200);
}

async fn a_reader_sees_one_state(db: TestDb) {
    let here = place(&db.db, "ada").await;
    bring(
        &db.db,
        here,
        Office::Anziani,
        b"a",
        vec![delivery(1, 1, 100)],
    )
    .await;
    let mut reader = db.db.read().await.unwrap();
    assert_eq!(fact::count(&mut reader, here.ente).await.unwrap(), 1);
    bring(
        &db.db,
        here,
        Office::Anziani,
        b"b",
        vec![delivery(2, 1, 100)],
    )
    .await;
    assert_eq!(
        fact::count(&mut reader, here.ente).await.unwrap(),
        1,
        "as when it began"
    );
    drop(reader);
    let mut reader = db.db.read().await.unwrap();
    assert_eq!(fact::count(&mut reader, here.ente).await.unwrap(), 2);
}

async fn futures_may_move_between_threads(db: TestDb) {
    fn is_send<F: Future + Send>(future: F) -> F {
        future
    }
    let here = place(&db.db, "ada").await;
    let mut tx = is_send(db.db.begin()).await.unwrap();
    is_send(fact::in_force(&mut tx, here.ente)).await.unwrap();
    is_send(fact::insert(
        &mut tx,
        here.ente,
        pas_domain::ids::ImportId::new(1),
        Office::Rsa,
        &[],
    ))
    .await
    .unwrap();
    is_send(tx.commit()).await.unwrap();
}

/// Whoever asked goes away while his transaction begins, at each step of it; everybody can write.
async fn a_beginning_given_up_leaves_nothing_behind(db: TestDb) {
    for n_steps in 1..20 {
        let mut beginning = Box::pin(db.db.read());
        let mut left = n_steps;
        poll_fn(|context| {
            left -= 1;
            match beginning.as_mut().poll(context) {
                Poll::Pending if left > 0 => Poll::Pending,
                _ => Poll::Ready(()),
            }
        })
        .await;
        drop(beginning);
        // In turn on every connection that there is.
        for _ in 0..4 {
            let mut tx = db.db.begin().await.unwrap();
            let made = ente::create(&mut tx, "Comune di Prova", at(n_steps)).await;
            made.unwrap();
            tx.commit().await.unwrap();
        }
    }
}
