//! Forgeries: each is refused, and none by accident.

use pas_authority::{Authority, SigningKey, still};
use pas_pdnd::Refusal;
use serde_json::json;

use crate::world::{NOW, World};

#[tokio::test]
async fn a_forged_voucher_is_refused() {
    let world = World::new().await;
    let other_key = SigningKey::from_seed(77);
    let good = || world.voucher();
    let in_the_header = good().header("jwk", other_key.jwk());
    for (token, expected) in [
        (good().unsigned(), Refusal::Algorithm),
        (
            good().header("alg", json!("None")).sign_with(|_| vec![]),
            Refusal::Algorithm,
        ),
        (good().sign_with_public_key_as_secret(), Refusal::Algorithm),
        (good().sign_by(&other_key), Refusal::Signature),
        (in_the_header.sign_by(&other_key), Refusal::Signature),
        (good().sign_with(|_| vec![0; 256]), Refusal::Signature),
        (good().sign_with(|_| vec![0xff; 256]), Refusal::Signature),
        (good().sign_with(|_| vec![1; 5_000]), Refusal::Signature),
        (good().sign_with(|_| Vec::new()), Refusal::Signature),
    ] {
        assert_eq!(world.verify(&token).await.err(), Some(expected));
    }
}

#[tokio::test]
async fn claims_cannot_be_changed_after_signing() {
    let world = World::new().await;
    let signed = world.voucher().consumer("someone-else").sign();
    let wanted = world.voucher().sign();
    let claims = wanted.split('.').nth(1).unwrap();
    let mut parts: Vec<&str> = signed.split('.').collect();
    parts[1] = claims;
    let found = world.verify(&parts.join(".")).await;
    assert_eq!(found.err(), Some(Refusal::Signature));
}

/// The other environment has other keys and another name; neither opens our door.
#[tokio::test]
async fn environments_do_not_mix() {
    let world = World::new().await;
    let other = Authority::new("uat.pdnd.example.it", SigningKey::from_seed(88), still(NOW));
    let found = world.verify(&other.voucher(NOW).sign()).await;
    assert_eq!(found.err(), Some(Refusal::UnknownKey));

    let same_key = Authority::new("uat.pdnd.example.it", world.authority.key(), still(NOW));
    let found = world.verify(&same_key.voucher(NOW).sign()).await;
    assert_eq!(found.err(), Some(Refusal::Issuer));
}

#[tokio::test]
async fn weak_keys_and_keys_for_other_uses_verify_nothing() {
    let weak = SigningKey::of_size(5, 1_024);
    let world = World::new().await;
    let mut for_encryption = world.authority.key().jwk();
    for_encryption["use"] = json!("enc");
    let mut symmetric = world.authority.key().jwk();
    symmetric["kty"] = json!("oct");
    for (key, jwk) in [
        (weak.clone(), weak.jwk()),
        (world.authority.key(), for_encryption),
        (world.authority.key(), symmetric),
    ] {
        let world = World::new().await;
        world.authority.publish(vec![jwk]);
        let voucher = world.voucher().header("kid", json!(key.kid()));
        let found = world.verify(&voucher.sign_by(&key)).await;
        assert_eq!(found.err(), Some(Refusal::UnfitKey));
    }
}

#[tokio::test]
async fn es256_is_taken_where_it_was_asked_for() {
    use data_encoding::BASE64URL_NOPAD;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};

    let random = SystemRandom::new();
    let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(kind, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(kind, pkcs8.as_ref(), &random).unwrap();
    let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
    let jwk = json!({
        "kid": "ec", "kty": "EC", "crv": "P-256",
        "x": BASE64URL_NOPAD.encode(x), "y": BASE64URL_NOPAD.encode(y),
    });
    let sign = |text: &[u8]| pair.sign(&random, text).unwrap().as_ref().to_vec();
    for (es256, alg, expected) in [
        (true, "ES256", None),
        (false, "ES256", Some(Refusal::Algorithm)),
        // The key decides how it is used, not the token.
        (true, "RS256", Some(Refusal::UnfitKey)),
    ] {
        let world = World::with(|config| config.es256 = es256).await;
        world
            .authority
            .publish(vec![jwk.clone(), world.authority.key().jwk()]);
        let voucher = world
            .voucher()
            .header("kid", json!("ec"))
            .header("alg", json!(alg));
        let found = world.verify(&voucher.sign_with(sign)).await;
        assert_eq!(found.err(), expected, "{alg}");
        assert_eq!(world.verify(&world.voucher().sign()).await.err(), None);
    }
}
