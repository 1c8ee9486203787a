//! A periodic benefit without its start or its monthly amount.
//!
//! **What.** With *carattere* 1 the date of start and the monthly amount are given. **Why.** INPS
//! requires both. **Source.** SPEC tab. 9. **Example.** `CaratterePrestazione="1"` with only
//! `ImportoPrestazione`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::report_missing;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P8",
    rows: &["P8"],
    severity: Severity::Error,
    channel: None,
    what: "Una prestazione periodica ha la data di inizio e l'importo mensile.",
    remedy: "Indicare la data di inizio e l'importo mensile, o correggere il carattere.",
    source: "SPEC tab. 9",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    if benefit.is_periodic() {
        let needed = [Field::BenefitStart, Field::MonthlyAmount];
        report_missing(benefit, &needed, "La prestazione è periodica", report);
    }
}
