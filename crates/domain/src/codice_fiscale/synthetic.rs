//! Builds codici fiscali of made-up people, for demonstrations and tests.

use jiff::civil::Date;

use super::{CfError, CodiceFiscale, given_name_part, structure, surname_part};
use crate::coded::Sex;

/// The code that a made-up person would have.
///
/// For invented people only: a real person's code comes from the registry, and is never computed to
/// fill a gap (collisions are frequent, above all among people born abroad).
pub fn synthetic(
    surname: &str,
    given_name: &str,
    birth_date: Date,
    sex: Sex,
    birthplace: &str,
) -> Result<CodiceFiscale, CfError> {
    let month = usize::try_from(birth_date.month())
        .ok()
        .and_then(|month| month.checked_sub(1));
    let month = month
        .and_then(|index| structure::MONTHS.get(index))
        .map_or('A', |letter| char::from(*letter));
    let day = birth_date.day() + if sex == Sex::Female { 40 } else { 0 };
    let mut code = format!(
        "{}{}{:02}{month}{day:02}{birthplace}",
        surname_part(surname),
        given_name_part(given_name),
        birth_date.year().rem_euclid(100),
    );
    code.push(structure::check_character(&code));
    CodiceFiscale::parse(&code)
}

/// An 11-digit provisional code for a made-up person, from ten digits at will.
pub fn synthetic_provisional(number: u64) -> Result<CodiceFiscale, CfError> {
    let mut code = format!("{:010}", number % 10_000_000_000);
    code.push(structure::check_digit(&code));
    CodiceFiscale::parse(&code)
}

impl CodiceFiscale {
    /// The omocodic form of a made-up person's code with `n` substitutions, rightmost digit first, as
    /// Agenzia delle Entrate gives them; `n` above 7 counts as 7, a provisional code stays as it is.
    #[must_use]
    pub fn synthetic_omocodic(&self, n: u32) -> Self {
        if self.is_provisional() {
            return self.clone();
        }
        let mask = 0x7f_u8 & !(0x7f_u8 >> n.min(7));
        Self(structure::with_mask(self.as_str(), mask))
    }
}
