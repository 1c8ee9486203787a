//! The way of a record to INPS and back: what was sent, what INPS said, what must follow.
//!
//! A record is sent as one flow. INPS fetches it and answers with an outcome. When the facts change
//! afterwards, what INPS holds is withdrawn by a flow with operation `C` and the new record is sent
//! again. [`next_step`] is the one place that decides; it sees the whole history of a record and
//! what the facts say today.
//! Source: INPS specification 2.0.1, §2 and §3; `modello-di-dominio.md` §2-3 of the project's notes.

use serde::{Deserialize, Serialize};

use crate::flow::FlowKind;

mod outcome;
mod step;

pub use outcome::OutcomeCode;
pub use step::{Answer, Sent, Step, Today, next_step};

/// How records reach INPS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// INPS fetches flows from the ente's e-service, one record in each.
    Waas,
    /// Somebody uploads a file with many records in INPS's web form.
    Upload,
}

impl Channel {
    /// The name for storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waas => "waas",
            Self::Upload => "upload",
        }
    }

    /// The channel whose [`Channel::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Waas, Self::Upload]
            .into_iter()
            .find(|channel| channel.name() == name)
    }

    /// The Italian name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waas => "interoperabilità (PDND)",
            Self::Upload => "caricamento sul sito INPS",
        }
    }
}

/// What a flow asks of INPS. Source: INPS specification 2.0.1, table 9, `TipoOperazione`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Operation {
    /// Take this record in.
    Insert,
    /// Take back a record that was accepted. SINBA has no such operation.
    Cancel,
}

impl Operation {
    /// The letter on the wire and in storage.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Insert => "I",
            Self::Cancel => "C",
        }
    }

    /// The operation whose [`Operation::letter`] is `letter`.
    pub fn from_letter(letter: &str) -> Option<Self> {
        [Self::Insert, Self::Cancel]
            .into_iter()
            .find(|operation| operation.letter() == letter)
    }

    /// The Italian name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Insert => "inserimento",
            Self::Cancel => "cancellazione",
        }
    }
}

impl FlowKind {
    /// Whether what was accepted can be withdrawn. The schema of SINBA has no operation: a new
    /// assessment of the same minor is sent beside the one that INPS has. Source: SINBA.xsd.
    pub const fn can_cancel(self) -> bool {
        match self {
            Self::Benefits => true,
            Self::Minors => false,
        }
    }
}

/// How far a record is on its way to INPS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendingState {
    /// Never sent, or refused and mended since.
    NotSent,
    /// Published, and INPS has not fetched it yet.
    Published,
    /// INPS has it and has not answered yet.
    Fetched,
    /// INPS has accepted it as it is today.
    Accepted,
    /// INPS has refused it, and it is as it was.
    Rejected,
    /// INPS holds something else than what the facts say today.
    ToCorrect,
}

impl SendingState {
    /// Every state, in the order of the way.
    pub const ALL: &'static [Self] = &[
        Self::NotSent,
        Self::Published,
        Self::Fetched,
        Self::Accepted,
        Self::Rejected,
        Self::ToCorrect,
    ];

    /// The name for storage and URLs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotSent => "non_inviato",
            Self::Published => "pubblicato",
            Self::Fetched => "prelevato",
            Self::Accepted => "accettato",
            Self::Rejected => "scartato",
            Self::ToCorrect => "da_correggere",
        }
    }

    /// The state whose [`SendingState::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.name() == name)
    }

    /// The Italian name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotSent => "non inviato",
            Self::Published => "pubblicato",
            Self::Fetched => "prelevato da INPS",
            Self::Accepted => "accettato da INPS",
            Self::Rejected => "scartato da INPS",
            Self::ToCorrect => "da correggere presso INPS",
        }
    }
}
