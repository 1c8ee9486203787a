//! Rules on a SINBA record.

use pas_domain::flow::Field;

pub(crate) mod age_band_impossible;
pub(crate) mod benefit_unknown;
pub(crate) mod country_unknown;
pub(crate) mod court_act_without_date;
pub(crate) mod court_date_without_act;
pub(crate) mod disability_details_without_disability;
pub(crate) mod disability_without_details;
pub(crate) mod id_from_belfiore;
pub(crate) mod id_like_a_codice_fiscale;
pub(crate) mod month_before_birth;
pub(crate) mod month_in_the_future;
pub(crate) mod region_missing;
pub(crate) mod region_unknown;
pub(crate) mod repeated;

/// Every month of a record.
const MONTHS: [Field; 3] = [
    Field::FirstReportMonth,
    Field::CourtReportMonth,
    Field::CourtOrderMonth,
];

/// Acts of the court, each with the field of its month.
const COURT_ACTS: [(Field, Field); 2] = [
    (Field::CourtReport, Field::CourtReportMonth),
    (Field::CourtOrder, Field::CourtOrderMonth),
];
