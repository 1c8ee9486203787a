//! Rules on who a beneficiary is.

pub(crate) mod birth_year_against_cf;
pub(crate) mod birth_year_implausible;
pub(crate) mod birthplace_against_cf;
pub(crate) mod birthplace_unknown;
pub(crate) mod cf_not_valid;
pub(crate) mod citizenship_in_anpr_codes;
pub(crate) mod citizenship_unknown;
pub(crate) mod codice_fiscale;
pub(crate) mod name_against_cf;
pub(crate) mod name_of_blanks;
mod plain_name;
pub(crate) mod second_citizenship_repeated;
pub(crate) mod sex_against_cf;
