//! Codice fiscale: the one door in, what the code says of the person, and how far it can be trusted.
//!
//! Source of the structure: DM Finanze 23/12/1976 (16 characters with check character, omocodia); the
//! 11-digit form is the one that Agenzia delle Entrate gives provisionally. Only the tax registry is
//! authoritative: a code that is formally right is no proof, and a code is never computed to fill a gap.

mod birth;
mod coherence;
mod error;
mod grade;
mod name_parts;
mod repair;
mod structure;
mod synthetic;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use coherence::{BirthplaceNote, Coherence, Identity, Part};
pub use error::CfError;
pub use grade::{Graded, IdentityGrade, grade};
pub use name_parts::{given_name_part, surname_part};
pub use repair::{Repair, RepairKind, suggest_repairs};
pub use synthetic::{synthetic, synthetic_provisional};

use crate::coded::Sex;

/// Which of the two forms a code has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CfKind {
    /// Sixteen characters, computed from the person's data.
    Personal,
    /// Eleven digits, given provisionally: says nothing of the person.
    Provisional,
}

/// A formally valid codice fiscale, upper case.
///
/// Two codes are equal when written alike. An omocodic code is another person's code than its base form
/// (that is why it was given): [`Self::base`] is for comparing and blocking, never an identity.
/// `Debug` redacts the code, so that it cannot slip into a log.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CodiceFiscale(String);

impl CodiceFiscale {
    /// The one door in: ignores white space and case, checks structure, date and check character.
    pub fn parse(raw: &str) -> Result<Self, CfError> {
        let code = clean(raw);
        structure::check(&code)?;
        Ok(Self(code))
    }

    /// The code as written, upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Personal or provisional.
    pub fn kind(&self) -> CfKind {
        if self.0.len() == structure::PERSONAL_LENGTH {
            CfKind::Personal
        } else {
            CfKind::Provisional
        }
    }

    /// True for the 11-digit form.
    pub fn is_provisional(&self) -> bool {
        self.kind() == CfKind::Provisional
    }

    /// The form without omocodia: digits restored, check character recomputed. For comparing and
    /// blocking only: the person with the base form is somebody else.
    pub fn base(&self) -> Cow<'_, str> {
        if self.is_omocodic() {
            Cow::Owned(structure::with_mask(&self.0, 0))
        } else {
            Cow::Borrowed(&self.0)
        }
    }

    /// True when letters stand for digits because another person has the same base form.
    pub fn is_omocodic(&self) -> bool {
        self.n_substitutions() > 0
    }

    /// How many of the seven digits are letters.
    pub fn n_substitutions(&self) -> u32 {
        structure::mask(&self.0).count_ones()
    }

    /// True when INPS's schema accepts the code: its pattern takes letters in positions 13 to 15 but
    /// digits only in year and day, so that a code with four substitutions or more is refused.
    ///
    /// Source: PS_PSA_SINA201812.xsd, INPS specification 2.0.1, tables 3 and 5.
    pub fn fits_siuss_pattern(&self) -> bool {
        self.is_provisional() || structure::mask(&self.0) & structure::DATE_DIGITS == 0
    }

    /// Sex; `None` for a provisional code.
    pub fn sex(&self) -> Option<Sex> {
        birth::sex(self)
    }

    /// Date of birth, the latest one not after `reference`: the code holds two digits of the year, so
    /// that a person of a hundred years or more comes out a century too young.
    pub fn birth_date(&self, reference: Date) -> Option<Date> {
        birth::possible_dates(self, reference).first().copied()
    }

    /// Every date of birth that the code allows, latest first, back to the age of 119.
    pub fn possible_birth_dates(&self, reference: Date) -> Vec<Date> {
        birth::possible_dates(self, reference)
    }

    /// Belfiore code of the birthplace, digits restored; `None` for a provisional code.
    pub fn birthplace(&self) -> Option<String> {
        let base = self.base();
        (!self.is_provisional())
            .then(|| base.get(11..15).map(str::to_owned))
            .flatten()
    }
}

impl FromStr for CodiceFiscale {
    type Err = CfError;

    fn from_str(raw: &str) -> Result<Self, CfError> {
        Self::parse(raw)
    }
}

impl TryFrom<String> for CodiceFiscale {
    type Error = CfError;

    fn try_from(raw: String) -> Result<Self, CfError> {
        Self::parse(&raw)
    }
}

impl From<CodiceFiscale> for String {
    fn from(code: CodiceFiscale) -> Self {
        code.0
    }
}

impl fmt::Display for CodiceFiscale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for CodiceFiscale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CF(…)")
    }
}

/// Upper case, no white space (also inside: `RSS MRA …` as on paper forms).
fn clean(raw: &str) -> String {
    raw.chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '\u{feff}')
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}
