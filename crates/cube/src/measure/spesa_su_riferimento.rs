//! Bodies' own spending per person of the target population.

use super::{Base, Formula, Measure, Population, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "spesa_su_riferimento",
    label: "Spesa sulla popolazione di riferimento",
    istat: "EXPTPOP",
    definition: "Quanto hanno speso gli enti per ogni persona della popolazione di riferimento.",
    how: "Spesa dell'ente diviso popolazione di riferimento.",
    unit: Unit::Cents,
    formula: Formula::Ratio {
        of: &Formula::Less(Base::Sum(Sum::Total), &[Base::Sum(Sum::User), Base::Sum(Sum::Ssn)]),
        by: &Formula::Population(Population::Target),
        times: 1,
    },
};
