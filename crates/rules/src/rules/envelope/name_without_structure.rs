//! A flow name that does not have INPS's structure.
//!
//! **What.** The name is `{Codice Ente}.{PS|PSA|SINA|SINBA}.{data invio}.{progressivo}`; the older
//! form with `INPS` after the kind is read too. **Why.** It is how INPS and the ente speak of the
//! flow; the schema only limits its length. **Source.** SPEC tab. 2 and 13.
//! **Example.** `flusso gennaio` instead of `H501.PS.20240131.0000001`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::flow_name::FlowName;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Flow;

pub(crate) static RULE: Rule = Rule {
    code: "FLUSSO-E8",
    rows: &["E8"],
    severity: Severity::Error,
    channel: None,
    what: "Il nome del flusso è fatto di codice dell'ente, tipo (PS, PSA, SINA o SINBA), data di \
           invio e progressivo, separati da punti.",
    remedy: "Usare la forma H501.PS.20240131.0000001.",
    source: "SPEC tab. 2 e 13",
    check: Check::Header(check),
};

fn check(flow: &Flow<'_>, report: &mut Report<'_>) {
    let Some(name) = flow.header.text(Field::FlowName) else {
        return;
    };
    if FlowName::parse(name).is_none() {
        report.field(
            &flow.header,
            Field::FlowName,
            "Il nome del flusso non ha le quattro parti che INPS richiede",
        );
    }
}
