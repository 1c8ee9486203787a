//! Hours of service.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "ore",
    label: "Ore di servizio",
    istat: "",
    definition: "Le ore di servizio erogate, per le prestazioni a ore.",
    how: "Somma delle ore dei record; un periodo ne prende la parte che tocca ai suoi mesi.",
    unit: Unit::Count,
    formula: Formula::Base(Base::Sum(Sum::Hours)),
};
