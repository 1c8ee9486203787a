//! A report or a court's order of a month to come.
//!
//! **What.** The months are not after the month of the check. **Why.** A record tells what
//! happened. Silent when the day is not given. **Source.** Ours, on SINBA.xsd `DataMeseAnnoType`.
//! **Example.** `DataPrimaSegnalazione="01/2042"`.

use pas_domain::finding::Severity;
use pas_domain::period::Month;

use super::MONTHS;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B5",
    rows: &["B5"],
    severity: Severity::Warning,
    channel: None,
    what: "I mesi di segnalazioni e provvedimenti non sono nel futuro.",
    remedy: "Correggere il mese.",
    source: "PAS; XSD, DataMeseAnnoType",
    check: Check::Minor(check),
};

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let Some(today) = report.context.today else {
        return;
    };
    for field in MONTHS {
        if let Some(month) = minor.record.month(field)
            && month > Month::of(today)
        {
            let (number, year) = (month.number(), month.year());
            let problem = format!("«{}» è nel futuro: {number:02}/{year}", field.label());
            report.field(&minor.record, field, &problem);
        }
    }
}
