//! Keys over the network: kept, renewed, missed, asked for once by many.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use pas_authority::{Fault, SigningKey};
use pas_pdnd::{KeyFailure, Refusal, Verifier, VerifierConfig};
use serde_json::json;

use crate::world::{AUDIENCE, CONSUMER, NOW, World, at};

#[tokio::test]
async fn keys_are_asked_for_once_and_kept_five_minutes() {
    let world = World::new().await;
    assert_eq!(world.authority.n_key_requests(), 0);
    for (second, n_requests) in [(0, 1), (0, 1), (299, 1), (300, 2), (301, 2), (600, 3)] {
        let token = world.authority.voucher(at(second)).sign();
        assert!(world.verify_at(&token, at(second)).await.is_ok());
        assert_eq!(
            world.authority.n_key_requests(),
            n_requests,
            "second {second}"
        );
    }
}

#[tokio::test]
async fn cache_control_counts_within_five_minutes_and_a_day() {
    for (said, good_for) in [
        (None, 300),
        (Some("no-store"), 300),
        (Some("max-age=10"), 300),
        (Some("public, MAX-AGE=3600, must-revalidate"), 3_600),
        (Some("max-age=31536000"), 86_400),
        (Some("max-age=99999999999999999999"), 300),
        (Some("max-age=soon"), 300),
    ] {
        let world = World::with(|config| config.max_age_seconds = 1_000_000).await;
        world.authority.set_cache_control(said);
        let token = world.voucher().lasting(1_000_000).sign();
        for (second, n_requests) in [(0, 1), (good_for - 1, 1), (good_for, 2)] {
            assert!(world.verify_at(&token, at(second)).await.is_ok());
            assert_eq!(
                world.authority.n_key_requests(),
                n_requests,
                "{said:?} at {second}"
            );
        }
    }
}

#[tokio::test]
async fn a_new_key_is_found_and_the_old_one_no_longer_holds() {
    let world = World::new().await;
    let old = world.voucher().lasting(86_400).sign();
    assert!(world.verify(&old).await.is_ok());
    world.authority.rotate();
    let new = world.voucher().sign();

    // Within the minute nobody asks again, and the stale set decides.
    assert_eq!(
        world.verify_at(&new, at(59)).await.err(),
        Some(Refusal::UnknownKey)
    );
    assert!(world.verify_at(&old, at(59)).await.is_ok());
    assert_eq!(world.authority.n_key_requests(), 1);

    assert!(world.verify_at(&new, at(60)).await.is_ok());
    assert_eq!(world.authority.n_key_requests(), 2);
    assert_eq!(
        world.verify_at(&old, at(61)).await.err(),
        Some(Refusal::UnknownKey)
    );
    assert_eq!(world.authority.n_key_requests(), 2);
}

#[tokio::test]
async fn an_outage_is_survived_with_the_last_good_keys() {
    for fault in [Fault::Down, Fault::Garbage, Fault::Huge, Fault::Redirect] {
        let world = World::new().await;
        let token = world.voucher().lasting(80_000).sign();
        assert!(world.verify(&token).await.is_ok());
        world.authority.set_fault(Some(fault));

        for (second, n_requests) in [(300, 2), (301, 2), (359, 2), (360, 3), (70_000, 4)] {
            assert!(
                world.verify_at(&token, at(second)).await.is_ok(),
                "{fault:?}"
            );
            assert_eq!(
                world.authority.n_key_requests(),
                n_requests,
                "{fault:?} at {second}"
            );
        }
        let state = world.verifier.key_state();
        assert_eq!(state.loaded_at, Some(NOW));
        assert_eq!(state.failing.unwrap().since, at(300));

        world.authority.set_fault(None);
        assert!(world.verify_at(&token, at(70_060)).await.is_ok());
        let state = world.verifier.key_state();
        assert_eq!((state.loaded_at, state.n_keys), (Some(at(70_060)), 1));
        assert!(state.failing.is_none());
    }
}

#[tokio::test]
async fn without_keys_everything_is_refused_until_they_come() {
    let world = World::new().await;
    world.authority.set_fault(Some(Fault::Down));
    let token = world.voucher().sign();
    for (second, n_requests) in [(0, 1), (4, 1), (5, 2)] {
        let found = world.verify_at(&token, at(second)).await;
        assert_eq!(found.err(), Some(Refusal::NoKeys));
        assert_eq!(
            world.authority.n_key_requests(),
            n_requests,
            "second {second}"
        );
    }
    world.authority.set_fault(None);
    assert!(world.verify_at(&token, at(10)).await.is_ok());
}

