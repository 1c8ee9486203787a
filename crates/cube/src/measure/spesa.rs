//! All that was spent.

use super::{Base, Formula, Measure, Unit};
use crate::grid::Sum;

pub(super) const MEASURE: Measure = Measure {
    id: "spesa",
    label: "Spesa totale",
    istat: "TOTEXP",
    definition: "Quanto si è speso in tutto, chiunque abbia pagato.",
    how: "Somma degli importi dei record: quota dell'ente, degli utenti e del Servizio sanitario.",
    unit: Unit::Cents,
    formula: Formula::Base(Base::Sum(Sum::Total)),
};
