//! A flow name that starts with the code of another ente.
//!
//! **What.** The first part of the name is the code of the ente that sends. **Why.** Otherwise the
//! outcome is looked for under the wrong ente. **Source.** SPEC tab. 2, 3, 13, 14.
//! **Example.** `H501.PS.20240131.0000001` in a flow whose ente is `L219`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::flow_name::FlowName;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Flow;

pub(crate) static RULE: Rule = Rule {
    code: "FLUSSO-E8.2",
    rows: &["E8", "E9"],
    severity: Severity::Error,
    channel: None,
    what: "Il nome del flusso comincia con il codice dell'ente che lo invia.",
    remedy: "Rifare il nome con il codice dell'ente, o correggere il codice.",
    source: "SPEC tab. 2, 3, 13 e 14",
    check: Check::Header(check),
};

fn check(flow: &Flow<'_>, report: &mut Report<'_>) {
    let header = &flow.header;
    let name = header.text(Field::FlowName).and_then(FlowName::parse);
    let (Some(name), Some(ente)) = (name, header.text(Field::EnteCode)) else {
        return;
    };
    if !ente.is_empty() && name.ente != ente {
        let problem = format!(
            "Il nome del flusso comincia con «{}», ma il codice dell'ente è «{ente}»",
            name.ente
        );
        report.field(header, Field::FlowName, &problem);
    }
}
