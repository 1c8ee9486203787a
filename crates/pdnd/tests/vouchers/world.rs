//! An authority, a verifier that trusts it, and a fixed moment.

use jiff::{SignedDuration, Timestamp};
use pas_authority::{Authority, VoucherBuilder, still};
use pas_domain::voucher::VoucherEvidence;
use pas_pdnd::{Refusal, Verifier, VerifierConfig};

pub(crate) const AUDIENCE: &str = "https://ente.example.it/waas/v1";
pub(crate) const CONSUMER: &str = "00000000-0000-4000-8003-000000000001";
pub(crate) const PURPOSE: &str = "00000000-0000-4000-8002-000000000001";
pub(crate) const PRODUCER: &str = "00000000-0000-4000-8004-000000000001";
pub(crate) const ESERVICE: &str = "00000000-0000-4000-8005-000000000001";

/// The moment of all tests.
pub(crate) const NOW: Timestamp = Timestamp::constant(1_780_000_000, 0);

/// The moment, so many seconds later or earlier.
pub(crate) fn at(seconds: i64) -> Timestamp {
    NOW + SignedDuration::from_secs(seconds)
}

pub(crate) struct World {
    pub(crate) authority: Authority,
    pub(crate) verifier: Verifier,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// With a configuration that `change` has been at.
    pub(crate) async fn with(change: impl FnOnce(&mut VerifierConfig)) -> Self {
        let authority = Authority::start(still(NOW)).await;
        let mut config = config(&authority);
        change(&mut config);
        let verifier = Verifier::new(config).unwrap();
        Self {
            authority,
            verifier,
        }
    }

    /// A voucher that holds.
    pub(crate) fn voucher(&self) -> VoucherBuilder {
        self.authority.voucher(NOW)
    }

    /// What the verifier says of a call with `token`, at `now`.
    pub(crate) async fn verify_at(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<VoucherEvidence, Refusal> {
        self.verifier.verify([format!("Bearer {token}")], now).await
    }

    pub(crate) async fn verify(&self, token: &str) -> Result<VoucherEvidence, Refusal> {
        self.verify_at(token, NOW).await
    }
}

pub(crate) fn config(authority: &Authority) -> VerifierConfig {
    let mut config = VerifierConfig::new(
        authority.issuer(),
        AUDIENCE,
        &authority.jwks_url(),
        CONSUMER,
    );
    config.purpose_ids = vec![PURPOSE.to_owned()];
    config
}
