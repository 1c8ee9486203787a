//! What a voucher must say, and the edges of its time.

use pas_domain::voucher::VoucherEvidence;
use pas_pdnd::{Refusal, VerifierConfig};
use serde_json::{Value, json};

use crate::world::{AUDIENCE, CONSUMER, ESERVICE, NOW, PRODUCER, PURPOSE, World, at};

/// Whether a voucher with `claims` changed (`None`: taken out) is taken at the world's moment.
async fn check(world: &World, claims: &[(&str, Option<Value>)], expected: Option<Refusal>) {
    let mut voucher = world.voucher();
    for (name, value) in claims {
        voucher = match value {
            Some(value) => voucher.claim(name, value.clone()),
            None => voucher.without_claim(name),
        };
    }
    let found = world.verify(&voucher.sign()).await;
    assert_eq!(found.err(), expected, "{claims:?}");
}

fn second(offset: i64) -> Value {
    json!(at(offset).as_second())
}

#[tokio::test]
async fn a_good_voucher_leaves_its_evidence() {
    let world = World::new().await;
    let token = world.voucher().claim("jti", json!("one")).sign();
    let expected = VoucherEvidence {
        key_id: world.authority.key().kid().to_owned(),
        token_id: "one".to_owned(),
        issuer: world.authority.issuer().to_owned(),
        consumer_id: CONSUMER.to_owned(),
        purpose_id: PURPOSE.to_owned(),
        issued_at: NOW,
        expires_at: at(600),
    };
    assert_eq!(world.verify(&token).await, Ok(expected.clone()));
    // The same again: a voucher is good as long as it is good.
    assert_eq!(world.verify(&token).await, Ok(expected));
}

#[tokio::test]
async fn the_audience_is_ours_to_the_letter() {
    let world = World::new().await;
    let malformed = Some(Refusal::Malformed("aud"));
    for (value, expected) in [
        (json!([AUDIENCE]), None),
        (json!(["https://other.example.it", AUDIENCE]), None),
        (json!(format!("{AUDIENCE}/")), Some(Refusal::Audience)),
        (json!(AUDIENCE.to_uppercase()), Some(Refusal::Audience)),
        (
            json!("https://collaudo.ente.example.it/waas/v1"),
            Some(Refusal::Audience),
        ),
        (json!(["https://other.example.it"]), Some(Refusal::Audience)),
        (json!([]), Some(Refusal::Audience)),
        (json!(""), Some(Refusal::Audience)),
        (json!([AUDIENCE, 7]), malformed),
        (json!([[AUDIENCE]]), malformed),
        (json!({ "0": AUDIENCE }), malformed),
        (json!(null), malformed),
    ] {
        check(&world, &[("aud", Some(value))], expected).await;
    }
}

#[tokio::test]
async fn issuer_and_parties_are_the_configured_ones() {
    let world = World::with(|config| {
        config.producer_id = Some(PRODUCER.to_owned());
        config.eservice_ids = vec!["other".to_owned(), ESERVICE.to_owned()];
    })
    .await;
    let malformed = |name| Some(Refusal::Malformed(name));
    for (name, value, expected) in [
        ("iss", json!("uat.pdnd.example.it"), Some(Refusal::Issuer)),
        ("iss", json!("PDND.example.it"), Some(Refusal::Issuer)),
        ("iss", json!(["pdnd.example.it"]), malformed("iss")),
        ("consumerId", json!("another"), Some(Refusal::Consumer)),
        ("consumerId", json!([CONSUMER]), malformed("consumerId")),
        ("producerId", json!("another"), Some(Refusal::Producer)),
        ("eserviceId", json!("another"), Some(Refusal::Eservice)),
        ("purposeId", json!("another"), Some(Refusal::Purpose)),
        ("purposeId", json!(true), malformed("purposeId")),
        ("jti", json!(""), malformed("jti")),
        ("jti", json!(12), malformed("jti")),
        ("jti", json!("a\nb"), malformed("jti")),
        ("jti", json!("è"), malformed("jti")),
        ("jti", json!("j".repeat(257)), malformed("jti")),
        ("cnf", json!({ "jkt": "thumbprint" }), Some(Refusal::Bound)),
        ("cnf", json!(null), Some(Refusal::Bound)),
        ("descriptorId", json!("whichever"), None),
        ("somethingElse", json!({ "deep": [1.5, "è"] }), None),
    ] {
        check(&world, &[(name, Some(value))], expected).await;
    }
    for name in [
        "iss",
        "aud",
        "consumerId",
        "producerId",
        "eserviceId",
        "purposeId",
        "jti",
    ] {
        check(&world, &[(name, None)], Some(Refusal::Missing(name))).await;
    }
}

