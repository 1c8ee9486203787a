//! Certificates of disability that cannot all be true.
//!
//! **What.** At most one of 1 (partial), 2 (total with *accompagnamento*) and 3 (total without).
//! **Why.** They are degrees of the same recognition. INPS's examples do pair them, so this is only
//! a warning. **Source.** Deduced from SPEC tab. 11. **Example.** `InvCiv` 1 and 3.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Assessment;

pub(crate) static RULE: Rule = Rule {
    code: "SINA-N2.1",
    rows: &["N2"],
    severity: Severity::Warning,
    channel: None,
    what: "Fra le invalidità civili certificate c'è al più un grado: 1 (parziale), 2 (totale con \
           accompagnamento) o 3 (totale senza).",
    remedy: "Lasciare solo l'ultimo verbale valido.",
    source: "deduzione da SPEC tab. 11",
    check: Check::Assessment(check),
};

fn check(assessment: &Assessment<'_>, report: &mut Report<'_>) {
    let mut degrees = assessment
        .source
        .certified_disabilities
        .iter()
        .map(AsRef::as_ref)
        .filter(|code| matches!(*code, "1" | "2" | "3"));
    let Some(first) = degrees.next() else { return };
    if let Some(other) = degrees.find(|code| *code != first) {
        let problem = format!("Le invalidità certificate {first} e {other} si escludono");
        report.value(
            assessment.place,
            Field::CertifiedDisability,
            Some(other),
            &problem,
        );
    }
}
