//! What users paid.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "spesa_utenti",
    label: "Compartecipazione degli utenti",
    istat: "EXPUSERS",
    definition: "Quanto hanno pagato gli utenti.",
    how: "Somma delle quote a carico dell'utente.",
    unit: Unit::Cents,
    formula: Formula::Base(Base::Sum(Sum::User)),
};
