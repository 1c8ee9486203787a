//! Residents.

use super::{Formula, Measure, Population, Unit};

pub(super) const MEASURE: Measure = Measure {
    id: "abitanti",
    label: "Abitanti",
    istat: "",
    definition: "Le persone residenti secondo l'ISTAT, alla data indicata accanto al dato.",
    how: "Residenti del territorio, del sesso e dell'età della cella.",
    unit: Unit::Count,
    formula: Formula::Population(Population::Residents),
};
