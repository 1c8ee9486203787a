//! The client assertion by which a fruitore asks the PDND for a voucher.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use jiff::Timestamp;
use ring::rand::{SecureRandom, SystemRandom};
use serde::Serialize;

use crate::signing_key::SigningKey;

/// How long an assertion is good, in seconds: for the one request that it is made for.
const GOOD_FOR_SECONDS: i64 = 120;

#[derive(Serialize)]
struct Header<'a> {
    kid: &'a str,
    alg: &'a str,
    typ: &'a str,
}

/// The claims that the PDND takes. `nbf` is not among them: it refuses an assertion that has it (its
/// error 015-0008). Source: PDND Interoperabilità, manuale operativo, «Utilizzare i voucher», FAQ.
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    jti: String,
    iat: i64,
    exp: i64,
    #[serde(rename = "purposeId")]
    purpose_id: &'a str,
}

/// Who asks, and whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) client_id: &'a str,
    pub(crate) key_id: &'a str,
    pub(crate) audience: &'a str,
    pub(crate) purpose_id: &'a str,
}

/// An assertion good from `now` on; nothing when the system has no randomness.
pub(crate) fn make(asking: Asking, key: &SigningKey, now: Timestamp) -> Option<String> {
    let header = Header {
        kid: asking.key_id,
        alg: "RS256",
        typ: "JWT",
    };
    let iat = now.as_second();
    let claims = Claims {
        iss: asking.client_id,
        sub: asking.client_id,
        aud: asking.audience,
        jti: unique_id()?,
        iat,
        exp: iat + GOOD_FOR_SECONDS,
        purpose_id: asking.purpose_id,
    };
    let signed = format!("{}.{}", encode(&header), encode(&claims));
    let signature = key.sign(signed.as_bytes())?;
    Some(format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature)))
}

fn encode(part: &impl Serialize) -> String {
    let json = serde_json::to_vec(part).expect("texts and numbers can be written");
    BASE64URL_NOPAD.encode(&json)
}

/// A random UUID. Source: RFC 9562 §5.4.
fn unique_id() -> Option<String> {
    let mut bytes = [0; 16];
    SystemRandom::new().fill(&mut bytes).ok()?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = HEXLOWER.encode(&bytes);
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    Some(parts.join("-"))
}
