//! Quotas that add up to the amount only once both are rounded to the cent.
//!
//! **What.** The sum is exact, not equal after rounding. **Why.** SISO compares at two decimals;
//! how INPS does is not said, so an exact sum is the safe one. **Source.** SISO, EIB.
//! **Example.** 33.333 + 66.666 = 99.999 against 100.00.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::quotas::Comparison;
use super::{AMOUNTS, QUOTAS};
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P13B",
    rows: &["P13b"],
    severity: Severity::Warning,
    channel: None,
    what: "La somma delle quote è uguale all'importo senza arrotondare.",
    remedy: "Scrivere importi e quote in centesimi interi.",
    source: "SISO, EIB",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let mut fields = AMOUNTS.iter().chain(&QUOTAS);
    let is_fine = |field: &Field| {
        let amount = benefit.amount(*field);
        amount.is_some_and(|amount| amount.decimals() > 2)
    };
    if !fields.any(is_fine) {
        return;
    }
    let Some(found) = Comparison::of(benefit) else {
        return;
    };
    if found.sum != found.amount && found.sum.cents() == found.amount.cents() {
        let problem = format!(
            "Le quote sommano {}, uguale a «{}» ({}) solo arrotondando",
            found.sum,
            found.amount_field.label(),
            found.amount
        );
        report.field(&benefit.record, found.amount_field, &problem);
    }
}
