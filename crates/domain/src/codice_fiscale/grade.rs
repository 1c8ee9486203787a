//! How far an identity can be trusted, from A (verified) to E (provisional or absent).

use pas_catalogue::Catalogue;
use serde::{Deserialize, Serialize};

use super::{CfError, CodiceFiscale, Coherence, Identity, Repair, suggest_repairs};

/// Quality of an identity. Only A and B go to SIUSS by themselves; C asks the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum IdentityGrade {
    /// Verified by the registry authority (ANPR, Agenzia delle Entrate's service VCF1).
    A,
    /// Formally valid and coherent with name, birth, sex and birthplace.
    B,
    /// Formally valid, but not coherent with what the office wrote, or nothing to compare with.
    C,
    /// Not valid, but one repair away from a valid code.
    D,
    /// Provisional, absent, or beyond repair.
    E,
}

impl IdentityGrade {
    /// All grades, best first.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::D, Self::E];

    /// True when a record may go to SIUSS without asking anybody.
    pub fn is_sent_by_itself(self) -> bool {
        matches!(self, Self::A | Self::B)
    }

    /// `A` to `E`.
    pub fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
        }
    }

    /// Italian meaning.
    pub fn label(self) -> &'static str {
        match self {
            Self::A => "verificato dall'anagrafe",
            Self::B => "valido e coerente",
            Self::C => "valido ma non coerente con i dati della persona",
            Self::D => "errato ma riparabile",
            Self::E => "provvisorio, mancante o non riparabile",
        }
    }
}

/// A graded codice fiscale with everything that led to the grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// The grade.
    pub grade: IdentityGrade,
    /// The code, when what was written is formally valid.
    pub code: Option<CodiceFiscale>,
    /// Why it is not valid.
    pub problem: Option<CfError>,
    /// The comparison with the identity, when there was one and a code to compare.
    pub coherence: Option<Coherence>,
    /// Valid codes near what was written; those coherent with the identity first.
    pub repairs: Vec<Repair>,
}

impl Graded {
    /// Italian sentence that says what is wrong; `None` when nothing is.
    pub fn message(&self) -> Option<String> {
        if let Some(problem) = &self.problem {
            return Some(problem.to_string());
        }
        match self.grade {
            IdentityGrade::E => Some("codice fiscale provvisorio di 11 cifre".to_owned()),
            _ => self.coherence.as_ref().and_then(Coherence::message),
        }
    }
}

/// Grades what an office wrote as codice fiscale. Never fails: the worst is grade E.
///
/// `verified` says that the registry authority confirmed this very code. A verified code stays A even
/// when the office's names differ: the difference is in the office's data.
pub fn grade(
    raw: &str,
    identity: Option<&Identity<'_>>,
    verified: bool,
    catalogue: &Catalogue,
) -> Graded {
    match CodiceFiscale::parse(raw) {
        Ok(code) => grade_valid(code, identity, verified, catalogue),
        Err(problem) => grade_invalid(raw, problem, identity, catalogue),
    }
}

fn grade_valid(
    code: CodiceFiscale,
    identity: Option<&Identity<'_>>,
    verified: bool,
    catalogue: &Catalogue,
) -> Graded {
    let coherence = identity.map(|identity| code.coherence(identity, catalogue));
    let is_coherent = coherence.as_ref().is_some_and(Coherence::is_coherent);
    let grade = match () {
        () if verified => IdentityGrade::A,
        () if code.is_provisional() => IdentityGrade::E,
        () if is_coherent => IdentityGrade::B,
        () => IdentityGrade::C,
    };
    Graded {
        grade,
        code: Some(code),
        problem: None,
        coherence,
        repairs: Vec::new(),
    }
}

fn grade_invalid(
    raw: &str,
    problem: CfError,
    identity: Option<&Identity<'_>>,
    catalogue: &Catalogue,
) -> Graded {
    let mut repairs = suggest_repairs(raw);
    if let Some(identity) = identity {
        repairs.sort_by_key(|repair| {
            repair
                .code
                .coherence(identity, catalogue)
                .disagreements
                .len()
        });
    }
    let repairable = repairs.iter().any(|repair| !repair.code.is_provisional());
    let grade = if repairable {
        IdentityGrade::D
    } else {
        IdentityGrade::E
    };
    Graded {
        grade,
        code: None,
        problem: Some(problem),
        coherence: None,
        repairs,
    }
}
