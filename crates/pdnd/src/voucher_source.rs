//! Vouchers for calls of ours: asked of the PDND with a client assertion, kept until they run out.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex as StdMutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use reqwest::header::HeaderValue;
use reqwest::{Client, StatusCode, Url};
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::address;
use crate::assertion::{self, Asking};
use crate::http::{self, HttpError};
use crate::signing_key::{SigningKey, SigningKeyError};

/// How long before its end a voucher is no longer used: it must still be good when it arrives.
const SPARE: SignedDuration = SignedDuration::from_secs(30);

/// Longest voucher that is taken, in bytes.
const LONGEST_VOUCHER: usize = 8_000;

/// The client of ours that asks for vouchers.
///
/// Production: token address `https://auth.interop.pagopa.it/token.oauth2`, audience
/// `auth.interop.pagopa.it/client-assertion`; both stand in the PDND's back office, beside the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherSourceConfig {
    /// Address where vouchers are asked for.
    pub token_url: String,
    /// The client's id.
    pub client_id: String,
    /// Id (`kid`) that the PDND gave to the public key.
    pub key_id: String,
    /// PEM file with the private key, PKCS#1 or PKCS#8, without password.
    pub private_key: PathBuf,
    /// Audience of the client assertion.
    pub audience: String,
}

/// Why there is no voucher.
#[derive(Debug, thiserror::Error)]
pub enum VoucherError {
    #[error("per chiedere i voucher alla PDND manca «{0}»: scrivilo nella configurazione")]
    Empty(&'static str),
    #[error(
        "«token_url» dev'essere un indirizzo https:// (http:// solo verso questa stessa macchina)"
    )]
    Address,
    #[error(transparent)]
    Key(#[from] SigningKeyError),
    #[error(transparent)]
    Http(#[from] HttpError),
    #[error("il sistema non fornisce numeri casuali per firmare la richiesta alla PDND: riprova")]
    Randomness,
    #[error(
        "la PDND non risponde all'indirizzo dei voucher: controlla la rete e il proxy; si riprova da sé"
    )]
    Unreachable,
    #[error("la PDND non è in grado di dare voucher (stato {0}): si riprova da sé")]
    Unavailable(u16),
    #[error(
        "la PDND rifiuta il voucher (stato {status}{code}): controlla nel suo back office client, chiave e finalità, e l'ora di questa macchina"
    )]
    Refused { status: u16, code: RefusalCode },
    #[error(
        "la risposta della PDND alla richiesta del voucher non si capisce: controlla «token_url»"
    )]
    Unreadable,
}

/// The PDND's own code of a refusal (as `015-0008`), when it gave one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusalCode(Option<String>);

impl fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0
            .as_ref()
            .map_or(Ok(()), |code| write!(f, ", errore {code}"))
    }
}

impl VoucherError {
    /// Whether asking again later may help without anybody doing anything.
    pub fn passes(&self) -> bool {
        matches!(
            self,
            Self::Unreachable | Self::Unavailable(_) | Self::Randomness
        )
    }
}

/// A voucher. It is a secret: there is no way to see it but to send it.
#[derive(Clone)]
pub struct Voucher {
    authorization: HeaderValue,
    good_until: Timestamp,
}

impl Voucher {
    /// The value of the `Authorization` header, marked as sensitive.
    pub fn authorization(&self) -> HeaderValue {
        self.authorization.clone()
    }

    /// When it runs out, as the PDND said.
    pub fn good_until(&self) -> Timestamp {
        self.good_until
    }
}

impl fmt::Debug for Voucher {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Voucher")
            .field("good_until", &self.good_until)
            .finish_non_exhaustive()
    }
}

type Slot = Arc<Mutex<Option<Voucher>>>;

/// Obtains vouchers, one a purpose, and keeps each until shortly before its end. Share it in an `Arc`.
#[derive(Debug)]
pub struct VoucherSource {
    config: VoucherSourceConfig,
    key: SigningKey,
    client: Client,
    token_url: Url,
    by_purpose: StdMutex<HashMap<String, Slot>>,
}