#[tokio::test]
async fn where_nothing_is_configured_nothing_is_asked() {
    let world = World::with(|config| config.purpose_ids.clear()).await;
    for name in ["producerId", "eserviceId", "purposeId", "nbf"] {
        check(&world, &[(name, None)], None).await;
    }
    check(&world, &[("purposeId", Some(json!("any")))], None).await;
    let wrong = Some(Refusal::Malformed("purposeId"));
    check(&world, &[("purposeId", Some(json!(5)))], wrong).await;
    let token = world.voucher().without_claim("purposeId").sign();
    assert_eq!(world.verify(&token).await.unwrap().purpose_id, "");
}

#[tokio::test]
async fn time_has_the_edges_of_the_skew() {
    let world = World::new().await;
    for (name, offset, expected) in [
        ("exp", 1, None),
        ("exp", 0, None),
        ("exp", -59, None),
        ("exp", -60, Some(Refusal::Expired)),
        ("exp", -61, Some(Refusal::Expired)),
        ("nbf", 59, None),
        ("nbf", 60, None),
        ("nbf", 61, Some(Refusal::NotYet)),
        ("iat", 59, None),
        ("iat", 60, None),
        ("iat", 61, Some(Refusal::IssuedInFuture)),
        ("iat", -86_400, None),
        ("iat", -86_401, Some(Refusal::TooOld)),
    ] {
        check(&world, &[(name, Some(second(offset)))], expected).await;
    }
}

#[tokio::test]
async fn skew_and_age_are_the_configured_ones() {
    type Change = fn(&mut VerifierConfig);
    let cases: [(Change, &str, i64, Option<Refusal>); 8] = [
        (|c| c.skew_seconds = 0, "exp", 1, None),
        (|c| c.skew_seconds = 0, "exp", 0, Some(Refusal::Expired)),
        (|c| c.skew_seconds = 0, "nbf", 1, Some(Refusal::NotYet)),
        (
            |c| c.skew_seconds = 0,
            "iat",
            1,
            Some(Refusal::IssuedInFuture),
        ),
        (|c| c.skew_seconds = 300, "exp", -299, None),
        (|c| c.skew_seconds = 300, "nbf", 301, Some(Refusal::NotYet)),
        (|c| c.max_age_seconds = 100, "iat", -100, None),
        (
            |c| c.max_age_seconds = 100,
            "iat",
            -101,
            Some(Refusal::TooOld),
        ),
    ];
    for (change, name, offset, expected) in cases {
        let world = World::with(change).await;
        check(&world, &[(name, Some(second(offset)))], expected).await;
    }
}

#[tokio::test]
async fn times_are_whole_seconds() {
    let world = World::new().await;
    let text = NOW.as_second().to_string();
    for name in ["exp", "nbf", "iat"] {
        for value in [
            json!(text),
            json!(null),
            json!([NOW.as_second()]),
            json!(1.5e9),
            json!(-1),
            json!(i64::MAX),
            json!(u64::MAX),
            json!(253_402_300_800_i64),
        ] {
            let expected = Some(Refusal::Malformed(name));
            check(&world, &[(name, Some(value))], expected).await;
        }
    }
    check(&world, &[("exp", None)], Some(Refusal::Missing("exp"))).await;
    check(&world, &[("iat", None)], Some(Refusal::Missing("iat"))).await;
    check(&world, &[("iat", Some(json!(0)))], Some(Refusal::TooOld)).await;
}

#[tokio::test]
async fn claims_that_can_be_read_two_ways_are_not_read() {
    let world = World::new().await;
    let good = world.voucher().claims_json();
    let inside = &good[1..good.len() - 1];
    for claims in [
        format!(r#"{{"consumerId":"another",{inside}}}"#),
        format!(r#"{{{inside},"iss":"pdnd.example.it"}}"#),
        format!(r#"{{{inside},"digest":{{"alg":"a","alg":"b"}}}}"#),
        format!(r#"{{{inside},"n":1e999}}"#),
        format!("[{good}]"),
        format!("{good}{good}"),
        format!("{good}\0"),
        format!("{{{inside},\"x\":{}", "[".repeat(2_000)),
        String::new(),
        "null".to_owned(),
        format!("\u{feff}{good}"),
    ] {
        let token = world.voucher().raw_claims(claims.as_bytes()).sign();
        assert_eq!(
            world.verify(&token).await.err(),
            Some(Refusal::Claims),
            "{claims}"
        );
    }
    let latin = [good.as_bytes(), b"\xe8"].concat();
    let token = world.voucher().raw_claims(&latin).sign();
    assert_eq!(world.verify(&token).await.err(), Some(Refusal::Claims));
}
