//! Monthly hours that are not hours and minutes.
//!
//! **What.** The two decimals are minutes, 00 to 59; the hours are not negative and fit in a
//! month. **Why.** INPS writes hours as `HH,MM`: 2.59 is two hours and fifty-nine minutes, so 2.75
//! is nothing. **Source.** Deduced from SPEC tab. 9; INPS's examples. **Example.** `"2.75"` for two
//! hours and three quarters.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P15",
    rows: &["P15"],
    severity: Severity::Warning,
    channel: None,
    what: "Le ore mensili sono ore e minuti (2.30 vale due ore e mezza): minuti da 00 a 59, non più \
           ore di quante ne ha un mese.",
    remedy: "Scrivere ore e minuti, non decimi d'ora: due ore e tre quarti è 2.45.",
    source: "deduzione da SPEC tab. 9; esempi INPS",
    check: Check::Benefit(check),
};

/// Hours of the longest month.
const HOURS_MAX: i64 = 31 * 24;

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let Some(hours) = benefit.amount(Field::MonthlyHours) else {
        return;
    };
    let problem = if hours.is_negative() {
        "Le ore mensili sono negative"
    } else if hours.decimals() > 2 {
        "Le ore mensili hanno più di due cifre di minuti"
    } else {
        match hours.cents() {
            Some(cents) if cents % 100 > 59 => "I minuti delle ore mensili passano 59",
            Some(cents) if cents / 100 <= HOURS_MAX => return,
            _ => "Le ore sono più di quante ne ha un mese",
        }
    };
    report.field(record, Field::MonthlyHours, problem);
}
