//! A person in charge in the area of disability without an assessment.
//!
//! **What.** *Presa in carico* 1 and area 2 come with SINA. **Why.** SISO refuses to export the
//! benefit of an elderly or disabled person in charge without it. INPS leaves it free.
//! **Source.** SISO, CV. **Example.** `PresaCarico="1" AreaUtenza="2"` and no `SINA`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "SINA-N3.1",
    rows: &["N3"],
    severity: Severity::Warning,
    channel: None,
    what: "Chi è in carico nell'area disabilità e non autosufficienza ha la valutazione SINA.",
    remedy: "Chiedere la valutazione al servizio che segue la persona.",
    source: "SISO, CV",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let is_expected = record.is(Field::PresaInCarico, "1")
        && record.is(Field::ServiceArea, "2")
        && !record.is(Field::Operation, "C");
    if is_expected && benefit.source.assessment.is_none() {
        report.whole(
            record.place,
            "Manca la valutazione SINA di una persona in carico nell'area 2",
        );
    }
}
