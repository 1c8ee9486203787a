//! People per thousand residents.

use super::{Base, Formula, Measure, Population, Unit};

pub(super) const MEASURE: Measure = Measure {
    id: "beneficiari_per_mille",
    label: "Beneficiari ogni mille abitanti",
    istat: "",
    definition: "Quanti beneficiari ci sono ogni mille abitanti.",
    how: "Beneficiari diviso abitanti, per mille.",
    unit: Unit::Ratio {
        decimals: 1,
        sign: "‰",
    },
    formula: Formula::Ratio {
        of: &Formula::Base(Base::People),
        by: &Formula::Population(Population::Residents),
        times: 1000,
    },
};
