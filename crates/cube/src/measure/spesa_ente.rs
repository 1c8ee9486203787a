//! What the bodies spent of their own.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "spesa_ente",
    label: "Spesa dell'ente",
    istat: "EXPMUN",
    definition: "Quanto hanno speso gli enti, tolta la parte pagata dagli utenti e dal Servizio sanitario.",
    how: "Spesa totale meno quota degli utenti meno quota del Servizio sanitario.",
    unit: Unit::Cents,
    formula: Formula::Less(Base::Sum(Sum::Total), &[Base::Sum(Sum::User), Base::Sum(Sum::Ssn)]),
};
