//! Residents whom an area is meant for.

use super::{Formula, Measure, Population, Unit};

pub(super) const MEASURE: Measure = Measure {
    id: "popolazione_riferimento",
    label: "Popolazione di riferimento",
    istat: "",
    definition: "Le persone a cui si rivolge l'area ISTAT della cella: 0-17 anni per famiglia e minori, 65 e più per anziani, tutti dove non c'è un'area.",
    how: "Residenti nelle età dell'area; per le altre aree l'ISTAT usa popolazioni che qui non ci sono.",
    unit: Unit::Count,
    formula: Formula::Population(Population::Target),
};
