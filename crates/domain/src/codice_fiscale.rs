//! Codice fiscale (first stand-in: replaced by the real type).

use serde::{Deserialize, Serialize};

/// A codice fiscale.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CodiceFiscale(String);

impl CodiceFiscale {
    /// The form without omocodia.
    pub fn base(&self) -> &str {
        &self.0
    }
}
