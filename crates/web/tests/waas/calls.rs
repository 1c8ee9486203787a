//! Addresses, methods, rates: what every call meets.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Request, StatusCode};
use hyper::body::Frame;

use crate::support::Service;

const METHODS: [&str; 9] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY",
];

#[tokio::test]
async fn every_address_has_its_methods() {
    let service = Service::open().await;
    for (path, allowed) in [
        ("/waas/v1/flussi?since=0", "GET, HEAD"),
        ("/waas/v1/esiti", "POST"),
        ("/waas/v1/status", "GET, HEAD"),
    ] {
        for method in METHODS {
            if allowed.split(", ").any(|one| one == method) {
                let answer = service.call(method, path).await;
                assert_ne!(
                    answer.status,
                    StatusCode::METHOD_NOT_ALLOWED,
                    "{method} {path}"
                );
                continue;
            }
            // With a voucher or without.
            let plain = Request::builder()
                .method(method)
                .uri(path)
                .body(Body::empty());
            let plain = service.send(plain.expect("a request")).await;
            for answer in [service.call(method, path).await, plain] {
                if method != "HEAD" {
                    answer.problem(StatusCode::METHOD_NOT_ALLOWED);
                }
                assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
                assert_eq!(answer.header("allow"), allowed, "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn there_are_no_other_addresses() {
    let service = Service::open().await;
    for path in [
        "/",
        "/waas",
        "/waas/v1",
        "/waas/v1/",
        "/waas/v1/flussi/",
        "/waas/v1/flussi/1",
        "/waas/v1//flussi",
        "/waas/v2/flussi",
        "/WAAS/V1/flussi",
        "/waas/v1/%66lussi%00",
        "/waas/v1/../v1/flussi",
        "/accesso",
        "/record",
    ] {
        for method in METHODS {
            let answer = service.call(method, path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}");
            if method != "HEAD" {
                answer.problem(StatusCode::NOT_FOUND);
            }
        }
    }
}

#[tokio::test]
async fn the_status_is_open_and_tells_nothing() {
    let service = Service::open().await;
    let request = || Request::get("/waas/v1/status").body(Body::empty());
    let plain = service.send(request().expect("a request")).await;
    assert_eq!(plain.problem(StatusCode::OK), "");
    assert_eq!(plain.json().as_object().map(serde_json::Map::len), Some(2));
    assert_eq!(service.call("GET", "/waas/v1/status").await, plain);
    let head = service.call("HEAD", "/waas/v1/status").await;
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn a_consumer_has_so_many_calls_a_minute() {
    let service = Service::open_with(|options| options.requests_per_minute = 3).await;
    let path = "/waas/v1/flussi?since=0&limit=0";
    let rate = async |remaining: &str, reset: &str| {
        let answer = service.call("GET", path).await;
        assert_eq!(answer.header("x-ratelimit-limit"), "3");
        assert_eq!(answer.header("x-ratelimit-remaining"), remaining);
        assert_eq!(answer.header("x-ratelimit-reset"), reset);
        answer
    };
    assert_eq!(rate("2", "60").await.status, StatusCode::OK);
    service.clock.step(20);
    assert_eq!(rate("1", "40").await.status, StatusCode::OK);
    // Whoever has no voucher spends nobody's calls, nor does the status.
    let stranger = Request::get(path).body(Body::empty()).expect("a request");
    assert_eq!(
        service.send(stranger).await.status,
        StatusCode::UNAUTHORIZED
    );
    service.call("GET", "/waas/v1/status").await;
    // A call that is refused for what it says is a call.
    let answer = service.call("POST", "/waas/v1/esiti").await;
    answer.problem(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(answer.header("x-ratelimit-remaining"), "0");
    let answer = rate("0", "40").await;
    answer.problem(StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "40");
    service.clock.step(40);
    assert_eq!(rate("2", "60").await.status, StatusCode::OK);
}

/// A body that never comes.
struct Silence;

impl HttpBody for Silence {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Pending
    }
}

fn silent_post(service: &Service) -> Request<Body> {
    service
        .request("POST", "/waas/v1/esiti")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::new(Silence))
        .expect("a request")
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let service =
        Service::open_with(|options| options.body_timeout = Duration::from_millis(1)).await;
    let answer = service.send(silent_post(&service)).await;
    answer.problem(StatusCode::REQUEST_TIMEOUT);
}

#[tokio::test]
async fn more_than_there_is_room_for_are_asked_to_come_again() {
    let service = Service::open_with(|options| options.max_concurrent = 1).await;
    // The keys are there, so that the first poll of the call reaches its body.
    service
        .verifier
        .load_keys("2026-11-23T08:00:00Z".parse().expect("a time"))
        .await;
    let mut waiting = Box::pin(service.send(silent_post(&service)));
    let begun = futures_poll_once(waiting.as_mut()).await;
    assert!(begun.is_none());
    let answer = service.call("GET", "/waas/v1/status").await;
    answer.problem(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), "1");
    drop(waiting);
    let answer = service.call("GET", "/waas/v1/status").await;
    assert_eq!(answer.status, StatusCode::OK);
}

/// What `future` gives at its first poll, if anything.
async fn futures_poll_once<F: Future>(mut future: Pin<&mut F>) -> Option<F::Output> {
    std::future::poll_fn(|context| {
        Poll::Ready(match future.as_mut().poll(context) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        })
    })
    .await
}
