//! Mean months of a record.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "durata_media",
    label: "Durata media",
    istat: "",
    definition: "Quanti mesi dura in media una prestazione nell'anno.",
    how: "Mesi erogati diviso prestazioni.",
    unit: Unit::Ratio {
        decimals: 1,
        sign: "mesi",
    },
    formula: Formula::Ratio {
        of: &Formula::Base(Base::Sum(Sum::Months)),
        by: &Formula::Base(Base::Sum(Sum::Records)),
        times: 1,
    },
};
