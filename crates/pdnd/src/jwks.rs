//! The published keys of the PDND, as far as they are fit to verify a voucher.

use std::collections::BTreeMap;

use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

use crate::jws::{Algorithm, decode, identifier};
use crate::strict_json::{self, Json, Members};

/// Most keys that a set may have.
const MOST_KEYS: usize = 200;

/// A public key that may verify vouchers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PublicKey {
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    P256 { point: Vec<u8> },
}

/// A key of the set. One that is there but unfit is remembered, so that nobody goes looking for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Published {
    Fit(PublicKey),
    Unfit,
}

/// The keys by their `kid`.
#[derive(Debug, Default)]
pub(crate) struct KeySet(BTreeMap<String, Published>);

impl KeySet {
    /// The set in `bytes`, or nothing when they are no JWKS. Keys of other kinds do no harm.
    /// Source: RFC 7517 §5.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let set = strict_json::object(bytes)?;
        let Some(Json::List(listed)) = set.get("keys") else {
            return None;
        };
        if listed.len() > MOST_KEYS {
            return None;
        }
        let mut keys = BTreeMap::new();
        for entry in listed {
            let Json::Object(members) = entry else {
                return None;
            };
            let Some(key_id) = members.get("kid").and_then(identifier) else {
                continue;
            };
            let key = fit(members).map_or(Published::Unfit, Published::Fit);
            // Two different keys under one name: nobody can say which is meant.
            keys.entry(key_id)
                .and_modify(|other: &mut Published| {
                    if *other != key {
                        *other = Published::Unfit;
                    }
                })
                .or_insert(key);
        }
        Some(Self(keys))
    }

    pub(crate) fn get(&self, key_id: &str) -> Option<&Published> {
        self.0.get(key_id)
    }

    /// How many keys can verify a voucher.
    pub(crate) fn n_fit(&self) -> usize {
        let fit = |key: &&Published| matches!(key, Published::Fit(_));
        self.0.values().filter(fit).count()
    }
}

impl PublicKey {
    /// Whether the key is for this algorithm: the token does not choose how a key is read.
    pub(crate) fn is_for(&self, algorithm: Algorithm) -> bool {
        match self {
            Self::Rsa { .. } => algorithm == Algorithm::Rs256,
            Self::P256 { .. } => algorithm == Algorithm::Es256,
        }
    }

    /// Whether `signature` is this key's, over `signed`.
    pub(crate) fn verifies(&self, signed: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Rsa { modulus, exponent } => RsaPublicKeyComponents {
                n: modulus,
                e: exponent,
            }
            .verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
            .is_ok(),
            Self::P256 { point } => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                .verify(signed, signature)
                .is_ok(),
        }
    }
}

/// The key, when its kind, use and size are right. Source: RFC 7518 §6; RFC 8725 §3.5.
fn fit(key: &Members) -> Option<PublicKey> {
    let text = |name| key.get(name).and_then(Json::text);
    let absent_or = |name, wanted| !key.contains_key(name) || text(name) == Some(wanted);
    let verifies = match key.get("key_ops") {
        None => true,
        Some(Json::List(ops)) => ops.iter().any(|op| op.text() == Some("verify")),
        Some(_) => false,
    };
    if !absent_or("use", "sig") || !verifies {
        return None;
    }
    match text("kty")? {
        "RSA" if absent_or("alg", "RS256") => {
            let modulus = decode(text("n")?)?;
            let exponent = decode(text("e")?)?;
            is_strong(&modulus, &exponent).then_some(PublicKey::Rsa { modulus, exponent })
        }
        "EC" if absent_or("alg", "ES256") && text("crv") == Some("P-256") => {
            let (x, y) = (decode(text("x")?)?, decode(text("y")?)?);
            let whole = x.len() == 32 && y.len() == 32;
            whole.then(|| PublicKey::P256 {
                point: [&[4][..], &x, &y].concat(),
            })
        }
        _ => None,
    }
}

