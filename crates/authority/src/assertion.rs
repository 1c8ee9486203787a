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

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::{Value, json};

    use super::*;
    use crate::clock::still;
    use crate::registry::Client;
    use crate::signing_key::SigningKey;

    const NOW: i64 = 1_780_000_000;

    fn authority(client_key: &SigningKey) -> Authority {
        let now = Timestamp::from_second(NOW).unwrap();
        let authority = Authority::new("pdnd.example.it", SigningKey::from_seed(0), still(now));
        authority.register(Client {
            id: "client".to_owned(),
            consumer_id: "consumer".to_owned(),
            keys: vec![("k".to_owned(), client_key.public_pem())],
            purposes: vec![Purpose {
                id: "purpose".to_owned(),
                audience: "https://ente.example.it".to_owned(),
                ..Purpose::default()
            }],
        });
        authority
    }

    fn request(header: &Value, claims: &Value, key: &SigningKey) -> Request {
        let encode = |part: &Value| BASE64URL_NOPAD.encode(part.to_string().as_bytes());
        let signed = format!("{}.{}", encode(header), encode(claims));
        let signature = BASE64URL_NOPAD.encode(&key.sign(signed.as_bytes()));
        Request {
            client_id: "client".to_owned(),
            client_assertion: format!("{signed}.{signature}"),
            client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                .to_owned(),
            grant_type: "client_credentials".to_owned(),
        }
    }

    fn header() -> Value {
        json!({ "kid": "k", "alg": "RS256", "typ": "JWT" })
    }

    fn claims() -> Value {
        json!({
            "iss": "client", "sub": "client", "aud": "auth.pdnd.example.it/client-assertion",
            "jti": "1", "iat": NOW, "exp": NOW + 120, "purposeId": "purpose",
        })
    }

    #[test]
    fn one_thing_wrong_is_enough() {
        let key = SigningKey::from_seed(1_000);
        for (in_claims, name, value, expected) in [
            (true, "iss", json!("client"), None),
            (true, "iss", json!("another"), Some(Refusal::Names)),
            (true, "sub", json!("another"), Some(Refusal::Names)),
            (
                true,
                "aud",
                json!("auth.uat.example.it/client-assertion"),
                Some(Refusal::Names),
            ),
            (
                true,
                "aud",
                json!(["auth.pdnd.example.it"]),
                Some(Refusal::Unreadable),
            ),
            (true, "exp", json!(NOW), Some(Refusal::Time)),
            (true, "iat", json!(NOW + 61), Some(Refusal::Time)),
            (true, "iat", json!("soon"), Some(Refusal::Unreadable)),
            (true, "purposeId", json!("another"), Some(Refusal::Purpose)),
            (true, "nbf", json!(NOW), Some(Refusal::Unreadable)),
            (false, "kid", json!("another"), Some(Refusal::Signature)),
            (false, "alg", json!("HS256"), Some(Refusal::Unreadable)),
            (false, "typ", json!("at+jwt"), Some(Refusal::Unreadable)),
        ] {
            let (mut header, mut claims) = (header(), claims());
            let part = if in_claims { &mut claims } else { &mut header };
            part[name] = value;
            let found = check(&authority(&key), &request(&header, &claims, &key));
            assert_eq!(found.err(), expected, "{name}");
        }
    }

    #[test]
    fn the_form_the_client_and_its_key_are_looked_at() {
        let (key, stranger) = (SigningKey::from_seed(1_000), SigningKey::from_seed(1_001));
        let good = || request(&header(), &claims(), &key);
        let authority = authority(&key);
        let mut password = good();
        password.grant_type = "password".to_owned();
        let mut another = good();
        another.client_id = "another".to_owned();
        let mut cut = good();
        cut.client_assertion.truncate(20);
        for (request, expected) in [
            (password, Some(Refusal::Form)),
            (another, Some(Refusal::Client)),
            (cut, Some(Refusal::Unreadable)),
            (
                request(&header(), &claims(), &stranger),
                Some(Refusal::Signature),
            ),
            (good(), None),
            (good(), Some(Refusal::Replay)),
        ] {
            assert_eq!(check(&authority, &request).err(), expected);
        }
    }
}
