//! The call's header and the token's: what stands before any signature.

use pas_pdnd::Refusal;
use serde_json::json;

use crate::world::{NOW, World};

#[tokio::test]
async fn exactly_one_bearer_header_of_a_reasonable_size() {
    let world = World::new().await;
    let token = world.voucher().sign();
    let bearer = format!("Bearer {token}");
    let long = format!("Bearer {}", "a".repeat(8_192 - 6));
    let cases: [(Vec<String>, Option<Refusal>); 15] = [
        (vec![bearer.clone()], None),
        (vec![format!("bearer {token}")], None),
        (vec![format!("BEARER {token}")], None),
        (vec![], Some(Refusal::NoHeader)),
        (
            vec![bearer.clone(), bearer.clone()],
            Some(Refusal::SeveralHeaders),
        ),
        (
            vec![bearer.clone(), String::new()],
            Some(Refusal::SeveralHeaders),
        ),
        (vec![long], Some(Refusal::TooLong)),
        (vec![String::new()], Some(Refusal::Scheme)),
        (vec!["Bearer".to_owned()], Some(Refusal::Scheme)),
        (vec![token.clone()], Some(Refusal::Scheme)),
        (vec![format!("DPoP {token}")], Some(Refusal::Scheme)),
        (vec![format!("Basic {token}")], Some(Refusal::Scheme)),
        (vec![format!("Bearer\t{token}")], Some(Refusal::Scheme)),
        (vec!["Bearer a.b".to_owned()], Some(Refusal::Parts)),
        (vec![format!("{bearer}.x")], Some(Refusal::Parts)),
    ];
    for (headers, expected) in cases {
        let shown: Vec<usize> = headers.iter().map(String::len).collect();
        let found = world.verifier.verify(headers, NOW).await;
        assert_eq!(found.err(), expected, "headers of lengths {shown:?}");
    }
    let bytes: &[u8] = b"Bearer \xff\xfe.a.b";
    let found = world.verifier.verify([bytes], NOW).await;
    assert_eq!(found.err(), Some(Refusal::Scheme));
}

#[tokio::test]
async fn a_header_of_the_largest_size_is_still_read() {
    let world = World::new().await;
    let bytes = format!("Bearer {}", "a".repeat(8_192 - 7));
    assert_eq!(bytes.len(), 8_192);
    let found = world.verifier.verify([bytes], NOW).await;
    assert_eq!(found.err(), Some(Refusal::Parts));
}

#[tokio::test]
async fn a_token_in_pieces_or_padded_is_refused() {
    let world = World::new().await;
    let token = world.voucher().sign();
    let parts: Vec<&str> = token.split('.').collect();
    let [header, claims, signature] = parts[..] else {
        panic!("a token has three parts");
    };
    for (token, expected) in [
        (format!(" {token}"), Refusal::Header),
        (format!("{token} "), Refusal::Signature),
        (
            format!("{header}={}.{claims}.{signature}", "="),
            Refusal::Header,
        ),
        (
            format!("{header}.{claims}=.{signature}"),
            Refusal::Signature,
        ),
        (
            format!("{header}.{claims}.{signature}=="),
            Refusal::Signature,
        ),
        (format!("{header}.{claims}."), Refusal::Signature),
        (format!("{header}..{signature}"), Refusal::Signature),
        (format!(".{claims}.{signature}"), Refusal::Header),
        ("..".to_owned(), Refusal::Header),
        (
            format!("{header}.{claims}.{}", &signature[4..]),
            Refusal::Signature,
        ),
        (format!("{claims}.{header}.{signature}"), Refusal::Algorithm),
    ] {
        assert_eq!(world.verify(&token).await.err(), Some(expected));
    }
}

#[tokio::test]
async fn the_tokens_header_says_what_it_must() {
    let world = World::new().await;
    let good = || world.voucher();
    let cases = [
        (good().header("typ", json!("AT+JWT")), None),
        (good().header("typ", json!("application/at+jwt")), None),
        (
            good().header("jku", json!("https://evil.example.it/jwks")),
            None,
        ),
        (
            good().header("x5u", json!("https://evil.example.it/cert")),
            None,
        ),
        (good().header("typ", json!("JWT")), Some(Refusal::Type)),
        (good().header("typ", json!("dpop+jwt")), Some(Refusal::Type)),
        (good().header("typ", json!(["at+jwt"])), Some(Refusal::Type)),
        (good().without_header("typ"), Some(Refusal::Type)),
        (good().without_header("kid"), Some(Refusal::KeyId)),
        (good().header("kid", json!("")), Some(Refusal::KeyId)),
        (good().header("kid", json!(7)), Some(Refusal::KeyId)),
        (good().header("kid", json!("a b")), Some(Refusal::KeyId)),
        (good().header("kid", json!("chiaveà")), Some(Refusal::KeyId)),
        (
            good().header("kid", json!("k".repeat(257))),
            Some(Refusal::KeyId),
        ),
        (
            good().header("kid", json!("another")),
            Some(Refusal::UnknownKey),
        ),
        (
            good().header("crit", json!(["b64"])),
            Some(Refusal::Critical),
        ),
        (good().header("crit", json!([])), Some(Refusal::Critical)),
        (good().without_header("alg"), Some(Refusal::Algorithm)),
        (
            good().header("alg", json!("rs256")),
            Some(Refusal::Algorithm),
        ),
        (
            good().header("alg", json!("RS512")),
            Some(Refusal::Algorithm),
        ),
        (
            good().header("alg", json!("PS256")),
            Some(Refusal::Algorithm),
        ),
        (
            good().header("alg", json!("ES256")),
            Some(Refusal::Algorithm),
        ),
        (good().raw_header(b"{"), Some(Refusal::Header)),
        (good().raw_header(b"[]"), Some(Refusal::Header)),
        (good().raw_header(b"\xff"), Some(Refusal::Header)),
        (
            good().raw_header(br#"{"alg":"none","alg":"RS256","typ":"at+jwt","kid":"a"}"#),
            Some(Refusal::Header),
        ),
    ];
    for (voucher, expected) in cases {
        let found = world.verify(&voucher.sign()).await;
        assert_eq!(found.err(), expected, "{voucher:?}");
    }
}