impl VoucherSource {
    /// Reads the private key; asks nobody yet.
    pub fn new(config: VoucherSourceConfig) -> Result<Self, VoucherError> {
        let needed = [
            ("client_id", &config.client_id),
            ("key_id", &config.key_id),
            ("audience", &config.audience),
        ];
        if let Some((name, _)) = needed.iter().find(|(_, value)| value.trim().is_empty()) {
            return Err(VoucherError::Empty(name));
        }
        let token_url = address::parse(&config.token_url).ok_or(VoucherError::Address)?;
        Ok(Self {
            key: SigningKey::read(&config.private_key)?,
            client: http::client_for(&token_url)?,
            token_url,
            by_purpose: StdMutex::default(),
            config,
        })
    }

    /// A voucher for `purpose_id` that is good for 30 seconds at least. Callers who want the same one
    /// at the same time wait for one request.
    pub async fn voucher(&self, purpose_id: &str, now: Timestamp) -> Result<Voucher, VoucherError> {
        let slot = self.slot(purpose_id);
        let mut kept = slot.lock().await;
        if let Some(voucher) = kept.as_ref()
            && now + SPARE < voucher.good_until
        {
            return Ok(voucher.clone());
        }
        *kept = None;
        let voucher = self.ask(purpose_id, now).await?;
        *kept = Some(voucher.clone());
        Ok(voucher)
    }

    /// Lets go of the voucher for `purpose_id`: an e-service did not take it.
    pub async fn forget(&self, purpose_id: &str) {
        *self.slot(purpose_id).lock().await = None;
    }

    fn slot(&self, purpose_id: &str) -> Slot {
        let mut slots = self
            .by_purpose
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        Arc::clone(slots.entry(purpose_id.to_owned()).or_default())
    }

    async fn ask(&self, purpose_id: &str, now: Timestamp) -> Result<Voucher, VoucherError> {
        let asking = Asking {
            client_id: &self.config.client_id,
            key_id: &self.config.key_id,
            audience: &self.config.audience,
            purpose_id,
        };
        let assertion = assertion::make(asking, &self.key, now).ok_or(VoucherError::Randomness)?;
        let form = [
            ("client_id", self.config.client_id.as_str()),
            ("client_assertion", &assertion),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("grant_type", "client_credentials"),
        ];
        let request = self.client.post(self.token_url.clone()).form(&form);
        let response = request
            .send()
            .await
            .map_err(|_| VoucherError::Unreachable)?;
        let status = response.status();
        let body = http::body(response)
            .await
            .map_err(|_| VoucherError::Unreachable)?;
        if status == StatusCode::OK {
            return read_voucher(&body, now).ok_or(VoucherError::Unreadable);
        }
        let passes = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
        let status = status.as_u16();
        Err(if passes {
            VoucherError::Unavailable(status)
        } else {
            let code = refusal_code(&body);
            VoucherError::Refused { status, code }
        })
    }
}

/// The answer of the token address. Source: RFC 6749 §5.1.
#[derive(Deserialize)]
struct Answer {
    access_token: String,
    token_type: String,
    expires_in: i64,
}

fn read_voucher(body: &[u8], now: Timestamp) -> Option<Voucher> {
    let answer: Answer = serde_json::from_slice(body).ok()?;
    let token = answer.access_token;
    let plain = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    if !answer.token_type.eq_ignore_ascii_case("bearer") || !plain || token.len() > LONGEST_VOUCHER
    {
        return None;
    }
    let good_for = (answer.expires_in > 0).then(|| SignedDuration::from_secs(answer.expires_in))?;
    let mut authorization = HeaderValue::from_str(&format!("Bearer {token}")).ok()?;
    authorization.set_sensitive(true);
    Some(Voucher {
        authorization,
        good_until: now.checked_add(good_for).ok()?,
    })
}

/// The code in a problem of the PDND (`errors[0].code`) or of OAuth (`error`), when it is one.
fn refusal_code(body: &[u8]) -> RefusalCode {
    let answer: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let code = answer
        .pointer("/errors/0/code")
        .or_else(|| answer.get("error"));
    let is_code = |code: &&str| {
        (1..=40).contains(&code.len())
            && code
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    RefusalCode(
        code.and_then(|code| code.as_str())
            .filter(is_code)
            .map(str::to_owned),
    )
}
