//! An amount with more than two decimals, or with more digits than any amount has.
//!
//! **What.** Amounts are whole cents. **Why.** No payment is finer than a cent: a third decimal is
//! an unrounded division or a thousands separator taken for a point. **Source.** Ours; SISO
//! compares at two decimals. **Example.** `ImportoMensile="1.250"` is 1.25, `"33.333"` is nothing.

use pas_domain::finding::Severity;

use super::{AMOUNTS, QUOTAS, STATISTICAL};
use crate::decimal::NotRead;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P12.2",
    rows: &["P12"],
    severity: Severity::Warning,
    channel: None,
    what: "Gli importi hanno al più due decimali e una misura plausibile.",
    remedy: "Arrotondare al centesimo; i punti delle migliaia non si scrivono.",
    source: "PAS; SISO, EIB",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let fields = AMOUNTS.iter().chain(&QUOTAS).chain(&STATISTICAL);
    for field in fields {
        let Some(reading) = benefit.reading(*field) else {
            continue;
        };
        let problem = match reading {
            Err(NotRead::TooLong) => format!("«{}» ha troppe cifre", field.label()),
            Ok(amount) if amount.decimals() > 2 => {
                format!("«{}» è {amount}: più fine del centesimo", field.label())
            }
            Ok(_) | Err(NotRead::NotDecimal) => continue,
        };
        report.field(&benefit.record, *field, &problem);
    }
}
