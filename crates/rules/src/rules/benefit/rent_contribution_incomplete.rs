//! A rent contribution A1.05.01 that is not a complete periodic benefit.
//!
//! **What.** A1.05.01 has start, end and monthly amount. **Why.** INPS asks for them with the
//! message that created the code. **Source.** INPS msg 1244/2022. **Example.** A1.05.01 with
//! `CaratterePrestazione="2"` and an amount.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::{RENT_CONTRIBUTION, report_missing};
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P18",
    rows: &["P18"],
    severity: Severity::Error,
    channel: None,
    what: "A1.05.01 (contributi per affitti) ha data di inizio, data di fine e importo mensile.",
    remedy: "Trasmetterla come prestazione periodica, con data di inizio, data di fine e importo \
             mensile.",
    source: "INPS, messaggio 1244/2022 (da fonte secondaria)",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    if benefit.record.is(Field::BenefitCode, RENT_CONTRIBUTION) {
        let needed = [Field::BenefitStart, Field::BenefitEnd, Field::MonthlyAmount];
        report_missing(benefit, &needed, "La prestazione è A1.05.01", report);
    }
}
