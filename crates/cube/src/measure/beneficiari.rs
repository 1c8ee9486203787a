//! Distinct people.

use super::{Base, Formula, Measure, Unit};

pub(super) const MEASURE: Measure = Measure {
    id: "beneficiari",
    label: "Beneficiari",
    istat: "USSSPM",
    definition: "Le persone diverse che hanno ricevuto almeno una prestazione: chi ne riceve più d'una conta una volta sola, a ogni livello.",
    how: "Persone distinte fra i record della cella; un totale non è la somma delle sue parti.",
    unit: Unit::Count,
    formula: Formula::Base(Base::People),
};
