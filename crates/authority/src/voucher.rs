//! Vouchers as a test wants them: good ones, odd ones, forged ones.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sha2::Sha256;

use crate::signing_key::SigningKey;

/// A voucher in the making; without further calls it is one that the PDND would issue.
#[derive(Debug, Clone)]
#[must_use = "a voucher in the making is no voucher yet: sign it"]
pub struct VoucherBuilder {
    key: SigningKey,
    header: Map<String, Value>,
    claims: Map<String, Value>,
    raw_header: Option<Vec<u8>>,
    raw_claims: Option<Vec<u8>>,
}

impl VoucherBuilder {
    pub(crate) fn new(key: SigningKey, issuer: &str, number: usize, now: Timestamp) -> Self {
        let now = now.as_second();
        let id = |group: u16| json!(format!("00000000-0000-4000-{group:04x}-000000000001"));
        let header = json!({ "typ": "at+jwt", "alg": "RS256", "kid": key.kid() });
        let claims = json!({
            "iss": issuer,
            "aud": "https://ente.example.it/waas/v1",
            "sub": id(0x8001),
            "client_id": id(0x8001),
            "nbf": now,
            "iat": now,
            "exp": now + 600,
            "jti": format!("00000000-0000-4000-8000-{number:012}"),
            "purposeId": id(0x8002),
            "consumerId": id(0x8003),
            "producerId": id(0x8004),
            "eserviceId": id(0x8005),
            "descriptorId": id(0x8006),
        });
        let members = |value: Value| value.as_object().cloned().unwrap_or_default();
        Self {
            key,
            header: members(header),
            claims: members(claims),
            raw_header: None,
            raw_claims: None,
        }
    }

    /// For whom it is (`aud`).
    pub fn audience(self, audience: &str) -> Self {
        self.claim("aud", json!(audience))
    }

    /// For whom it is, as a list.
    pub fn audiences(self, audiences: &[&str]) -> Self {
        self.claim("aud", json!(audiences))
    }

    /// The client that asked (`client_id` and `sub`).
    pub fn client(self, client_id: &str) -> Self {
        self.claim("client_id", json!(client_id))
            .claim("sub", json!(client_id))
    }

    /// The body that calls (`consumerId`).
    pub fn consumer(self, consumer_id: &str) -> Self {
        self.claim("consumerId", json!(consumer_id))
    }

    /// What for (`purposeId`).
    pub fn purpose(self, purpose_id: &str) -> Self {
        self.claim("purposeId", json!(purpose_id))
    }

    /// When it ends (`exp`).
    pub fn expires_at(self, at: Timestamp) -> Self {
        self.claim("exp", json!(at.as_second()))
    }

    /// How long it is good after its issue, in seconds (`exp`).
    pub fn lasting(self, seconds: i64) -> Self {
        let issued = self.claims.get("iat").and_then(Value::as_i64);
        let expires = issued.unwrap_or_default().saturating_add(seconds);
        self.claim("exp", json!(expires))
    }

    /// When it begins (`nbf`).
    pub fn not_before(self, at: Timestamp) -> Self {
        self.claim("nbf", json!(at.as_second()))
    }

    /// When it was issued (`iat`).
    pub fn issued_at(self, at: Timestamp) -> Self {
        self.claim("iat", json!(at.as_second()))
    }

    /// Any claim.
    pub fn claim(mut self, name: &str, value: Value) -> Self {
        self.claims.insert(name.to_owned(), value);
        self
    }

    /// Without a claim.
    pub fn without_claim(mut self, name: &str) -> Self {
        self.claims.remove(name);
        self
    }

    /// Any member of the header.
    pub fn header(mut self, name: &str, value: Value) -> Self {
        self.header.insert(name.to_owned(), value);
        self
    }

    /// Without a member of the header.
    pub fn without_header(mut self, name: &str) -> Self {
        self.header.remove(name);
        self
    }

    /// These bytes instead of the header.
    pub fn raw_header(mut self, bytes: &[u8]) -> Self {
        self.raw_header = Some(bytes.to_owned());
        self
    }

    /// These bytes instead of the claims.
    pub fn raw_claims(mut self, bytes: &[u8]) -> Self {
        self.raw_claims = Some(bytes.to_owned());
        self
    }

    /// The claims as they stand, in JSON.
    pub fn claims_json(&self) -> String {
        Value::Object(self.claims.clone()).to_string()
    }

    /// The voucher, signed by the authority.
    pub fn sign(&self) -> String {
        self.sign_by(&self.key)
    }

    /// Forged: signed by `key`, in the name of the authority's.
    pub fn sign_by(&self, key: &SigningKey) -> String {
        self.close(|signed| key.sign(signed))
    }

    /// Signed by whatever `sign` does; for algorithms that the authority does not know.
    pub fn sign_with(&self, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
        self.close(sign)
    }

    /// Forged: `alg` none, no signature.
    pub fn unsigned(self) -> String {
        self.header("alg", json!("none")).close(|_| Vec::new())
    }

    /// Forged: HS256, with the public key's PEM as the secret that everybody knows.
    pub fn sign_with_public_key_as_secret(self) -> String {
        let secret = self.key.public_pem();
        self.header("alg", json!("HS256")).close(|signed| {
            let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes());
            let mac = mac.expect("HMAC takes a secret of any length");
            mac.chain_update(signed).finalize().into_bytes().to_vec()
        })
    }

    fn close(&self, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
        let part = |raw: &Option<Vec<u8>>, members: &Map<String, Value>| {
            let bytes = raw.clone();
            let bytes = bytes.unwrap_or_else(|| Value::Object(members.clone()).to_string().into());
            BASE64URL_NOPAD.encode(&bytes)
        };
        let header = part(&self.raw_header, &self.header);
        let claims = part(&self.raw_claims, &self.claims);
        let signed = format!("{header}.{claims}");
        let signature = BASE64URL_NOPAD.encode(&sign(signed.as_bytes()));
        format!("{signed}.{signature}")
    }
}
