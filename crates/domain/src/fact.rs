//! What the offices' files say: facts, each with the file, row and cells it came from.

mod attribute;

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::coded::{Carattere, MeansTest, PresaInCarico, ServiceArea, Sex};
use crate::codice_fiscale::CodiceFiscale;
use crate::dsu::DsuProtocol;
use crate::flow::Field;
use crate::ids::{FactId, ImportId};
use crate::money::Money;
use crate::office::Office;
use crate::period::{Month, Period};

pub use attribute::Attribute;

/// One thing that one row of one office's file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// The registry knows a person.
    Registration(Registration),
    /// A benefit was granted.
    Grant(Grant),
    /// A benefit was delivered or paid.
    Delivery(Delivery),
    /// A DSU was lodged.
    Dsu(DsuLodged),
    /// The social service follows a person, or not.
    Care(CareEpisode),
    /// A SINA assessment was made.
    Assessment(Assessment),
    /// A SINBA assessment of a minor was made.
    MinorAssessment(Assessment),
    /// The data with which the ente presents itself to INPS.
    Ente(EnteIdentity),
}

/// A person as the registry office knows them. `Debug` says nothing of the person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The person.
    pub cf: CodiceFiscale,
    /// Cognome.
    pub surname: String,
    /// Nome.
    pub given_name: String,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Belfiore code of the comune (of that day) or foreign country of birth.
    pub birthplace: Option<String>,
    /// Citizenship, ISO 3166 numeric with three digits (Italia = 380).
    pub citizenship: Option<String>,
    /// A second citizenship.
    pub second_citizenship: Option<String>,
    /// Country of residence, ISO 3166 numeric with three digits.
    pub residence_country: Option<String>,
    /// Belfiore code of the comune of residence.
    pub residence_comune: Option<String>,
    /// Day of death.
    pub deceased_on: Option<Date>,
    /// Whether the registry authority (ANPR, Agenzia delle Entrate) confirmed the codice fiscale.
    pub cf_verified: bool,
}

impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration").finish_non_exhaustive()
    }
}

/// A benefit granted to a person (concessione).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The beneficiary.
    pub cf: CodiceFiscale,
    /// Code of the benefit in INPS's table, such as `A2.12`.
    pub benefit: String,
    /// Protocol number of the application.
    pub protocol: Option<String>,
    /// First day of the grant.
    pub start: Option<Date>,
    /// Last day of the grant.
    pub end: Option<Date>,
    /// Periodic or one-off, where the office says so.
    pub carattere: Option<Carattere>,
    /// Means test.
    pub means_test: Option<MeansTest>,
    /// Area di utenza, where the office says so.
    pub service_area: Option<ServiceArea>,
    /// Highest share asked of any user, statistical only.
    pub requested_quota: Option<Money>,
    /// ISEE threshold of the measure, statistical only.
    pub isee_threshold: Option<Money>,
}

/// A benefit delivered or paid (erogazione).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The beneficiary.
    pub cf: CodiceFiscale,
    /// Code of the benefit in INPS's table.
    pub benefit: String,
    /// Protocol number of the application, where the row carries it.
    pub protocol: Option<String>,
    /// When.
    pub when: DeliveryTime,
    /// The amount, as [`DeliveryTime`] says for which time.
    pub amount: Option<Money>,
    /// Who bears it. Quotas cover the same time as the amount.
    pub quotas: Quotas,
    /// Minutes of service, for the same time as the amount.
    pub minutes: Option<u32>,
    /// Day of the event (for A1.05.01: the day on which it was really paid).
    pub event_date: Option<Date>,
}

/// For which time a delivery's amount, quotas and minutes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryTime {
    /// For one month.
    InMonth(Month),
    /// For every month that the period touches, each.
    EachMonthOf(Period),
    /// For the whole period together, to be split over its months.
    WholePeriod(Period),
    /// Once, on a day.
    OnDay(Date),
}

/// Who bears the cost of a delivery.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotas {
    /// The ente.
    pub ente: Option<Money>,
    /// The user.
    pub user: Option<Money>,
    /// The health service (SSN).
    pub ssn: Option<Money>,
}

/// A DSU lodged for a person's household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsuLodged {
    /// The person.
    pub cf: CodiceFiscale,
    /// The protocol, which carries the year.
    pub protocol: DsuProtocol,
    /// Day of lodging; SIUSS wants it together with the protocol or neither.
    pub lodged_on: Option<Date>,
    /// Value of the ISEE.
    pub isee: Option<Money>,
}

