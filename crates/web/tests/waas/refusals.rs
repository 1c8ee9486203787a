//! Calls whose voucher does not hold: one answer for all, and nothing told.

use axum::body::Body;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, Request, StatusCode};
use jiff::SignedDuration;
use pas_app::clock::Clock;
use pas_authority::SigningKey;

use crate::support::{Answer, Service};

/// Every call that asks for a voucher.
const CALLS: [(&str, &str); 6] = [
    ("GET", "/waas/v1/flussi?since=0"),
    ("HEAD", "/waas/v1/flussi?since=0"),
    ("GET", "/waas/v1/flussi"),
    ("GET", "/waas/v1/flussi?since=x&limit=1000"),
    ("POST", "/waas/v1/esiti"),
    ("POST", "/waas/v1/esiti?a=b"),
];

/// The values of all `Authorization` headers of a call that is to be refused, with a name.
type Case = (&'static str, Vec<Vec<u8>>);

/// Headers that carry no voucher as they should.
fn bad_headers(service: &Service) -> Vec<Case> {
    let good = service.voucher().sign();
    let bearer = service.bearer().into_bytes();
    let long = service.voucher().claim("altro", "a".repeat(9000).into());
    let text = |value: String| vec![value.into_bytes()];
    vec![
        ("none", vec![]),
        ("empty", vec![b"".to_vec()]),
        ("twice", vec![bearer.clone(), bearer.clone()]),
        ("two schemes", vec![bearer, b"Basic eDp5".to_vec()]),
        ("two in one", text(format!("Bearer {good}, Bearer {good}"))),
        ("basic", vec![b"Basic eDp5".to_vec()]),
        ("dpop", text(format!("DPoP {good}"))),
        ("no token", vec![b"Bearer".to_vec()]),
        ("blank token", vec![b"Bearer ".to_vec()]),
        ("no scheme", text(good)),
        ("not ASCII", vec![b"Bearer \xff\xfe".to_vec()]),
        ("8 KB", text(format!("Bearer {}", "a".repeat(8192)))),
        ("8 KB of a voucher", text(format!("Bearer {}", long.sign()))),
    ]
}

/// Vouchers that do not hold.
fn bad_vouchers(service: &Service) -> Vec<Case> {
    let now = service.clock.now();
    let ago = |seconds| now - SignedDuration::from_secs(seconds);
    let voucher = || service.voucher();
    let good = voucher().sign();
    let (first, last) = good.split_at(good.len() - 4);
    let other = if last == "AAAA" { "BBBB" } else { "AAAA" };
    let tokens = [
        ("changed", format!("{first}{other}")),
        ("unsigned", voucher().unsigned()),
        ("HS256", voucher().sign_with_public_key_as_secret()),
        ("other key", voucher().sign_by(&SigningKey::from_seed(99))),
        (
            "unknown kid",
            voucher().header("kid", "altra".into()).sign(),
        ),
        (
            "other issuer",
            voucher().claim("iss", "uat.example.it".into()).sign(),
        ),
        (
            "other audience",
            voucher().audience("https://altro.example.it").sign(),
        ),
        ("list without us", voucher().audiences(&["a", "b"]).sign()),
        ("expired", voucher().expires_at(ago(61)).sign()),
        ("not yet", voucher().not_before(ago(-61)).sign()),
        ("from the future", voucher().issued_at(ago(-61)).sign()),
        ("other consumer", voucher().consumer("altro").sign()),
        ("other purpose", voucher().purpose("altra").sign()),
        ("no purpose", voucher().without_claim("purposeId").sign()),
    ];
    let cases = tokens.map(|(name, token)| (name, vec![format!("Bearer {token}").into_bytes()]));
    cases.into()
}

async fn call_with(service: &Service, call: (&str, &str), values: &[Vec<u8>]) -> Answer {
    let mut request = Request::builder().method(call.0).uri(call.1);
    for value in values {
        let value = HeaderValue::from_bytes(value).expect("a header");
        request = request.header(AUTHORIZATION, value);
    }
    let request = request.body(Body::from("{}")).expect("a request");
    service.send(request).await
}

#[tokio::test]
async fn every_refusal_is_the_same() {
    let service = Service::open().await;
    let before = service.audit().await.len();
    for call in CALLS {
        let plain = call_with(&service, call, &[]).await;
        if call.0 != "HEAD" {
            assert_eq!(plain.problem(StatusCode::UNAUTHORIZED), "");
        }
        assert_eq!(plain.status, StatusCode::UNAUTHORIZED);
        assert_eq!(plain.header("www-authenticate"), "Bearer");
        assert!(
            plain
                .headers
                .keys()
                .all(|name| !name.as_str().starts_with("x-ratelimit"))
        );
        for (name, values) in [bad_headers(&service), bad_vouchers(&service)].concat() {
            let answer = call_with(&service, call, &values).await;
            assert_eq!(answer, plain, "{name}: {call:?}");
        }
    }
    assert_eq!(service.audit().await.len(), before);
}

#[tokio::test]
async fn the_scheme_is_read_in_any_case_and_the_skew_is_kept() {
    let service = Service::open().await;
    let now = service.clock.now();
    let ago = |seconds| now - SignedDuration::from_secs(seconds);
    for value in [
        service.bearer(),
        format!("bearer {}", service.voucher().sign()),
        format!("Bearer {}", service.voucher().not_before(ago(-59)).sign()),
        format!("Bearer {}", service.voucher().issued_at(ago(-59)).sign()),
        format!("Bearer {}", service.voucher().expires_at(ago(59)).sign()),
    ] {
        let answer = call_with(&service, CALLS[0], &[value.into_bytes()]).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn without_keys_everything_is_refused() {
    let service = Service::open().await;
    service
        .authority
        .set_fault(Some(pas_authority::Fault::Down));
    let answer = service.call("GET", "/waas/v1/flussi?since=0").await;
    assert_eq!(answer.problem(StatusCode::UNAUTHORIZED), "");
}
