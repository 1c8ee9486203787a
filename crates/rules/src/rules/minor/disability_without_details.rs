//! A disability without its kind or its certificate.
//!
//! **What.** With *disabilità* 1 the kind and the certificate are given. **Why.** SISO requires
//! both; INPS leaves them free. **Source.** SISO, VSC and VSB. **Example.** `Disabilita="1"` alone.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B6",
    rows: &["B6"],
    severity: Severity::Warning,
    channel: None,
    what: "Di un minore con disabilità sono indicati il tipo e la certificazione.",
    remedy: "Chiedere il tipo di disabilità e la certificazione al servizio.",
    source: "SISO, VSC e VSB",
    check: Check::Minor(check),
};

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let record = &minor.record;
    if !record.is(Field::Disability, "1") {
        return;
    }
    for field in [Field::DisabilityKind, Field::DisabilityCertificate] {
        if !record.has(field) {
            let problem = format!("Il minore ha una disabilità, ma manca «{}»", field.label());
            report.field(record, field, &problem);
        }
    }
}
