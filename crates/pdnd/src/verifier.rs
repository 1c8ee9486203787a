//! The gate of the e-service: a voucher holds, or the call is refused.

use std::sync::Arc;

use jiff::Timestamp;
use pas_domain::voucher::VoucherEvidence;

use crate::claims;
use crate::config::{ConfigError, VerifierConfig};
use crate::jws::{self, UncheckedToken};
use crate::key_store::{KeyState, KeyStore};
use crate::refusal::Refusal;

/// Verifies the vouchers of calls to one e-service. One for the whole process; share it in an `Arc`.
#[derive(Debug)]
pub struct Verifier {
    config: VerifierConfig,
    keys: Arc<KeyStore>,
}

impl Verifier {
    /// A verifier that has no keys yet: the first call asks for them, or [`Verifier::load_keys`].
    pub fn new(config: VerifierConfig) -> Result<Self, ConfigError> {
        let keys = KeyStore::new(config.check()?)?;
        Ok(Self { config, keys })
    }

    /// Holds the one voucher among `authorization` (the values of all `Authorization` headers of the
    /// call) against every check, in the order of [`Refusal`]; the first that fails decides. May ask
    /// the PDND for its keys. A voucher may come again while it is good: its number is evidence, and
    /// no reason to refuse it.
    pub async fn verify<H: AsRef<[u8]>>(
        &self,
        authorization: impl IntoIterator<Item = H>,
        now: Timestamp,
    ) -> Result<VoucherEvidence, Refusal> {
        let token = jws::bearer(authorization)?;
        self.verify_token(&token, now).await
    }

    async fn verify_token(&self, token: &str, now: Timestamp) -> Result<VoucherEvidence, Refusal> {
        let token = UncheckedToken::read(token, self.config.es256)?;
        let key = self.keys.key(&token.key_id, token.algorithm, now).await?;
        if !key.verifies(token.signed.as_bytes(), &token.signature()?) {
            return Err(Refusal::Signature);
        }
        claims::check(&token.claims()?, &token.key_id, &self.config, now)
    }

    /// Asks for the keys now: at the start of a service, or to see whether they can be had.
    pub async fn load_keys(&self, now: Timestamp) -> KeyState {
        self.keys.refresh(now).await;
        self.keys.state()
    }

    /// How the keys stand, without asking for them.
    pub fn key_state(&self) -> KeyState {
        self.keys.state()
    }
}
