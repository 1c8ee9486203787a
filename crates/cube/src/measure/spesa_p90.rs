//! Ninth decile of the spending of a person.

use super::{Base, Formula, Measure, Unit};

pub(super) const MEASURE: Measure = Measure {
    id: "spesa_p90",
    label: "Spesa al 90° percentile",
    istat: "",
    definition: "La spesa che nove beneficiari su dieci non superano.",
    how: "90° percentile della spesa di ogni persona nella cella.",
    unit: Unit::Cents,
    formula: Formula::Base(Base::Percentile(90)),
};
