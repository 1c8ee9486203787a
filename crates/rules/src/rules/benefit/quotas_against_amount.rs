//! Quotas that do not add up to the amount.
//!
//! **What.** If quotas are given, those of ente, user and health service add up to the monthly
//! amount (periodic) or to the amount (one-off), to the cent; one that is not given is nothing.
//! **Why.** INPS requires it; whether it refuses the record is not known. **Source.** SPEC tab. 9.
//! **Example.** INPS's first example: 52.54 + 21.71 + 0.0 = 74.25, the amount is 101.23.

use pas_domain::finding::Severity;

use super::quotas::Comparison;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P13",
    rows: &["P13", "P13a"],
    severity: Severity::Error,
    channel: None,
    what: "Se ci sono quote, la loro somma è l'importo mensile (o della prestazione), al centesimo.",
    remedy: "Correggere le quote o l'importo: la somma deve tornare al centesimo.",
    source: "SPEC tab. 9",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let Some(found) = Comparison::of(benefit) else {
        return;
    };
    if found.sum != found.amount && found.sum.cents() != found.amount.cents() {
        let problem = format!(
            "Le quote sommano {}, ma «{}» è {}",
            found.sum,
            found.amount_field.label(),
            found.amount
        );
        report.field(&benefit.record, found.amount_field, &problem);
    }
}
