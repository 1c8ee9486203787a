//! The promise of the queue, whatever happens: every flow read once, in order, none lost, and in the
//! end INPS holds exactly what the facts say.

mod event;
mod inps;
mod world;

use proptest::test_runner::{Config, TestCaseError, TestError, TestRng, TestRunner};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

use crate::support::{Home, on_both};

use event::{Event, Facts};
use world::{Town, World};

on_both!(whatever_happens_inps_ends_up_with_what_the_facts_say);

/// Cases on each engine; `PAS_SLOW_TESTS` asks for many more.
fn n_cases() -> u32 {
    let is_slow = std::env::var_os("PAS_SLOW_TESTS").is_some_and(|value| !value.is_empty());
    if is_slow { 200 } else { 24 }
}

async fn whatever_happens_inps_ends_up_with_what_the_facts_say(home: Home) {
    let town = Town::new(home).await;
    let config = Config {
        cases: n_cases(),
        failure_persistence: None,
        ..Config::default()
    };
    // The same cases each time.
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let handle = Handle::current();
    let cases = (event::events(), event::last_facts());
    let outcome = block_in_place(|| {
        runner.run(&cases, |(events, last)| {
            handle.block_on(play(&town, &events, &last));
            Ok::<(), TestCaseError>(())
        })
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(why, (events, last))) => panic!("{why}\n{events:?}\nthen {last:?}"),
        Err(error) => panic!("{error}"),
    }
}

/// Plays a case from an empty queue to the end.
async fn play(town: &Town, events: &[Event], last: &[Facts]) {
    let mut world = World::new(town).await;
    for event in events {
        world.meet(*event).await;
    }
    world.settle(last).await;
    world.assert_kept().await;
}
