//! Details of a disability that the record denies.
//!
//! **What.** Kind and certificate go with *disabilità* 1. **Why.** One of the two is wrong, and a
//! health datum may travel without need. **Source.** Ours, from SPEC tab. 15.
//! **Example.** `Disabilita="2" TipoDisabilita="1"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B6.1",
    rows: &["B6"],
    severity: Severity::Warning,
    channel: None,
    what: "Tipo e certificazione accompagnano solo una disabilità indicata.",
    remedy: "Togliere il campo, o indicare la disabilità.",
    source: "PAS, da SPEC tab. 15",
    check: Check::Minor(check),
};

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let record = &minor.record;
    if !record.is(Field::Disability, "2") {
        return;
    }
    for field in [Field::DisabilityKind, Field::DisabilityCertificate] {
        if record.is_filled(field) {
            let problem = format!("Il minore non ha disabilità, ma c'è «{}»", field.label());
            report.field(record, field, &problem);
        }
    }
}
