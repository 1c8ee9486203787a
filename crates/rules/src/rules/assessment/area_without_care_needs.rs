//! An assessment of a person in another area than disability.
//!
//! **What.** SINA goes with area 2. **Why.** SINA is the module on disability and dependence; SISO
//! derives area 2 from the same social category that asks for SINA. **Source.** SISO, XE18.
//! **Example.** `AreaUtenza="3"` with a `SINA` element.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Assessment;

pub(crate) static RULE: Rule = Rule {
    code: "SINA-N5",
    rows: &["N5"],
    severity: Severity::Warning,
    channel: None,
    what: "La valutazione SINA accompagna l'area disabilità e non autosufficienza.",
    remedy: "Controllare l'area di utenza; se è giusta, togliere la valutazione.",
    source: "SISO, XE18",
    check: Check::Assessment(check),
};

fn check(assessment: &Assessment<'_>, report: &mut Report<'_>) {
    let area = assessment.benefit.record.text(Field::ServiceArea);
    if let Some(area @ ("1" | "3")) = area {
        let problem = format!("C'è la valutazione SINA di una persona dell'area {area}");
        report.whole(assessment.place, &problem);
    }
}
