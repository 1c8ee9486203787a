//! What the Servizio sanitario paid.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "spesa_ssn",
    label: "Compartecipazione del Servizio sanitario",
    istat: "EXPSSN",
    definition: "Quanto ha pagato il Servizio sanitario nazionale.",
    how: "Somma delle quote a carico del Servizio sanitario.",
    unit: Unit::Cents,
    formula: Formula::Base(Base::Sum(Sum::Ssn)),
};
