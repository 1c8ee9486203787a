//! Rules on who a beneficiary is.

pub(crate) mod birth_year_implausible;
pub(crate) mod birthplace_unknown;
pub(crate) mod citizenship_in_anpr_codes;
pub(crate) mod citizenship_unknown;
pub(crate) mod name_of_blanks;
pub(crate) mod second_citizenship_repeated;
