//! Monthly hours with a single decimal, which can be read in two ways.
//!
//! **What.** Minutes are written with two digits. **Why.** 2.5 means two hours and fifty minutes
//! to INPS, while who wrote it mostly meant two and a half. **Source.** Deduced from SPEC tab. 9.
//! **Example.** `OreServizioMensile="2.5"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::value::collapsed;
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P15.1",
    rows: &["P15"],
    severity: Severity::Warning,
    channel: None,
    what: "I minuti delle ore mensili si scrivono con due cifre.",
    remedy: "Scrivere 2.30 per due ore e mezza, 2.50 per due ore e cinquanta minuti.",
    source: "deduzione da SPEC tab. 9",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let Some((_, minutes)) = record
        .text(Field::MonthlyHours)
        .and_then(|text| collapsed(text).split_once('.'))
    else {
        return;
    };
    if minutes.len() == 1 && minutes != "0" && benefit.amount(Field::MonthlyHours).is_some() {
        let problem = "Le ore mensili hanno un solo decimale, e si leggono in due modi";
        report.field(record, Field::MonthlyHours, problem);
    }
}
