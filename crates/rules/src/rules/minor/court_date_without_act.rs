//! The month of a report to the court, or of an order, that the record denies.
//!
//! **What.** The month goes with 1. **Why.** One of the two is wrong. **Source.** Ours, from SPEC
//! tab. 15. **Example.** `SegnalazioneAutoritaGiudiziaria="2" DataSegnalazione="06/2016"`.

use pas_domain::finding::Severity;

use super::COURT_ACTS;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B7.1",
    rows: &["B7"],
    severity: Severity::Warning,
    channel: None,
    what: "Il mese accompagna solo una segnalazione o un provvedimento che c'è.",
    remedy: "Togliere il mese, o indicare 1 (sì).",
    source: "PAS, da SPEC tab. 15",
    check: Check::Minor(check),
};

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let record = &minor.record;
    for (act, month) in COURT_ACTS {
        if record.is(act, "2") && record.is_filled(month) {
            let problem = format!("«{}» è no, ma c'è «{}»", act.label(), month.label());
            report.field(record, month, &problem);
        }
    }
}