#[tokio::test]
async fn an_empty_set_withdraws_every_key() {
    let world = World::new().await;
    let token = world.voucher().sign();
    assert!(world.verify(&token).await.is_ok());
    world.authority.publish(Vec::new());
    let found = world.verify_at(&token, at(300)).await;
    assert_eq!(found.err(), Some(Refusal::UnknownKey));
}

#[tokio::test]
async fn nobody_there_is_said_in_words() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/jwks.json", listener.local_addr().unwrap());
    drop(listener);
    let config = VerifierConfig::new("pdnd.example.it", AUDIENCE, &url, CONSUMER);
    let verifier = Verifier::new(config).unwrap();
    let untried = verifier.key_state().to_string();
    assert_eq!(untried, "le chiavi della PDND non sono mai state lette");

    let state = verifier.load_keys(NOW).await;
    let failing = state.failing.clone().unwrap();
    assert_eq!(
        (failing.since, failing.why),
        (NOW, KeyFailure::Unreachable(url))
    );
    assert!(state.to_string().contains("non risponde"), "{state}");

    let world = World::new().await;
    let state = world.verifier.load_keys(NOW).await;
    assert!(state.failing.is_none());
    assert!(
        state.to_string().starts_with("una chiave della PDND"),
        "{state}"
    );
    world.authority.set_fault(Some(Fault::Down));
    let state = world.verifier.load_keys(NOW).await;
    assert!(state.to_string().contains("503"), "{state}");
}

#[tokio::test]
async fn a_clock_that_was_set_back_asks_again() {
    let world = World::new().await;
    let token = world.authority.voucher(at(-7_200)).sign();
    assert!(world.verify_at(&world.voucher().sign(), NOW).await.is_ok());
    assert!(world.verify_at(&token, at(-7_200)).await.is_ok());
    assert_eq!(world.authority.n_key_requests(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_calls_with_an_unknown_key_ask_once() {
    let world = Arc::new(World::new().await);
    assert!(world.verify(&world.voucher().sign()).await.is_ok());
    assert_eq!(world.authority.n_key_requests(), 1);

    let forged = world.voucher().header("kid", json!("nobody's")).sign();
    assert_eq!(
        ask_at_once(&world, &forged, 60).await,
        [Err(Refusal::UnknownKey); 100]
    );
    assert_eq!(world.authority.n_key_requests(), 2);

    world.authority.rotate();
    let token = world.voucher().sign();
    assert_eq!(ask_at_once(&world, &token, 121).await, [Ok(()); 100]);
    assert_eq!(world.authority.n_key_requests(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_first_calls_ask_once() {
    let world = Arc::new(World::new().await);
    let token = world.voucher().sign();
    assert_eq!(ask_at_once(&world, &token, 0).await, [Ok(()); 100]);
    assert_eq!(world.authority.n_key_requests(), 1);
}

async fn ask_at_once(world: &Arc<World>, token: &str, second: i64) -> Vec<Result<(), Refusal>> {
    let mut calls = tokio::task::JoinSet::new();
    for call in 0..100 {
        let (world, token) = (Arc::clone(world), token.to_owned());
        // No two calls come at quite the same time, nor in the order of their times.
        let now = at(second) + SignedDuration::from_millis(call * 37 % 100);
        calls.spawn(async move { world.verify_at(&token, now).await.map(|_| ()) });
    }
    calls.join_all().await
}

/// Whoever hangs up while the keys are on their way does not take them from the others.
#[tokio::test]
async fn a_caller_who_hangs_up_does_not_stop_the_keys() {
    use std::future::Future;
    use std::task::{Context, Poll, Waker};

    let world = World::new().await;
    let token = world.voucher().sign();
    {
        let mut call = Box::pin(world.verify(&token));
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(call.as_mut().poll(&mut context), Poll::Pending);
    }
    let arrival = async {
        while world.verifier.key_state().loaded_at.is_none() {
            tokio::task::yield_now().await;
        }
    };
    let arrived = tokio::time::timeout(Duration::from_secs(30), arrival).await;
    assert!(arrived.is_ok(), "the keys left with their caller");
    assert!(world.verify(&token).await.is_ok());
    assert_eq!(world.authority.n_key_requests(), 1);
}

#[tokio::test]
async fn a_key_of_the_wrong_owner_is_not_fetched_from_where_the_token_says() {
    let world = World::new().await;
    let stranger = SigningKey::from_seed(99);
    let voucher = world
        .voucher()
        .header("kid", json!(stranger.kid()))
        .header("jwk", stranger.jwk());
    let found = world.verify(&voucher.sign_by(&stranger)).await;
    assert_eq!(found.err(), Some(Refusal::UnknownKey));
}
