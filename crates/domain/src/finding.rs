//! What a check found: a value, never an error.

use crate::flow::Field;

/// Where a finding comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// INPS's XSD would raise it.
    Schema,
    /// A rule on the record, INPS's own or ours.
    Rule,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Our own rule: worth a look, INPS does not ask for it.
    Warning,
    /// INPS's schema or one of INPS's own rules is broken.
    Error,
}

/// Which part of a flow a finding is about. All positions count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Place {
    /// The flow as a whole, or its header.
    #[default]
    Header,
    /// A person.
    Beneficiary {
        /// Position of the person in the flow.
        beneficiary: usize,
    },
    /// One of a person's residences.
    Residence {
        /// Position of the person in the flow.
        beneficiary: usize,
        /// Position of the residence in the person.
        residence: usize,
    },
    /// One of a person's benefits.
    Benefit {
        /// Position of the person in the flow.
        beneficiary: usize,
        /// Position of the benefit in the person.
        benefit: usize,
    },
    /// The SINA assessment of a benefit.
    Assessment {
        /// Position of the person in the flow.
        beneficiary: usize,
        /// Position of the benefit in the person.
        benefit: usize,
    },
    /// A SINBA record.
    Minor {
        /// Position of the record in the flow.
        minor: usize,
    },
}

impl Place {
    /// Number of the record (from 1) as a person would count: the beneficiary or the minor.
    pub fn record_number(self) -> Option<usize> {
        match self {
            Self::Header => None,
            Self::Beneficiary { beneficiary }
            | Self::Residence { beneficiary, .. }
            | Self::Benefit { beneficiary, .. }
            | Self::Assessment { beneficiary, .. } => Some(beneficiary + 1),
            Self::Minor { minor } => Some(minor + 1),
        }
    }
}

/// What in that place is meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// A field that the formats know.
    Field(Field),
    /// Something else by its wire name: an unknown attribute or element.
    Other(String),
    /// The place as a whole.
    Whole,
}

/// One thing found in a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable code of the check, such as `PS-P13` or `XSD-ENUM`.
    pub code: &'static str,
    /// Schema or rule.
    pub kind: FindingKind,
    /// Error or warning.
    pub severity: Severity,
    /// The record.
    pub place: Place,
    /// The field of the record.
    pub target: Target,
    /// In Italian: what is wrong and what to do.
    pub message: String,
    /// The value found, when one was there.
    pub found: Option<String>,
    /// Where the requirement stands.
    pub source: &'static str,
}