/// Presa in carico of a person in a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareEpisode {
    /// The person.
    pub cf: CodiceFiscale,
    /// Sì, no, non so.
    pub presa_in_carico: PresaInCarico,
    /// First day; none: as long as the file reaches back.
    pub from: Option<Date>,
    /// Last day; none: it goes on.
    pub to: Option<Date>,
    /// Area di utenza.
    pub service_area: Option<ServiceArea>,
}

/// Answers of an assessment, by field, as INPS's codes. Used for SINA and for SINBA.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The person.
    pub cf: CodiceFiscale,
    /// Day of the assessment.
    pub assessed_on: Option<Date>,
    /// One answer a field.
    pub answers: BTreeMap<Field, String>,
    /// Answers that may repeat: needed benefits and certified disabilities (SINA), benefits and
    /// household members (SINBA).
    pub lists: BTreeMap<Field, Vec<String>>,
}

/// How the ente presents itself in a flow. Source: INPS specification 2.0.1, table 3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteIdentity {
    /// Code by which INPS knows the ente.
    pub code: String,
    /// Denominazione.
    pub name: String,
    /// Belfiore code of the comune of its legal seat.
    pub seat: String,
    /// Codice fiscale of the operator who sends.
    pub operator_cf: CodiceFiscale,
}

/// The kinds of [`Fact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// [`Fact::Registration`].
    Registration,
    /// [`Fact::Grant`].
    Grant,
    /// [`Fact::Delivery`].
    Delivery,
    /// [`Fact::Dsu`].
    Dsu,
    /// [`Fact::Care`].
    Care,
    /// [`Fact::Assessment`].
    Assessment,
    /// [`Fact::MinorAssessment`].
    MinorAssessment,
    /// [`Fact::Ente`].
    Ente,
}

impl FactKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Registration,
        Self::Grant,
        Self::Delivery,
        Self::Dsu,
        Self::Care,
        Self::Assessment,
        Self::MinorAssessment,
        Self::Ente,
    ];

    /// The name in layouts and in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Grant => "grant",
            Self::Delivery => "delivery",
            Self::Dsu => "dsu",
            Self::Care => "care",
            Self::Assessment => "assessment",
            Self::MinorAssessment => "minor_assessment",
            Self::Ente => "ente",
        }
    }

    /// The kind whose [`FactKind::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl Fact {
    /// The kind.
    pub const fn kind(&self) -> FactKind {
        match self {
            Self::Registration(_) => FactKind::Registration,
            Self::Grant(_) => FactKind::Grant,
            Self::Delivery(_) => FactKind::Delivery,
            Self::Dsu(_) => FactKind::Dsu,
            Self::Care(_) => FactKind::Care,
            Self::Assessment(_) => FactKind::Assessment,
            Self::MinorAssessment(_) => FactKind::MinorAssessment,
            Self::Ente(_) => FactKind::Ente,
        }
    }

    /// The person that the fact is about; an ente's data are about nobody.
    pub const fn person(&self) -> Option<&CodiceFiscale> {
        match self {
            Self::Registration(fact) => Some(&fact.cf),
            Self::Grant(fact) => Some(&fact.cf),
            Self::Delivery(fact) => Some(&fact.cf),
            Self::Dsu(fact) => Some(&fact.cf),
            Self::Care(fact) => Some(&fact.cf),
            Self::Assessment(fact) | Self::MinorAssessment(fact) => Some(&fact.cf),
            Self::Ente(_) => None,
        }
    }

    /// What the fact is about, so that a later file of the same office that speaks of the same
    /// thing replaces it: person, benefit, protocol, time.
    pub fn natural_key(&self) -> String {
        // The whole code: an omocodic one is given because its base form is somebody else's.
        let person = self.person().map_or("", CodiceFiscale::as_str);
        let rest = match self {
            Self::Registration(_) | Self::Ente(_) => String::new(),
            Self::Grant(grant) => {
                let start = grant.start.map(|day| day.to_string()).unwrap_or_default();
                format!(
                    "{}|{}|{start}",
                    grant.benefit,
                    grant.protocol.as_deref().unwrap_or("")
                )
            }
            Self::Delivery(delivery) => {
                let protocol = delivery.protocol.as_deref().unwrap_or("");
                format!("{}|{protocol}|{}", delivery.benefit, delivery.when.key())
            }
            Self::Dsu(dsu) => dsu.protocol.to_string(),
            Self::Care(care) => care.from.map(|day| day.to_string()).unwrap_or_default(),
            Self::Assessment(assessment) | Self::MinorAssessment(assessment) => assessment
                .assessed_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
        };
        format!("{}|{person}|{rest}", self.kind().name())
    }
}

