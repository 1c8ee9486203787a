//! Whether a codice fiscale agrees with what an office wrote about the person.

use jiff::civil::Date;
use pas_catalogue::{Catalogue, fold_name};

use super::name_parts::{given_name_agrees, surname_agrees};
use super::{CodiceFiscale, birth};
use crate::coded::Sex;

/// What an office wrote about a person. An empty name and a `None` are not compared.
#[derive(Clone, Default)]
pub struct Identity<'a> {
    /// Cognome.
    pub surname: &'a str,
    /// Nome.
    pub given_name: &'a str,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Belfiore code of the comune or foreign country of birth.
    pub birthplace: Option<&'a str>,
}

impl std::fmt::Debug for Identity<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(…)")
    }
}

/// One of the five things that a codice fiscale says of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Cognome.
    Surname,
    /// Nome.
    GivenName,
    /// Date of birth.
    BirthDate,
    /// Sex.
    Sex,
    /// Comune or foreign country of birth.
    Birthplace,
}

impl Part {
    /// All five, in the order of the code.
    pub const ALL: [Self; 5] = [
        Self::Surname,
        Self::GivenName,
        Self::BirthDate,
        Self::Sex,
        Self::Birthplace,
    ];

    /// Italian name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Surname => "cognome",
            Self::GivenName => "nome",
            Self::BirthDate => "data di nascita",
            Self::Sex => "sesso",
            Self::Birthplace => "luogo di nascita",
        }
    }
}

/// What must be said of the birthplace in the code, beside agreeing or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BirthplaceNote {
    /// No list knows the code.
    Unknown,
    /// The comune did not exist on the day of birth, as far as the list of comuni knows.
    NotOfThatDay,
    /// The office wrote the comune into which the birthplace has merged: this one, by Belfiore code.
    MergedInto(String),
}

/// The comparison of a codice fiscale with an identity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coherence {
    /// Parts that disagree.
    pub disagreements: Vec<Part>,
    /// Parts that could not be compared, because the office wrote nothing.
    pub not_compared: Vec<Part>,
    /// A remark on the birthplace.
    pub birthplace_note: Option<BirthplaceNote>,
    /// Surname and given name disagree, and would agree if exchanged.
    pub names_look_swapped: bool,
}

impl Coherence {
    /// True when at least one of the names was compared, nothing disagrees, and some list knows the
    /// birthplace in the code.
    pub fn is_coherent(&self) -> bool {
        let names = [Part::Surname, Part::GivenName];
        let has_name = names.iter().any(|part| !self.not_compared.contains(part));
        self.disagreements.is_empty() && has_name && !self.has_unknown_birthplace()
    }

    fn has_unknown_birthplace(&self) -> bool {
        self.birthplace_note == Some(BirthplaceNote::Unknown)
    }

    /// Italian sentence that names what disagrees; `None` when nothing does.
    pub fn message(&self) -> Option<String> {
        let labels: Vec<&str> = self.disagreements.iter().map(|part| part.label()).collect();
        let parts = match labels.as_slice() {
            [] if self.has_unknown_birthplace() => {
                return Some(
                    "il luogo di nascita del codice fiscale non è in nessun elenco".to_owned(),
                );
            }
            [] => return None,
            [only] => (*only).to_owned(),
            [others @ .., last] => format!("{} e {last}", others.join(", ")),
        };
        let hint = if self.names_look_swapped {
            " (cognome e nome sembrano scambiati)"
        } else {
            ""
        };
        Some(format!("il codice fiscale non corrisponde a {parts}{hint}"))
    }
}

impl CodiceFiscale {
    /// Compares the code with what an office wrote; a provisional code agrees with everything.
    pub fn coherence(&self, identity: &Identity<'_>, catalogue: &Catalogue) -> Coherence {
        let mut coherence = Coherence::default();
        if self.is_provisional() {
            coherence.not_compared.extend(Part::ALL);
            return coherence;
        }
        for part in Part::ALL {
            match self.agrees(part, identity, catalogue, &mut coherence) {
                Some(true) => {}
                Some(false) => coherence.disagreements.push(part),
                None => coherence.not_compared.push(part),
            }
        }
        coherence.names_look_swapped = self.names_look_swapped(identity, &coherence);
        coherence
    }

    /// The letters of the code that come from surname and given name.
    fn name_letters(&self) -> (&str, &str) {
        let code = self.as_str();
        (
            code.get(0..3).unwrap_or_default(),
            code.get(3..6).unwrap_or_default(),
        )
    }

    fn agrees(
        &self,
        part: Part,
        identity: &Identity<'_>,
        catalogue: &Catalogue,
        coherence: &mut Coherence,
    ) -> Option<bool> {
        let (surname, given_name) = self.name_letters();
        match part {
            Part::Surname if fold_name(identity.surname).is_empty() => None,
            Part::Surname => Some(surname_agrees(surname, identity.surname)),
            Part::GivenName if fold_name(identity.given_name).is_empty() => None,
            Part::GivenName => Some(given_name_agrees(given_name, identity.given_name)),
            Part::BirthDate => {
                let date = identity.birth_date?;
                let (year, month, day) = birth::year_month_day(self)?;
                Some((date.year().rem_euclid(100), date.month(), date.day()) == (year, month, day))
            }
            Part::Sex => Some(self.sex() == Some(identity.sex?)),
            Part::Birthplace => {
                let own = self.birthplace()?;
                coherence.birthplace_note = birthplace_note(&own, identity, catalogue);
                let written = identity.birthplace?.trim().to_ascii_uppercase();
                let merged = matches!(
                    &coherence.birthplace_note,
                    Some(BirthplaceNote::MergedInto(_))
                );
                Some(own == written || merged)
            }
        }
    }

    fn names_look_swapped(&self, identity: &Identity<'_>, coherence: &Coherence) -> bool {
        let (surname, given_name) = self.name_letters();
        let both = [Part::Surname, Part::GivenName];
        both.iter()
            .all(|part| coherence.disagreements.contains(part))
            && surname_agrees(surname, identity.given_name)
            && given_name_agrees(given_name, identity.surname)
    }
}

fn birthplace_note(
    own: &str,
    identity: &Identity<'_>,
    catalogue: &Catalogue,
) -> Option<BirthplaceNote> {
    if own.starts_with('Z') {
        return catalogue
            .country_by_belfiore(own)
            .is_none()
            .then_some(BirthplaceNote::Unknown);
    }
    let Some(latest) = catalogue.comune_by_belfiore_any_date(own) else {
        return Some(BirthplaceNote::Unknown);
    };
    if let Some(written) = identity
        .birthplace
        .map(|code| code.trim().to_ascii_uppercase())
        && written != own
        && is_successor(latest.successor.as_deref(), &written, catalogue)
    {
        return Some(BirthplaceNote::MergedInto(written));
    }
    let date = identity.birth_date?;
    catalogue
        .comune_by_belfiore(own, date)
        .is_none()
        .then_some(BirthplaceNote::NotOfThatDay)
}

/// Follows the mergers from `first`.
fn is_successor(first: Option<&str>, written: &str, catalogue: &Catalogue) -> bool {
    let next = |code: &&str| {
        catalogue
            .comune_by_belfiore_any_date(code)
            .and_then(|comune| comune.successor.as_deref())
    };
    std::iter::successors(first, next)
        .take(5)
        .any(|code| code == written)
}
