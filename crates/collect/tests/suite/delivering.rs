//! Delivering: in lists of a hundred, until the ente confirms, never lost, one list at a time.

use crate::fake_ente::{Answer, FakeEnte};
use crate::flows::{insertions, name};
use crate::world::World;

#[tokio::test]
async fn outcomes_go_in_lists_of_a_hundred_at_most() {
    let world = World::new().await;
    let ente = FakeEnte::start("L219", insertions("L219", 1, 230)).await;
    assert_eq!(world.visit(&ente).await.n_delivered, 230);
    let notices = ente
        .received()
        .into_iter()
        .filter(|call| call.method == "POST");
    let sizes: Vec<_> = notices
        .map(|call| call.body.matches("id_flusso").count())
        .collect();
    assert_eq!(sizes, [100, 100, 30]);
    assert_eq!(ente.outcomes().len(), 230);
    assert_eq!(world.line("L219").await.n_to_deliver, 0);
}

#[tokio::test]
async fn an_outcome_is_due_until_it_is_confirmed() {
    for answer in [
        Answer::Status(500, None),
        Answer::Status(403, None),
        Answer::Status(400, None),
        Answer::Status(302, None),
        Answer::Lost,
    ] {
        let world = World::new().await;
        let ente = FakeEnte::start("L219", insertions("L219", 1, 3)).await;
        // Two pages, then the list, its repetitions and its parts.
        ente.script([Answer::Proper, Answer::Proper]);
        ente.script(vec![answer.clone(); 5]);
        let visit = world.visit(&ente).await;
        assert!(visit.fault.is_some(), "{answer:?}");
        assert_eq!((visit.n_accepted, visit.n_delivered), (3, 0), "{answer:?}");
        let line = world.line("L219").await;
        assert_eq!((line.n_flows, line.n_to_deliver), (3, 3), "{answer:?}");
        let mut visit = world.visit(&ente).await;
        while visit.n_delivered == 0 {
            visit = world.visit(&ente).await;
        }
        assert_eq!((visit.n_accepted, visit.n_delivered), (0, 3), "{answer:?}");
        assert_eq!(world.line("L219").await.n_to_deliver, 0, "{answer:?}");
        // What came twice is the same both times.
        let outcomes = ente.outcomes();
        for outcome in &outcomes {
            let of_flow = |other: &&serde_json::Value| other["id_flusso"] == outcome["id_flusso"];
            assert!(
                outcomes
                    .iter()
                    .filter(of_flow)
                    .all(|other| other == outcome)
            );
        }
    }
}

#[tokio::test]
async fn an_outcome_that_is_refused_does_not_keep_the_others_back() {
    let world = World::new().await;
    let ente = FakeEnte::start("L219", insertions("L219", 1, 250)).await;
    ente.refuse(name("L219", 37));
    let visit = world.visit(&ente).await;
    assert_eq!((visit.n_accepted, visit.n_delivered), (250, 249));
    let fault = visit.fault.unwrap_or_default();
    assert!(fault.contains("lo stato 400"), "{fault}");
    let flows = world.flows("L219").await;
    let due: Vec<_> = flows
        .iter()
        .filter(|flow| flow.delivered_at.is_none())
        .collect();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].name, name("L219", 37));
}

#[tokio::test]
async fn an_ente_that_takes_no_outcome_is_not_asked_for_ever() {
    let world = World::new().await;
    let ente = FakeEnte::start("L219", insertions("L219", 1, 250)).await;
    for n in 1..=250 {
        ente.refuse(name("L219", n));
    }
    assert_eq!(world.visit(&ente).await.n_delivered, 0);
    let notices = ente
        .received()
        .into_iter()
        .filter(|call| call.method == "POST");
    assert_eq!(notices.count(), 21);
    assert_eq!(world.line("L219").await.n_to_deliver, 250);
}

#[tokio::test]
async fn outcomes_go_out_also_when_reading_fails() {
    let world = World::new().await;
    let ente = FakeEnte::start("L219", insertions("L219", 1, 3)).await;
    ente.script([Answer::Proper, Answer::Body("{".to_owned())]);
    let visit = world.visit(&ente).await;
    assert!(visit.fault.is_some());
    assert_eq!((visit.n_accepted, visit.n_delivered), (3, 3));
}