impl DeliveryTime {
    fn key(self) -> String {
        match self {
            Self::InMonth(month) => month.to_string(),
            Self::EachMonthOf(period) | Self::WholePeriod(period) => {
                format!("{}/{}", period.start(), period.end())
            }
            Self::OnDay(day) => day.to_string(),
        }
    }
}

/// Where a fact stands in a file, with the cells that it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Name of the sheet; empty for a file without sheets.
    pub sheet: String,
    /// Number of the row as the office's program shows it, from 1.
    pub row: u32,
    /// The cells that the fact was read from, by what they say.
    pub cells: Vec<SourceCell>,
}

/// A cell, and which part of a fact it gave.
///
/// Every fact keeps all its cells, so that they are stored as four texts without names.
/// `Debug` leaves the text out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    from = "(Attribute, String, String, String)",
    into = "(Attribute, String, String, String)"
)]
pub struct SourceCell {
    /// What the cell says.
    pub attribute: Attribute,
    /// Column as a spreadsheet names it: `A`, `F`, `AB`.
    pub column: String,
    /// Heading of the column.
    pub heading: String,
    /// The cell's text, as it stood.
    pub raw: String,
}

impl fmt::Debug for SourceCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceCell")
            .field("attribute", &self.attribute)
            .field("column", &self.column)
            .finish_non_exhaustive()
    }
}

impl From<(Attribute, String, String, String)> for SourceCell {
    fn from((attribute, column, heading, raw): (Attribute, String, String, String)) -> Self {
        Self {
            attribute,
            column,
            heading,
            raw,
        }
    }
}

impl From<SourceCell> for (Attribute, String, String, String) {
    fn from(cell: SourceCell) -> Self {
        (cell.attribute, cell.column, cell.heading, cell.raw)
    }
}

/// A fact with its origin, as intake hands it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedFact {
    /// What the row says.
    pub fact: Fact,
    /// Where it stands.
    pub origin: Origin,
}

/// A stored fact that no later file has replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactInForce {
    /// The stored fact.
    pub id: FactId,
    /// The file it came with.
    pub import: ImportId,
    /// The office that sent the file.
    pub office: Office,
    /// What it says.
    pub fact: Fact,
    /// Where it stands in the file.
    pub origin: Origin,
}

impl FactInForce {
    /// Whether a cell of the fact says `attribute`; if so, how the lineage of a record names it.
    pub fn cell(&self, attribute: Attribute) -> Option<CellRef> {
        let says = self
            .origin
            .cells
            .iter()
            .any(|cell| cell.attribute == attribute);
        says.then_some(CellRef {
            fact: self.id,
            attribute,
        })
    }
}

/// The cells of a stored fact that say one thing: which file, row and column, the fact knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(FactId, Attribute)", into = "(FactId, Attribute)")]
pub struct CellRef {
    /// The fact.
    pub fact: FactId,
    /// What the cells say.
    pub attribute: Attribute,
}

impl From<(FactId, Attribute)> for CellRef {
    fn from((fact, attribute): (FactId, Attribute)) -> Self {
        Self { fact, attribute }
    }
}

impl From<CellRef> for (FactId, Attribute) {
    fn from(cell: CellRef) -> Self {
        (cell.fact, cell.attribute)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{CareEpisode, Fact};
    use crate::coded::{PresaInCarico, Sex};
    use crate::codice_fiscale::synthetic;

    #[test]
    fn people_who_share_a_base_form_have_keys_of_their_own() {
        let born = date(1980, 5, 7);
        let base = synthetic("PROVALDI", "ADA", born, Sex::Female, "A944").expect("made up");
        let key = |cf| {
            let care = CareEpisode {
                cf,
                presa_in_carico: PresaInCarico::No,
                from: None,
                to: None,
                service_area: None,
            };
            Fact::Care(care).natural_key()
        };
        assert_ne!(key(base.synthetic_omocodic(1)), key(base));
    }
}
