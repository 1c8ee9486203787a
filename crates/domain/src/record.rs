//! Derived SIUSS records: what would be sent, in which state, why, and where each value is from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::coded::ServiceArea;
use crate::codice_fiscale::CodiceFiscale;
use crate::fact::CellRef;
use crate::flow::{Field, UncheckedBeneficiary, UncheckedMinor};
use crate::money::Money;
use crate::office::Office;
use crate::period::Period;

/// A SIUSS record, derived from facts and never typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiussRecord {
    /// What the record is about; stable when only amounts or answers change.
    pub key: String,
    /// The person.
    pub person: CodiceFiscale,
    /// Code of the benefit; none for a SINBA record.
    pub benefit: Option<String>,
    /// The stretch that a periodic benefit covers, or the day of a one-off one.
    pub period: Period,
    /// Periodic: calendar months touched. One-off: none.
    pub n_months: Option<u8>,
    /// All that was spent in the stretch; nothing for a SINBA record.
    pub total: Money,
    /// The office of the ente whose benefit it is: that of the grant.
    #[serde(default)]
    pub office: Option<Office>,
    /// Area di utenza, where known.
    pub service_area: Option<ServiceArea>,
    /// Belfiore code of the comune of residence, where known.
    pub residence_comune: Option<String>,
    /// The values as INPS would get them. An incomplete record holds those that are known.
    pub body: RecordBody,
    /// Whether it can go, and if not, why.
    pub state: RecordState,
    /// Why not, or what to look at. Empty for a record that is simply ready.
    pub reasons: Vec<Reason>,
    /// Where each value came from.
    pub lineage: Vec<ValueOrigin>,
}

/// The values of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordBody {
    /// One person with exactly one benefit.
    Benefit(UncheckedBeneficiary<'static>),
    /// One minor, without a name.
    Minor(UncheckedMinor<'static>),
}

/// Whether a record can be sent. Source: modello-di-dominio.md §2 of the project's notes; the
/// states after publication are [`SendingState`](crate::sending::SendingState)s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// Complete and right: it can go.
    Ready,
    /// A value is missing, and an office has it.
    Incomplete,
    /// Values contradict each other or somebody must decide.
    Blocked,
    /// Nothing is to be sent for it.
    NotDue,
}

impl RecordState {
    /// Every state.
    pub const ALL: &'static [Self] = &[Self::Ready, Self::Incomplete, Self::Blocked, Self::NotDue];

    /// The name for storage and URLs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ready => "pronto",
            Self::Incomplete => "incompleto",
            Self::Blocked => "bloccato",
            Self::NotDue => "non_dovuto",
        }
    }

    /// The state whose [`RecordState::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.name() == name)
    }

    /// The Italian name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ready => "pronto",
            Self::Incomplete => "incompleto",
            Self::Blocked => "bloccato",
            Self::NotDue => "non dovuto",
        }
    }
}

/// Why a record is where it is, and who can move it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Stable code, such as `manca-residenza`; a rule's code where a rule raised it.
    pub code: String,
    /// The state that this reason alone would give; [`RecordState::Ready`] for a mere remark.
    pub state: RecordState,
    /// Who must act.
    pub office: Office,
    /// In Italian: what is wrong and what to do. Never names the person.
    pub message: String,
    /// The value concerned.
    pub field: Option<Field>,
}

/// Where one value of a record came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueOrigin {
    /// The value.
    pub field: Field,
    /// In Italian, how it was obtained: copied, summed, counted, decided by a rule.
    pub how: String,
    /// The cells behind it.
    pub cells: Vec<CellRef>,
}

impl SiussRecord {
    /// First day of the stretch.
    pub fn start(&self) -> Date {
        self.period.start()
    }
}
