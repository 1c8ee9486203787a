//! Records.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "record",
    label: "Prestazioni",
    istat: "",
    definition: "Le prestazioni erogate, come le conta il SIUSS: una per persona, prestazione e anno.",
    how: "Numero di record della cella.",
    unit: Unit::Count,
    formula: Formula::Base(Base::Sum(Sum::Records)),
};
