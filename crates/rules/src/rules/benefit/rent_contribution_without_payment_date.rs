//! A rent contribution A1.05.01 without the day on which it was paid.
//!
//! **What.** A1.05.01 has a date of event: the day of the actual payment (*cassa*). **Why.** SISO
//! requires it; INPS leaves the field free. **Source.** SISO, VC and EIB SISO-2384.
//! **Example.** A1.05.01 without `DataEvento`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::{RENT_CONTRIBUTION, report_missing};
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P18.1",
    rows: &["P18", "P19"],
    severity: Severity::Warning,
    channel: None,
    what: "A1.05.01 (contributi per affitti) ha la data dell'evento.",
    remedy: "Indicare il giorno in cui il contributo è stato pagato.",
    source: "SISO, VC e EIB",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    if benefit.record.is(Field::BenefitCode, RENT_CONTRIBUTION) {
        let needed = [Field::EventDate];
        report_missing(benefit, &needed, "La prestazione è A1.05.01", report);
    }
}
