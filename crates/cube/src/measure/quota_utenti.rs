//! Share that users paid.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "quota_utenti",
    label: "Quota pagata dagli utenti",
    istat: "",
    definition: "La parte della spesa totale pagata dagli utenti.",
    how: "Compartecipazione degli utenti diviso spesa totale, per cento.",
    unit: Unit::Ratio {
        decimals: 1,
        sign: "%",
    },
    formula: Formula::Ratio {
        of: &Formula::Base(Base::Sum(Sum::User)),
        by: &Formula::Base(Base::Sum(Sum::Total)),
        times: 100,
    },
};
