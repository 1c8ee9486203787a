//! A report to the court or an order of it without its month.
//!
//! **What.** With *segnalazione* 1 or *provvedimento* 1 its month is given. **Why.** SISO requires
//! it; INPS leaves it free. **Source.** SISO, VSC and VSB. **Example.**
//! `ProvvedimentoGiudiziario="1"` without `DataProvvedimentoGiudiziario`.

use pas_domain::finding::Severity;

use super::COURT_ACTS;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B7",
    rows: &["B7"],
    severity: Severity::Warning,
    channel: None,
    what: "Della segnalazione e del provvedimento dell'autorità giudiziaria è indicato il mese.",
    remedy: "Indicare il mese nella forma MM/AAAA.",
    source: "SISO, VSC e VSB",
    check: Check::Minor(check),
};

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let record = &minor.record;
    for (act, month) in COURT_ACTS {
        if record.is(act, "1") && !record.has(month) {
            let problem = format!("«{}» è sì, ma manca «{}»", act.label(), month.label());
            report.field(record, month, &problem);
        }
    }
}
