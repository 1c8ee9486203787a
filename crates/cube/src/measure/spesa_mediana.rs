//! Median spending of a person.

use super::{Base, Formula, Measure, Unit};

pub(super) const MEASURE: Measure = Measure {
    id: "spesa_mediana",
    label: "Spesa mediana",
    istat: "",
    definition: "La spesa che metà dei beneficiari non supera.",
    how: "Mediana della spesa di ogni persona nella cella (il più piccolo importo che almeno metà delle persone non supera).",
    unit: Unit::Cents,
    formula: Formula::Base(Base::Percentile(50)),
};
