//! A number of months that the dates cannot give.
//!
//! **What.** The months are those that the dates touch, both ends counted; or one less when the
//! last day comes before the day of the month on which it started. Without an end, no more than
//! the year still has. **Why.** INPS says "1..12" and no more. SISO counts the months touched, its
//! own comment counts whole months, and so does INPS's first example: both readings pass.
//! **Source.** SISO, ECU `differenzaMesi`; INPS's first example.
//! **Example.** From 01/03 to 30/06 with `PeriodoErogazione="6"`.

use jiff::civil::Date;
use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P11",
    rows: &["P11"],
    severity: Severity::Warning,
    channel: None,
    what: "I mesi di erogazione sono quelli toccati dalle date di inizio e di fine.",
    remedy: "Correggere i mesi o le date; un periodo sospeso divide la prestazione in due.",
    source: "SISO, ECU; primo esempio INPS",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let given = record.whole(Field::MonthsDelivered);
    let (Some(given @ 1..=12), Some(start)) = (given, benefit.date(Field::BenefitStart)) else {
        return;
    };
    if !record.has(Field::BenefitEnd) {
        let left = 13 - i32::from(start.month());
        if given > left {
            let problem =
                format!("I mesi sono {given}, ma dall'inizio a fine anno ce ne sono {left}");
            report.field(record, Field::MonthsDelivered, &problem);
        }
        return;
    }
    let Some(end) = benefit.date(Field::BenefitEnd) else {
        return;
    };
    if start.year() != end.year() || end < start {
        return;
    }
    let touched = months_touched(start, end);
    let is_one_less = end.day() < start.day() && given == touched - 1;
    if given != touched && !is_one_less {
        let problem = format!("I mesi sono {given}, ma le date ne toccano {touched}");
        report.field(record, Field::MonthsDelivered, &problem);
    }
}

/// Months from `start` to `end` of the same year, both ends counted.
fn months_touched(start: Date, end: Date) -> i32 {
    i32::from(end.month()) - i32::from(start.month()) + 1
}
