//! A periodic benefit without its end or its number of months.
//!
//! **What.** With *carattere* 1 the date of end and the months are given. **Why.** SISO requires
//! both; without them nobody can compute what was spent. INPS leaves them free.
//! **Source.** SISO, VC. **Example.** `DataInizioPrestazione` without `DataFinePrestazione`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::report_missing;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P8A",
    rows: &["P8a"],
    severity: Severity::Warning,
    channel: None,
    what: "Una prestazione periodica ha la data di fine e i mesi di erogazione.",
    remedy: "Indicare la data di fine (al più il 31 dicembre) e i mesi di erogazione.",
    source: "SISO, VC",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    if benefit.is_periodic() {
        let needed = [Field::BenefitEnd, Field::MonthsDelivered];
        report_missing(benefit, &needed, "La prestazione è periodica", report);
    }
}
