//! Bodies' own spending per resident.

use super::{Base, Formula, Measure, Population, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "spesa_per_abitante",
    label: "Spesa per abitante",
    istat: "",
    definition: "Quanto hanno speso gli enti per ogni abitante.",
    how: "Spesa dell'ente diviso abitanti.",
    unit: Unit::Cents,
    formula: Formula::Ratio {
        of: &Formula::Less(Base::Sum(Sum::Total), &[Base::Sum(Sum::User), Base::Sum(Sum::Ssn)]),
        by: &Formula::Population(Population::Residents),
        times: 1,
    },
};
