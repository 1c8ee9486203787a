//! A quota of the ente or of the health service that is zero.
//!
//! **What.** A quota of zero is left out. **Why.** The specification says "greater than zero",
//! while INPS's own examples write `0.0`: to be safe it is not written, and read with a warning.
//! The user's quota may be zero. **Source.** SPEC tab. 9 against INPS's examples.
//! **Example.** `ImportoQuotaSSN="0.0"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::decimal::Decimal;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P12.1",
    rows: &["P12"],
    severity: Severity::Warning,
    channel: None,
    what: "La quota dell'ente e quella del Servizio sanitario, quando sono zero, non si scrivono.",
    remedy: "Togliere il campo.",
    source: "SPEC tab. 9; esempi INPS",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    for field in [Field::EnteQuota, Field::SsnQuota] {
        let quota = benefit.amount(field);
        if quota.is_some_and(Decimal::is_zero) {
            let problem = format!("«{}» è zero; INPS la vuole maggiore di zero", field.label());
            report.field(&benefit.record, field, &problem);
        }
    }
}
