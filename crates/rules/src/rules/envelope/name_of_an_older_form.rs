//! A flow name in the form used before the current specification.
//!
//! **What.** The kind is not followed by `INPS`. **Why.** INPS's third example and SISO still write
//! it, so it may be accepted; the current specification does not have it. **Source.** SPEC tab. 2
//! and 13 against INPS's third example. **Example.** `H501.PS.INPS.20160423.115235`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::flow_name::FlowName;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Flow;

pub(crate) static RULE: Rule = Rule {
    code: "FLUSSO-E8.1",
    rows: &["E8"],
    severity: Severity::Warning,
    channel: None,
    what: "Il nome del flusso non ha la parte «INPS» delle forme più vecchie.",
    remedy: "Togliere «INPS.» dal nome.",
    source: "SPEC tab. 2 e 13; terzo esempio INPS",
    check: Check::Header(check),
};

fn check(flow: &Flow<'_>, report: &mut Report<'_>) {
    let name = flow.header.text(Field::FlowName).and_then(FlowName::parse);
    if name.is_some_and(|name| name.older_form) {
        report.field(
            &flow.header,
            Field::FlowName,
            "Il nome del flusso ha la forma in uso prima della specifica attuale",
        );
    }
}
