//! The sections of the configuration, with what holds where a key is not given.

use std::time::Duration;

use pas_app::OwnFigures;
use pas_app::editions::ExternalEngine;
use pas_domain::ids::EnteId;
use pas_pdnd::VerifierConfig;
use pas_web::WaasOptions;
use serde::Deserialize;

/// `[database]`: where the data are. Without it, SQLite in the data folder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Database {
    /// `postgres://…`.
    pub(crate) url: Option<String>,
}

/// `[analytics]`: how figures are shown, and who reads the facts behind them. Without an engine, this
/// process.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Analytics {
    /// How the ente's own readers see its own data in aggregate: `soglia` (small cells hidden; what
    /// holds where nothing is said), `protetti` (as everybody else), `esatti`.
    own_figures: Option<String>,
    /// Upper bounds of the classes of comuni by residents, ascending; absent: those of ISTAT's report.
    cluster_bounds: Vec<String>,
    engine: EngineName,
    /// The external engine's program and its arguments.
    command: Vec<String>,
    /// After how many seconds its answer is given up.
    timeout_seconds: u32,
}

/// Who reads the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum EngineName {
    Embedded,
    External,
}

impl Default for Analytics {
    fn default() -> Self {
        Self {
            own_figures: None,
            cluster_bounds: Vec::new(),
            engine: EngineName::Embedded,
            command: Vec::new(),
            timeout_seconds: 600,
        }
    }
}

impl Analytics {
    /// The ente's own policy; an error says what may be written.
    pub(crate) fn own_figures(&self) -> Result<OwnFigures, String> {
        let Some(name) = &self.own_figures else {
            return Ok(OwnFigures::default());
        };
        OwnFigures::from_name(name).ok_or_else(|| {
            format!(
                "«own_figures» di [analytics] dev'essere soglia, protetti o esatti, non «{name}»"
            )
        })
    }

    /// The engine of several machines, if one is configured.
    pub(crate) fn external(&self) -> Result<Option<ExternalEngine>, String> {
        match self.engine {
            EngineName::Embedded => Ok(None),
            EngineName::External if self.command.is_empty() => Err(
                "[analytics] engine = \"external\" vuole anche «command»: il programma che interroga \
                 il motore, come [\"python3\", \"distributed/answer.py\", \"127.0.0.1:50050\"]"
                    .to_owned(),
            ),
            EngineName::External => Ok(Some(ExternalEngine {
                command: self.command.clone(),
                timeout: Duration::from_secs(self.timeout_seconds.into()),
            })),
        }
    }
}

impl Analytics {
    /// The classes of comuni, where the ente has its own; an error says what may be written.
    pub(crate) fn cluster_bounds(&self) -> Result<Option<Vec<u32>>, String> {
        let read: Result<Vec<u32>, _> = self
            .cluster_bounds
            .iter()
            .map(|bound| bound.parse::<u32>())
            .collect();
        match read {
            Ok(bounds) if bounds.is_empty() => Ok(None),
            Ok(bounds) if bounds.is_sorted_by(|a, b| a < b) && bounds.len() < 20 => Ok(Some(bounds)),
            _ => Err("«cluster_bounds» di [analytics] vuole numeri interi crescenti, come [\"2000\", \"10000\"]".to_owned()),
        }
    }
}

/// `[web]`: where the portal listens.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Web {
    /// Address and port.
    pub(crate) listen: String,
    /// Whether browsers reach the portal over HTTPS, so that cookies go no other way.
    pub(crate) https: bool,
    /// Where browsers reach the portal, `https://…`: files that are taken away name it.
    pub(crate) url: Option<String>,
}

