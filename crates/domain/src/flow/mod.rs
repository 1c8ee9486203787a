//! A SIUSS flow as somebody wrote it: every value still text, nothing verified.
//!
//! `siuss` reads INPS's XML into these types and writes it from them; `rules` judges them. The
//! wire's own names stay in `siuss`: here each value is known by its [`Field`].

mod field;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use field::Field;

/// One of INPS's two formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FlowKind {
    /// PS/PSA with SINA: named people and their benefits.
    Benefits,
    /// SINBA: minors without a name.
    Minors,
}

impl FlowKind {
    /// The name in storage, and in the name of a flow (INPS specification 2.0.1, §3.2).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Benefits => "PS",
            Self::Minors => "SINBA",
        }
    }

    /// The kind whose [`FlowKind::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Benefits, Self::Minors]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// A value as it stood in the flow, borrowed from the text where nothing had to be unescaped.
pub type Text<'a> = Cow<'a, str>;

/// The values of one element, in the order in which they were read.
///
/// An element has at most 47 values, so looking one up is a short scan.
///
/// `Debug` names the fields and never their values, which are a citizen's data.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values<'a> {
    entries: Vec<(Field, Text<'a>)>,
}

impl fmt::Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.entries.iter().map(|(field, _)| field))
            .finish()
    }
}

impl<'a> Values<'a> {
    /// No value yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// No value yet, with room for `capacity` of them.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            entries: Vec::with_capacity(capacity),
        }
    }

    /// The text of `field`; `None` when the flow does not carry it.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.entries
            .iter()
            .find(|(key, _)| *key == field)
            .map(|(_, text)| text.as_ref())
    }

    /// Sets `field`, replacing what was there.
    pub fn set(&mut self, field: Field, text: impl Into<Text<'a>>) {
        let text = text.into();
        match self.entries.iter_mut().find(|(key, _)| *key == field) {
            Some(entry) => entry.1 = text,
            None => self.entries.push((field, text)),
        }
    }

    /// Adds `field` without looking for an earlier value: for a reader that has already refused
    /// a repeated attribute.
    pub fn push(&mut self, field: Field, text: impl Into<Text<'a>>) {
        self.entries.push((field, text.into()));
    }

    /// Takes `field` away and returns what it held.
    pub fn remove(&mut self, field: Field) -> Option<Text<'a>> {
        let position = self.entries.iter().position(|(key, _)| *key == field)?;
        Some(self.entries.remove(position).1)
    }

    /// All values, in the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.entries
            .iter()
            .map(|(field, text)| (*field, text.as_ref()))
    }

    /// Whether no value is set.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The same values, owning their text.
    pub fn into_owned(self) -> Values<'static> {
        let entries = self.entries.into_iter();
        Values {
            entries: entries
                .map(|(field, text)| (field, Cow::Owned(text.into_owned())))
                .collect(),
        }
    }
}

impl<'a> FromIterator<(Field, Text<'a>)> for Values<'a> {
    fn from_iter<I: IntoIterator<Item = (Field, Text<'a>)>>(entries: I) -> Self {
        Self {
            entries: entries.into_iter().collect(),
        }
    }
}

/// A flow of either kind. Source: PS_PSA_SINA201812.xsd, SINBA.xsd, element `Flusso`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UncheckedFlow<'a> {
    /// Name of the flow and the ente that sends it ([`Field::FlowName`] to [`Field::OperatorCf`]).
    pub header: Values<'a>,
    /// What the flow carries.
    pub body: FlowBody<'a>,
}

/// What a flow carries: benefits of named people, or minors without a name. Never both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FlowBody<'a> {
    /// PS/PSA records with their SINA assessments.
    Benefits(Vec<UncheckedBeneficiary<'a>>),
    /// SINBA records.
    Minors(Vec<UncheckedMinor<'a>>),
}

impl Default for FlowBody<'_> {
    fn default() -> Self {
        Self::Benefits(Vec::new())
    }
}

/// A person and the benefits sent for them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UncheckedBeneficiary<'a> {
    /// [`Field::BeneficiaryCf`] and the personal data ([`Field::Surname`] …).
    pub person: Values<'a>,
    /// One to five places of residence ([`Field::ResidenceRegion`] …).
    pub residences: Vec<Values<'a>>,
    /// The benefits.
    pub benefits: Vec<UncheckedBenefit<'a>>,
}

/// One benefit of one person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UncheckedBenefit<'a> {
    /// [`Field::Operation`] to [`Field::ServiceArea`].
    pub values: Values<'a>,
    /// The SINA assessment, where there is one.
    pub assessment: Option<UncheckedAssessment<'a>>,
}

/// A SINA assessment. Source: PS_PSA_SINA201812.xsd, `SINAType`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UncheckedAssessment<'a> {
    /// [`Field::Mobility`] to [`Field::DisabilitySource`].
    pub values: Values<'a>,
    /// Codes of the interventions that the person needs ([`Field::NeededBenefit`]).
    pub needed_benefits: Vec<Text<'a>>,
    /// Codes of the certified disabilities ([`Field::CertifiedDisability`]).
    pub certified_disabilities: Vec<Text<'a>>,
}

/// A SINBA record. Source: SINBA.xsd, `SinbaType`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UncheckedMinor<'a> {
    /// [`Field::MinorId`] to [`Field::MinorResidenceCountry`].
    pub values: Values<'a>,
    /// Codes of the benefits that the minor receives ([`Field::MinorBenefit`]).
    pub benefits: Vec<Text<'a>>,
    /// Codes of who lives with the minor ([`Field::HouseholdMember`]).
    pub household: Vec<Text<'a>>,
}
