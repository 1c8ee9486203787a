//! Distinct households.

use super::{Base, Formula, Measure, Unit};

pub(super) const MEASURE: Measure = Measure {
    id: "nuclei",
    label: "Nuclei familiari",
    istat: "",
    definition: "I nuclei familiari diversi con almeno un beneficiario. Sono dello stesso nucleo le persone della stessa DSU; chi non ha una DSU conta come un nucleo.",
    how: "Nuclei distinti fra i record della cella.",
    unit: Unit::Count,
    formula: Formula::Base(Base::Households),
};
