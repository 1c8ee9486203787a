//! Rules on a place of residence.

pub(crate) mod comune_unknown;
pub(crate) mod country_unknown;
pub(crate) mod italian_codes_abroad;
pub(crate) mod missing_in_italy;
pub(crate) mod region_of_another_comune;
