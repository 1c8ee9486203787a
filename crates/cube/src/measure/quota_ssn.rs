//! Share that the Servizio sanitario paid.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "quota_ssn",
    label: "Quota pagata dal Servizio sanitario",
    istat: "",
    definition: "La parte della spesa totale pagata dal Servizio sanitario.",
    how: "Compartecipazione del Servizio sanitario diviso spesa totale, per cento.",
    unit: Unit::Ratio {
        decimals: 1,
        sign: "%",
    },
    formula: Formula::Ratio {
        of: &Formula::Base(Base::Sum(Sum::Ssn)),
        by: &Formula::Base(Base::Sum(Sum::Total)),
        times: 100,
    },
};