impl Web {
    /// The portal's address; an error says what may be written.
    pub(crate) fn url(&self) -> Result<Option<&str>, String> {
        let Some(url) = self.url.as_deref() else {
            return Ok(None);
        };
        let is_address = url.starts_with("https://") || url.starts_with("http://");
        let has_marks = url.contains(['?', '#', ' ', '"', '<', '>']);
        if is_address && !has_marks {
            Ok(Some(url))
        } else {
            Err(format!(
                "«url» di [web] dev'essere un indirizzo come https://pas.comune.it, non «{url}»"
            ))
        }
    }
}

impl Default for Web {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            https: false,
            url: None,
        }
    }
}

/// `[opendata]`: how the ente is known where data are published.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OpenData {
    /// Its code in the index of public administrations (IPA).
    pub(crate) ipa: Option<String>,
}

/// `[pdnd]`: whose vouchers open the e-service.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Pdnd {
    /// Who issues them (`iss`).
    issuer: String,
    /// For whom they must be (`aud`).
    audience: String,
    /// Where the keys are: an address, or a file beside the configuration.
    jwks: String,
    /// Body that may call (`consumerId`).
    consumer_id: String,
    /// Purposes for which it may; empty: any.
    purpose_ids: Vec<String>,
    /// How far the clocks may differ, in seconds.
    skew_seconds: Option<u16>,
    /// The ente's own identifier (`producerId`); absent: not asked.
    producer_id: Option<String>,
    /// E-services that may be called (`eserviceId`); empty: not asked.
    eservice_ids: Vec<String>,
    /// Whether ES256 is taken beside RS256.
    es256: bool,
}

impl Pdnd {
    /// Whether the section says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What the e-service asks of a voucher; the verifier says which key is missing.
    pub(crate) fn verifier(&self) -> VerifierConfig {
        let mut config =
            VerifierConfig::new(&self.issuer, &self.audience, &self.jwks, &self.consumer_id);
        config.purpose_ids.clone_from(&self.purpose_ids);
        config.producer_id.clone_from(&self.producer_id);
        config.eservice_ids.clone_from(&self.eservice_ids);
        config.es256 = self.es256;
        if let Some(seconds) = self.skew_seconds {
            config.skew_seconds = seconds;
        }
        config
    }
}

/// `[waas]`: the e-service. Without an address there is none.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Waas {
    /// Address and port.
    pub(crate) listen: Option<String>,
    /// Calls a minute of one consumer.
    requests_per_minute: Option<u32>,
    /// Largest body of `POST /esiti`.
    max_body_bytes: Option<usize>,
    /// INPS's code of the ente that answers; absent: the only one there is.
    pub(crate) ente: Option<String>,
    /// Minutes from one publication to the next; absent: whoever wants one asks for it.
    pub(crate) publish_every_minutes: Option<u64>,
    /// Account that publishes, and stands in the register.
    pub(crate) publish_as: Option<String>,
}

impl Waas {
    /// What is chosen for the e-service of `ente`.
    pub(crate) fn options(&self, ente: EnteId) -> WaasOptions {
        let mut options = WaasOptions::new(ente);
        if let Some(calls) = self.requests_per_minute {
            options.requests_per_minute = calls;
        }
        if let Some(bytes) = self.max_body_bytes {
            options.max_body_bytes = bytes;
        }
        options
    }
}

#[cfg(test)]
mod tests {
    use super::Analytics;

    #[test]
    fn an_external_engine_wants_a_program() {
        let read = |text: &str| toml::from_str::<Analytics>(text).unwrap().external();
        assert_eq!(read(""), Ok(None));
        assert_eq!(read("engine = \"embedded\""), Ok(None));
        let without = read("engine = \"external\"").unwrap_err();
        assert!(without.contains("«command»"), "{without}");
        let engine = read("engine = \"external\"\ncommand = [\"answer\"]\ntimeout_seconds = 9");
        let engine = engine.unwrap().unwrap();
        assert_eq!((engine.command.len(), engine.timeout.as_secs()), (1, 9));
        assert!(toml::from_str::<Analytics>("engine = \"spark\"").is_err());
    }
}
