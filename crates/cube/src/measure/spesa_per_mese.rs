//! Mean spending of a month.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "spesa_per_mese",
    label: "Spesa per mese erogato",
    istat: "",
    definition: "Quanto è costato in media un mese di prestazione.",
    how: "Spesa totale diviso mesi erogati.",
    unit: Unit::Cents,
    formula: Formula::Ratio {
        of: &Formula::Base(Base::Sum(Sum::Total)),
        by: &Formula::Base(Base::Sum(Sum::Months)),
        times: 1,
    },
};
