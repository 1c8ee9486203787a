//! A residence in Italy without region or comune.
//!
//! **What.** With country 380 the region and the comune are given. **Why.** INPS requires both; its
//! schema only says so in a note. **Source.** SPEC tab. 7; XSD, documentation of `IndirizzoType`.
//! **Example.** `CodiceNazione="380"` alone.

use pas_catalogue::ITALY_SIUSS;
use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Residence;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P2",
    rows: &["P2"],
    severity: Severity::Error,
    channel: None,
    what: "Una residenza in Italia (380) ha la regione e il comune.",
    remedy: "Indicare il codice della regione (Agenzia delle Entrate) e quello ISTAT del comune.",
    source: "SPEC tab. 7; XSD, IndirizzoType",
    check: Check::Residence(check),
};

fn check(residence: &Residence<'_>, report: &mut Report<'_>) {
    let record = &residence.record;
    if !record.is(Field::ResidenceCountry, ITALY_SIUSS) {
        return;
    }
    for field in [Field::ResidenceRegion, Field::ResidenceComune] {
        if !record.has(field) {
            let problem = format!("La residenza è in Italia, ma manca «{}»", field.label());
            report.field(record, field, &problem);
        }
    }
}
