//! An amount that is not greater than zero, or a quota below zero.
//!
//! **What.** Amounts are greater than zero and quotas are not negative. **Why.** INPS requires it,
//! its schema takes any decimal. **Source.** SPEC tab. 9. **Example.** `ImportoMensile="0.00"`.

use pas_domain::finding::Severity;

use super::{AMOUNTS, QUOTAS};
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P12",
    rows: &["P12"],
    severity: Severity::Error,
    channel: None,
    what: "Gli importi sono maggiori di zero e le quote non sono negative.",
    remedy: "Correggere l'importo; se non è stato speso nulla, la prestazione non va trasmessa.",
    source: "SPEC tab. 9",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    for field in AMOUNTS {
        if let Some(amount) = benefit.amount(field)
            && (amount.is_negative() || amount.is_zero())
        {
            let problem = format!("«{}» è {amount}, non maggiore di zero", field.label());
            report.field(record, field, &problem);
        }
    }
    for field in QUOTAS {
        if let Some(quota) = benefit.amount(field)
            && quota.is_negative()
        {
            let problem = format!("«{}» è negativa: {quota}", field.label());
            report.field(record, field, &problem);
        }
    }
}
