//! A visit that ends anywhere: dropped at each of its steps in turn, as a killed process is, nothing
//! is lost and nothing is there twice.

use std::future::Future;
use std::pin::pin;
use std::task::Poll;

use serde_json::Value;

use crate::fake_ente::FakeEnte;
use crate::flows::{NINE, benefit};
use crate::world::{World, observed, on_both};

/// Drives `future` for so many steps and drops it; what it gave, if it came to its end before.
async fn cut_after<F: Future>(n_steps: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut n_left = n_steps;
    std::future::poll_fn(|context| {
        if n_left == 0 {
            return Poll::Ready(None);
        }
        n_left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            // What is ready by now is polled again at once: each step is one.
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Insertions, and cancellations of some of them.
fn flows() -> Vec<Value> {
    (1..=12)
        .map(|n| match n % 4 {
            0 => benefit("L219", n, "C", 100 + n - 1),
            _ => benefit("L219", n, "I", 100 + n),
        })
        .collect()
}

#[tokio::test]
async fn a_visit_may_end_at_any_step() {
    on_both(cut_at_every_step).await;
}

async fn cut_at_every_step(mut world: World) {
    world.limits.page_size = 3;
    let ente = FakeEnte::start("L219", flows()).await;
    let mut n_cut = 0;
    for n_steps in 1.. {
        // Each time a new collector, that knows nothing but what is stored.
        let collector = world.collector(&[&ente]);
        let visit = cut_after(n_steps, collector.visit(&observed(&ente))).await;
        let Some(visit) = visit else {
            n_cut += 1;
            continue;
        };
        assert_eq!(visit.fault, None);
        break;
    }
    // How many there are depends on how busy the machine is: what is ready at once is one step.
    assert!(n_cut > 5, "only {n_cut} steps were cut");
    agrees(&world, &ente).await;
}

#[tokio::test]
async fn a_visit_may_end_at_the_same_step_again_and_again() {
    for n_steps in [40, 60, 80, 120] {
        on_both(async |world| cut_again_and_again(world, n_steps).await).await;
    }
}

async fn cut_again_and_again(mut world: World, n_steps: usize) {
    world.limits.page_size = 3;
    let ente = FakeEnte::start("L219", flows()).await;
    for n_more in 0..200 {
        let collector = world.collector(&[&ente]);
        let visit = cut_after(n_steps + n_more, collector.visit(&observed(&ente))).await;
        if visit.is_some_and(|visit| visit.fault.is_none()) {
            break;
        }
    }
    agrees(&world, &ente).await;
}

/// Whether the store holds each flow once, as one visit without a cut would have left it, and the
/// ente has every outcome.
async fn agrees(world: &World, ente: &FakeEnte) {
    let flows = world.flows("L219").await;
    let stamps: Vec<_> = flows.iter().map(|flow| flow.ts - NINE).collect();
    assert_eq!(stamps, (1..=12).collect::<Vec<_>>());
    assert!(flows.iter().all(|flow| flow.outcome.is_accepted()));
    let in_force: Vec<_> = flows
        .iter()
        .filter(|flow| flow.is_in_force)
        .map(|flow| flow.ts - NINE)
        .collect();
    assert_eq!(in_force, [1, 2, 5, 6, 9, 10]);
    assert!(flows.iter().all(|flow| flow.delivered_at.is_some()));
    let outcomes = ente.outcomes();
    for flow in &flows {
        let of_flow: Vec<_> = outcomes
            .iter()
            .filter(|outcome| outcome["id_flusso"] == flow.name.as_str())
            .collect();
        assert!(!of_flow.is_empty(), "{} has no outcome", flow.name);
        assert!(of_flow.iter().all(|outcome| outcome == &of_flow[0]));
    }
    let line = world.line("L219").await;
    assert_eq!((line.n_to_deliver, line.since), (0, NINE + 12));
}
