//! What INPS says of a flow.

use serde::{Deserialize, Serialize};

/// INPS's verdict on a flow. Source: INPS specification 2.0.1, §3.3, `codice_esito`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OutcomeCode {
    /// Taken in.
    #[serde(rename = "OK")]
    Accepted,
    /// What the flow says does not agree with itself or with what INPS holds.
    #[serde(rename = "DATI_NON_TROVATI")]
    DataNotFound,
    /// The flow is not built as the specification says.
    #[serde(rename = "RICHIESTA_INVALIDA")]
    InvalidRequest,
    /// Something else went wrong at INPS.
    #[serde(rename = "ERRORE_GENERICO")]
    GenericError,
}

impl OutcomeCode {
    /// Every code.
    pub const ALL: &'static [Self] = &[
        Self::Accepted,
        Self::DataNotFound,
        Self::InvalidRequest,
        Self::GenericError,
    ];

    /// The code on the wire and in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "OK",
            Self::DataNotFound => "DATI_NON_TROVATI",
            Self::InvalidRequest => "RICHIESTA_INVALIDA",
            Self::GenericError => "ERRORE_GENERICO",
        }
    }

    /// The code whose [`OutcomeCode::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Whether INPS took the flow in.
    pub const fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted)
    }

    /// What it means and what to do, in Italian.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Accepted => "INPS ha acquisito il flusso.",
            Self::DataNotFound => {
                "INPS trova i dati incoerenti tra loro, o con quelli che ha già: controlla i valori \
                 del record con l'ufficio che li ha mandati, correggi il suo file e importalo di nuovo."
            }
            Self::InvalidRequest => {
                "Per INPS il flusso non ha la forma prevista dalle specifiche SIUSS: controlla il \
                 valore indicato; se il record è giusto, segnalalo all'assistenza di PAS."
            }
            Self::GenericError => {
                "INPS non ha potuto elaborare il flusso per un motivo che non dipende dai dati: \
                 pubblica di nuovo il record; se succede ancora, scrivi a INPS con l'identificativo \
                 del flusso."
            }
        }
    }
}
