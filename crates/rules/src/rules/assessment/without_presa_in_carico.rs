//! An assessment of a person who is not in charge of the service.
//!
//! **What.** SINA goes with *presa in carico* 1. **Why.** It holds health data, which are sent only
//! for people whom the service follows; SISO does not export it otherwise. **Source.** SISO, XE18.
//! **Example.** `PresaCarico="2"` with a `SINA` element.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Assessment;

pub(crate) static RULE: Rule = Rule {
    code: "SINA-N3",
    rows: &["N3"],
    severity: Severity::Warning,
    channel: None,
    what: "La valutazione SINA accompagna solo chi è in carico.",
    remedy: "Togliere la valutazione, o correggere la presa in carico.",
    source: "SISO, XE18",
    check: Check::Assessment(check),
};

fn check(assessment: &Assessment<'_>, report: &mut Report<'_>) {
    if assessment.benefit.record.is(Field::PresaInCarico, "2") {
        report.whole(
            assessment.place,
            "C'è la valutazione SINA di una persona non in carico",
        );
    }
}
