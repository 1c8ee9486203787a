//! People on the target population.

use super::{Base, Formula, Measure, Population, Unit};

pub(super) const MEASURE: Measure = Measure {
    id: "beneficiari_su_riferimento",
    label: "Beneficiari sulla popolazione di riferimento",
    istat: "PERUSTPOP",
    definition: "Quanta parte della popolazione di riferimento è raggiunta.",
    how: "Beneficiari diviso popolazione di riferimento, per cento.",
    unit: Unit::Ratio {
        decimals: 1,
        sign: "%",
    },
    formula: Formula::Ratio {
        of: &Formula::Base(Base::People),
        by: &Formula::Population(Population::Target),
        times: 100,
    },
};