/// A modulus of 2048 to 8192 bits and an odd exponent of 3 to 33 bits, both without leading zeros.
fn is_strong(modulus: &[u8], exponent: &[u8]) -> bool {
    let bits = |number: &[u8]| {
        number
            .first()
            .map_or(0, |first| number.len() * 8 - first.leading_zeros() as usize)
    };
    let plain = |number: &[u8]| number.first().is_some_and(|first| *first != 0);
    let odd = |number: &[u8]| number.last().is_some_and(|last| last % 2 == 1);
    plain(modulus)
        && plain(exponent)
        && odd(modulus)
        && odd(exponent)
        && (2_048..=8_192).contains(&bits(modulus))
        && (2..=33).contains(&bits(exponent))
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64URL_NOPAD;

    use super::*;

    fn modulus(bits: usize) -> String {
        let mut bytes = vec![0xff; bits / 8];
        bytes[0] = 0x80;
        BASE64URL_NOPAD.encode(&bytes)
    }

    #[test]
    fn only_fit_keys_verify() {
        let (good, short) = (modulus(2_048), modulus(2_040));
        for (members, is_fit) in [
            (format!(r#""kty":"RSA","n":"{good}","e":"AQAB""#), true),
            (
                format!(r#""kty":"RSA","n":"{good}","e":"AQAB","use":"sig","alg":"RS256""#),
                true,
            ),
            (
                format!(r#""kty":"RSA","n":"{good}","e":"AQAB","key_ops":["verify"]"#),
                true,
            ),
            (
                format!(r#""kty":"RSA","n":"{good}","e":"AQAB","key_ops":["encrypt"]"#),
                false,
            ),
            (
                format!(r#""kty":"RSA","n":"{good}","e":"AQAB","use":"enc""#),
                false,
            ),
            (
                format!(r#""kty":"RSA","n":"{good}","e":"AQAB","use":7"#),
                false,
            ),
            (
                format!(r#""kty":"RSA","n":"{good}","e":"AQAB","alg":"RS512""#),
                false,
            ),
            (format!(r#""kty":"RSA","n":"{good}","e":"AQ""#), false),
            (format!(r#""kty":"RSA","n":"{good}","e":"AQAA""#), false),
            (format!(r#""kty":"RSA","n":"{good}=","e":"AQAB""#), false),
            (format!(r#""kty":"RSA","n":"{short}","e":"AQAB""#), false),
            (format!(r#""kty":"RSA","n":"AA{short}","e":"AQAB""#), false),
            (format!(r#""kty":"oct","k":"{good}""#), false),
            (format!(r#""n":"{good}","e":"AQAB""#), false),
        ] {
            let set = format!(r#"{{"keys":[{{"kid":"k",{members}}}]}}"#);
            let set = KeySet::read(set.as_bytes()).unwrap();
            assert_eq!(
                *set.get("k").unwrap() != Published::Unfit,
                is_fit,
                "{members}"
            );
            assert_eq!(set.n_fit(), usize::from(is_fit), "{members}");
        }
    }

    #[test]
    fn one_name_means_one_key() {
        let key = |bits| {
            format!(
                r#"{{"kid":"k","kty":"RSA","n":"{}","e":"AQAB"}}"#,
                modulus(bits)
            )
        };
        for (keys, is_fit) in [
            (format!("{},{}", key(2_048), key(2_048)), true),
            (format!("{},{}", key(2_048), key(3_072)), false),
        ] {
            let set = KeySet::read(format!(r#"{{"keys":[{keys}]}}"#).as_bytes()).unwrap();
            assert_eq!(*set.get("k").unwrap() != Published::Unfit, is_fit);
        }
    }

    #[test]
    fn what_is_no_set_is_not_read() {
        for text in [
            "",
            "[]",
            "{}",
            r#"{"keys":{}}"#,
            r#"{"keys":[1]}"#,
            r#"{"keys":[],"keys":[]}"#,
        ] {
            assert!(KeySet::read(text.as_bytes()).is_none(), "{text}");
        }
        let many = vec!["{}"; MOST_KEYS + 1].join(",");
        assert!(KeySet::read(format!(r#"{{"keys":[{many}]}}"#).as_bytes()).is_none());
        assert_eq!(KeySet::read(br#"{"keys":[]}"#).unwrap().n_fit(), 0);
    }
}
