//! A client assertion, judged as strictly as the PDND does.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::authority::Authority;
use crate::registry::Purpose;
use crate::signing_key;

/// How far ahead of ours the clock of whoever asks may be, in seconds.
const SKEW_SECONDS: i64 = 60;

/// The form that asks for a voucher. Source: RFC 7521 §4.2, RFC 6749 §4.4.
#[derive(Deserialize)]
pub(crate) struct Request {
    pub(crate) client_id: String,
    client_assertion: String,
    client_assertion_type: String,
    grant_type: String,
}

/// What a good assertion opens.
pub(crate) struct Granted {
    pub(crate) consumer_id: String,
    pub(crate) purpose: Purpose,
}

/// What is wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("the form does not ask for client credentials with a JWT")]
    Form,
    #[error("the assertion cannot be read, or holds claims that are not allowed")]
    Unreadable,
    #[error("the client is not known")]
    Client,
    #[error("the client has no such key, or the signature is not by it")]
    Signature,
    #[error("issuer, subject or audience are wrong")]
    Names,
    #[error("the assertion is not good at this time")]
    Time,
    #[error("the assertion has been used before")]
    Replay,
    #[error("the purpose is not one of the client's")]
    Purpose,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    kid: String,
    alg: String,
    typ: String,
}

/// The claims that the PDND allows; `nbf` is not one. Source: PDND Interoperabilità, manuale
/// operativo, «Utilizzare i voucher», FAQ.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    jti: String,
    iat: i64,
    exp: i64,
    #[serde(rename = "purposeId")]
    purpose_id: String,
}

/// Whether `request` opens a voucher, and which.
pub(crate) fn check(authority: &Authority, request: &Request) -> Result<Granted, Refusal> {
    if request.grant_type != "client_credentials"
        || request.client_assertion_type != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    {
        return Err(Refusal::Form);
    }
    let parts: Vec<&str> = request.client_assertion.split('.').collect();
    let [header, claims, signature] = parts[..] else {
        return Err(Refusal::Unreadable);
    };
    let signed = format!("{header}.{claims}");
    let header: Header = read(header)?;
    let claims: Claims = read(claims)?;
    let signature = decode(signature)?;
    if header.alg != "RS256" || header.typ != "JWT" {
        return Err(Refusal::Unreadable);
    }
    let audience = authority.assertion_audience();
    let now = authority.now().as_second();
    let mut state = authority.state();
    let mut clients = state.clients.iter();
    let client = clients.find(|client| client.id == request.client_id);
    let client = client.ok_or(Refusal::Client)?;
    let key = client.keys.iter().find(|(kid, _)| *kid == header.kid);
    if !key.is_some_and(|(_, pem)| signing_key::verifies(pem, signed.as_bytes(), &signature)) {
        return Err(Refusal::Signature);
    }
    if claims.iss != client.id || claims.sub != client.id || claims.aud != audience {
        return Err(Refusal::Names);
    }
    if claims.exp <= now || claims.iat > now + SKEW_SECONDS || claims.iat >= claims.exp {
        return Err(Refusal::Time);
    }
    let mut purposes = client.purposes.iter();
    let purpose = purposes.find(|purpose| purpose.id == claims.purpose_id);
    let granted = Granted {
        consumer_id: client.consumer_id.clone(),
        purpose: purpose.cloned().ok_or(Refusal::Purpose)?,
    };
    if state.seen_assertions.insert(claims.jti) {
        Ok(granted)
    } else {
        Err(Refusal::Replay)
    }
}

fn read<T: DeserializeOwned>(part: &str) -> Result<T, Refusal> {
    serde_json::from_slice(&decode(part)?).map_err(|_| Refusal::Unreadable)
}

fn decode(part: &str) -> Result<Vec<u8>, Refusal> {
    BASE64URL_NOPAD
        .decode(part.as_bytes())
        .map_err(|_| Refusal::Unreadable)
}
