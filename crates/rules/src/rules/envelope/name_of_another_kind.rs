//! A flow whose name says another kind than its content.
//!
//! **What.** A flow of minors is named SINBA; a flow of benefits PS, PSA or SINA. **Why.** The two
//! have different schemas, and INPS chooses by the name. **Source.** SPEC tab. 2 and 13.
//! **Example.** SINBA records in `H501.PS.20240131.0000001`.

use pas_domain::finding::Severity;
use pas_domain::flow::{Field, FlowBody};

use super::flow_name::FlowName;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Flow;

pub(crate) static RULE: Rule = Rule {
    code: "FLUSSO-E8.3",
    rows: &["E8"],
    severity: Severity::Error,
    channel: None,
    what: "Il tipo nel nome del flusso è SINBA per i minori; PS, PSA o SINA per le prestazioni.",
    remedy: "Correggere il tipo nel nome.",
    source: "SPEC tab. 2 e 13",
    check: Check::Header(check),
};

fn check(flow: &Flow<'_>, report: &mut Report<'_>) {
    let Some(name) = flow.header.text(Field::FlowName).and_then(FlowName::parse) else {
        return;
    };
    let holds_minors = matches!(flow.body, FlowBody::Minors(_));
    if holds_minors != (name.kind == "SINBA") {
        let content = if holds_minors {
            "minori"
        } else {
            "prestazioni"
        };
        let problem = format!("Il nome dice {}, ma il flusso porta {content}", name.kind);
        report.field(&flow.header, Field::FlowName, &problem);
    }
}
