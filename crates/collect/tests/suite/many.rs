//! Many enti at a time: each on its own, none kept waiting by another.

use std::sync::Arc;

use crate::fake_ente::{Answer, FakeEnte};
use crate::flows::{benefit, insertions};
use crate::world::{World, on_both};

#[tokio::test]
async fn each_ente_has_its_own_flows_and_its_own_fault() {
    on_both(three_enti).await;
}

async fn three_enti(world: World) {
    let good = FakeEnte::start("L219", insertions("L219", 1, 3)).await;
    let bad = FakeEnte::start("H501", insertions("L219", 1, 3)).await;
    let other = FakeEnte::start("F205", insertions("F205", 1, 5)).await;
    let visits = world.collector(&[&good, &bad, &other]).round().await;
    let told: Vec<_> = visits
        .iter()
        .map(|visit| (visit.code.as_str(), visit.n_accepted, visit.fault.is_some()))
        .collect();
    assert_eq!(
        told,
        [("L219", 3, false), ("H501", 0, true), ("F205", 5, false)]
    );
    assert_eq!(world.stamps("F205").await, [1, 2, 3, 4, 5]);
    assert_eq!(world.line("H501").await.n_flows, 0);
    let purposes = world.authority.n_voucher_requests();
    assert_eq!(purposes, 3, "a voucher for each purpose");
}

#[tokio::test]
async fn the_same_body_from_two_enti_is_no_repetition() {
    let world = World::new().await;
    let ente = |code| FakeEnte::start(code, vec![benefit(code, 1, "I", 100)]);
    let (first, second) = (ente("L219").await, ente("H501").await);
    let visits = world.collector(&[&first, &second]).round().await;
    assert!(
        visits.iter().all(|visit| visit.n_accepted == 1),
        "{visits:?}"
    );
}

#[tokio::test]
async fn an_ente_that_hangs_keeps_nobody_waiting() {
    let mut world = World::new().await;
    world.limits.at_once = 2;
    let slow = FakeEnte::start("L219", insertions("L219", 1, 2)).await;
    let fast = FakeEnte::start("H501", insertions("H501", 1, 2)).await;
    let late = FakeEnte::start("F205", insertions("F205", 1, 2)).await;
    slow.script([Answer::Hang]);
    let mut hanging = slow.hanging();
    let world = Arc::new(world);
    let collector = world.collector(&[&slow, &fast, &late]);
    let round = tokio::spawn(async move { collector.round().await });
    hanging.changed().await.expect("the ente is there");
    // While the first call to the slow one hangs, the two others are visited to their ends.
    for ente in [&fast, &late] {
        while ente.outcomes().len() < 2 {
            tokio::task::yield_now().await;
        }
    }
    assert!(!round.is_finished());
    slow.let_go();
    let visits = round.await.expect("a round");
    assert!(
        visits
            .iter()
            .all(|visit| visit.n_delivered == 2 && visit.fault.is_none()),
        "{visits:?}"
    );
}

#[tokio::test]
async fn two_collectors_of_one_observatory_read_each_flow_once() {
    on_both(two_collectors).await;
}

async fn two_collectors(mut world: World) {
    world.limits.page_size = 2;
    let ente = FakeEnte::start("L219", insertions("L219", 1, 40)).await;
    let (first, second) = (world.collector(&[&ente]), world.collector(&[&ente]));
    let (first, second) = tokio::join!(first.round(), second.round());
    let visits: Vec<_> = first.into_iter().chain(second).collect();
    assert!(
        visits.iter().all(|visit| visit.fault.is_none()),
        "{visits:?}"
    );
    let n_accepted: u64 = visits.iter().map(|visit| visit.n_accepted).sum();
    assert_eq!(n_accepted, 40);
    assert_eq!(world.stamps("L219").await, (1..=40).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_ente_that_failed_comes_last_in_the_next_round() {
    let mut world = World::new().await;
    world.limits.at_once = 1;
    let bad = FakeEnte::start("L219", insertions("L219", 1, 2)).await;
    let good = FakeEnte::start("H501", insertions("H501", 1, 2)).await;
    bad.script([Answer::Status(404, None), Answer::Hang]);
    let mut hanging = bad.hanging();
    let collector = world.collector(&[&bad, &good]);
    let visits = collector.round().await;
    assert_eq!(visits[0].code, "L219");
    assert!(
        visits[0].fault.is_some() && visits[1].fault.is_none(),
        "{visits:?}"
    );
    good.publish(insertions("H501", 3, 3));
    let round = tokio::spawn(async move { collector.round().await });
    hanging.changed().await.expect("the ente is there");
    assert_eq!(
        good.outcomes().len(),
        3,
        "visited before the one that hangs"
    );
    bad.let_go();
    let visits = round.await.expect("a round");
    assert!(
        visits.iter().all(|visit| visit.fault.is_none()),
        "{visits:?}"
    );
}
