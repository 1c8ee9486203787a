//! Months touched.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "mesi",
    label: "Mesi erogati",
    istat: "",
    definition: "I mesi in cui le prestazioni sono state erogate: una prestazione conta in ogni mese che tocca.",
    how: "Somma dei mesi toccati da ogni record.",
    unit: Unit::Count,
    formula: Formula::Base(Base::Sum(Sum::Months)),
};
