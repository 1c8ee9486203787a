//! A benefit that does not say whether it is periodic or one-off.
//!
//! **What.** *Carattere* is given. **Why.** INPS's specification requires it although its schema
//! does not, and which dates and amounts are needed hangs on it. **Source.** SPEC tab. 9.
//! **Example.** A record with both dates and no `CaratterePrestazione`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P5",
    rows: &["P5"],
    severity: Severity::Error,
    channel: None,
    what: "Il carattere della prestazione è indicato.",
    remedy: "Indicare 1 (periodica) o 2 (occasionale).",
    source: "SPEC tab. 9",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    if !benefit.record.has(Field::Carattere) {
        report.field(
            &benefit.record,
            Field::Carattere,
            "Manca il carattere della prestazione",
        );
    }
}
