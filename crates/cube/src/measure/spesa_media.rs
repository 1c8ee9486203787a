//! Mean spending of a person.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "spesa_media",
    label: "Spesa per beneficiario",
    istat: "",
    definition: "Quanto si è speso in media per ogni beneficiario.",
    how: "Spesa totale diviso beneficiari.",
    unit: Unit::Cents,
    formula: Formula::Ratio {
        of: &Formula::Base(Base::Sum(Sum::Total)),
        by: &Formula::Base(Base::People),
        times: 1,
    },
};
