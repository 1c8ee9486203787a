//! What an e-service asks of a voucher: `[pdnd]` of the configuration, checked once.

use std::path::PathBuf;

use reqwest::Url;

use crate::address;

/// What a voucher must say to be taken, and whose keys it must be signed with.
///
/// Production: issuer `interop.pagopa.it`, keys `https://interop.pagopa.it/.well-known/jwks.json`;
/// test environment: the same with `uat.interop.pagopa.it`. Both stand in the PDND's back office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierConfig {
    /// Who issues (`iss`), to the letter.
    pub issuer: String,
    /// The e-service's own audience (`aud`), to the letter.
    pub audience: String,
    /// Where the keys are: an address (`https://…`) or a file.
    pub jwks: String,
    /// Body that may call (`consumerId`): INPS's, known once its request is accepted.
    pub consumer_id: String,
    /// Purposes that may call (`purposeId`); empty: any, and none.
    pub purpose_ids: Vec<String>,
    /// How far two clocks may differ, in seconds: 0 to 300.
    pub skew_seconds: u16,
    /// How old a voucher may be, in seconds after its issue.
    pub max_age_seconds: u32,
    /// The body that offers the e-service (`producerId`); absent: not asked.
    pub producer_id: Option<String>,
    /// E-services that may be called (`eserviceId`); empty: not asked.
    pub eservice_ids: Vec<String>,
    /// Whether ES256 is taken beside RS256.
    pub es256: bool,
}

impl VerifierConfig {
    /// Any purpose, a skew of 60 seconds, vouchers of a day at most, RS256 alone.
    pub fn new(issuer: &str, audience: &str, jwks: &str, consumer_id: &str) -> Self {
        Self {
            issuer: issuer.to_owned(),
            audience: audience.to_owned(),
            jwks: jwks.to_owned(),
            consumer_id: consumer_id.to_owned(),
            purpose_ids: Vec::new(),
            skew_seconds: 60,
            max_age_seconds: 86_400,
            producer_id: None,
            eservice_ids: Vec::new(),
            es256: false,
        }
    }
}

/// A configuration under which nothing could be verified, or too much.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("in [pdnd] manca «{0}»: scrivilo nella configurazione")]
    Empty(&'static str),
    #[error("in [pdnd] «skew_seconds» vale {0}: dev'essere da 0 a 300")]
    Skew(u16),
    #[error(
        "in [pdnd] «jwks» dev'essere un file o un indirizzo https:// (http:// solo verso questa stessa macchina)"
    )]
    Address,
    #[error(
        "in [pdnd] «issuer» è {issuer} ma «jwks» porta alle chiavi di {host}: i due ambienti della PDND non si mescolano"
    )]
    MixedEnvironments { issuer: String, host: String },
    #[error(transparent)]
    Http(#[from] crate::http::HttpError),
}

/// Where keys come from.
#[derive(Debug, Clone)]
pub(crate) enum KeyOrigin {
    File(PathBuf),
    Address(Url),
}

impl VerifierConfig {
    /// Where the keys are, once everything has been found in order.
    pub(crate) fn check(&self) -> Result<KeyOrigin, ConfigError> {
        let needed = [
            ("issuer", &self.issuer),
            ("audience", &self.audience),
            ("jwks", &self.jwks),
            ("consumer_id", &self.consumer_id),
        ];
        if let Some((name, _)) = needed.iter().find(|(_, value)| value.trim().is_empty()) {
            return Err(ConfigError::Empty(name));
        }
        if self
            .producer_id
            .as_deref()
            .is_some_and(|id| id.trim().is_empty())
        {
            return Err(ConfigError::Empty("producer_id"));
        }
        if self.skew_seconds > 300 {
            return Err(ConfigError::Skew(self.skew_seconds));
        }
        if !self.jwks.contains("://") {
            return Ok(KeyOrigin::File(PathBuf::from(&self.jwks)));
        }
        let url = address::parse(&self.jwks).ok_or(ConfigError::Address)?;
        let host = url.host_str().unwrap_or_default();
        if is_of_pdnd(host) && host != self.issuer {
            return Err(ConfigError::MixedEnvironments {
                issuer: self.issuer.clone(),
                host: host.to_owned(),
            });
        }
        Ok(KeyOrigin::Address(url))
    }
}

/// Whether `host` is one of the PDND's environments: each issues under its own host's name.
fn is_of_pdnd(host: &str) -> bool {
    host == "interop.pagopa.it" || host.ends_with(".interop.pagopa.it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> VerifierConfig {
        VerifierConfig::new(
            "interop.pagopa.it",
            "https://ente.example.it/waas/v1",
            "https://interop.pagopa.it/.well-known/jwks.json",
            "consumer",
        )
    }

    #[test]
    fn a_configuration_that_lets_too_much_in_is_refused() {
        type Change = fn(&mut VerifierConfig);
        let cases: [(Change, &str); 9] = [
            (|c| c.issuer.clear(), "issuer"),
            (|c| c.audience = " ".to_owned(), "audience"),
            (|c| c.jwks.clear(), "jwks"),
            (|c| c.consumer_id.clear(), "consumer_id"),
            (|c| c.producer_id = Some(String::new()), "producer_id"),
            (|c| c.skew_seconds = 301, "301"),
            (
                |c| c.jwks = "http://interop.pagopa.it/jwks".to_owned(),
                "https://",
            ),
            (
                |c| c.jwks = "https://uat.interop.pagopa.it/jwks".to_owned(),
                "ambienti",
            ),
            (
                |c| c.issuer = "uat.interop.pagopa.it".to_owned(),
                "ambienti",
            ),
        ];
        for (change, said) in cases {
            let mut config = config();
            change(&mut config);
            let error = config.check().unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        assert!(matches!(config().check(), Ok(KeyOrigin::Address(_))));
    }

    #[test]
    fn keys_come_from_an_address_or_a_file() {
        let mut config = config();
        config.skew_seconds = 300;
        config.jwks = "keys/jwks.json".to_owned();
        assert!(matches!(config.check(), Ok(KeyOrigin::File(_))));
        config.jwks = "http://127.0.0.1:9000/jwks".to_owned();
        assert!(matches!(config.check(), Ok(KeyOrigin::Address(_))));
    }
}
