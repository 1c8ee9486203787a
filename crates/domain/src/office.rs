//! The offices that hold the data, and the five kinds of source of the webinar's integration slide.

use serde::{Deserialize, Serialize};

/// The kinds of source that the Ministry's webinar of 29 March 2023 shows around the aggregate of
/// ente, beneficiary and benefits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceKind {
    /// Ufficio anagrafe: names, codici fiscali, residence.
    Registry,
    /// Servizi sociali, area anziani: dates and amounts.
    Elderly,
    /// Servizi sociali, area minori: dates and amounts.
    Minors,
    /// Other internal data: DSU protocol and date, data of the ente, school and housing offices.
    Internal,
    /// External data: cooperatives and care homes.
    External,
}

impl SourceKind {
    /// The Italian name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Registry => "Ufficio anagrafe",
            Self::Elderly => "Area anziani",
            Self::Minors => "Area minori",
            Self::Internal => "Altri dati interni",
            Self::External => "Dati esterni",
        }
    }
}

/// An office or provider that sends files and answers for what is in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// Ufficio anagrafe.
    Anagrafe,
    /// Area anziani of the social services.
    Anziani,
    /// Area minori of the social services.
    Minori,
    /// Segretariato sociale and economic contributions.
    Contributi,
    /// The office that keeps DSU protocols and ISEE attestations.
    Isee,
    /// School office: canteen and nursery fees.
    Scuola,
    /// Housing office.
    Casa,
    /// A cooperative that delivers home care.
    Cooperativa,
    /// A care home (residenza sanitaria assistenziale).
    Rsa,
    /// The office that answers for the sending (referente SIUSS): data of the ente, code lists.
    Siuss,
}

impl Office {
    /// Every office.
    pub const ALL: &'static [Self] = &[
        Self::Anagrafe,
        Self::Anziani,
        Self::Minori,
        Self::Contributi,
        Self::Isee,
        Self::Scuola,
        Self::Casa,
        Self::Cooperativa,
        Self::Rsa,
        Self::Siuss,
    ];

    /// The name in commands, layouts and URLs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Anagrafe => "anagrafe",
            Self::Anziani => "anziani",
            Self::Minori => "minori",
            Self::Contributi => "contributi",
            Self::Isee => "isee",
            Self::Scuola => "scuola",
            Self::Casa => "casa",
            Self::Cooperativa => "cooperativa",
            Self::Rsa => "rsa",
            Self::Siuss => "siuss",
        }
    }

    /// The office whose [`Office::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|office| office.name() == name)
    }

    /// The Italian name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Anagrafe => "Ufficio anagrafe",
            Self::Anziani => "Servizi sociali, area anziani",
            Self::Minori => "Servizi sociali, area minori",
            Self::Contributi => "Servizi sociali, contributi",
            Self::Isee => "Ufficio ISEE e protocollo",
            Self::Scuola => "Ufficio scuola",
            Self::Casa => "Ufficio casa",
            Self::Cooperativa => "Cooperativa sociale",
            Self::Rsa => "Residenza per anziani",
            Self::Siuss => "Referente SIUSS",
        }
    }

    /// Which kind of source the office is.
    pub const fn source_kind(self) -> SourceKind {
        match self {
            Self::Anagrafe => SourceKind::Registry,
            Self::Anziani => SourceKind::Elderly,
            Self::Minori => SourceKind::Minors,
            Self::Contributi | Self::Isee | Self::Scuola | Self::Casa | Self::Siuss => {
                SourceKind::Internal
            }
            Self::Cooperativa | Self::Rsa => SourceKind::External,
        }
    }
}
