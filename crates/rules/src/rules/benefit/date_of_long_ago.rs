//! A date so old that it must be mistyped.
//!
//! **What.** Dates are not before 2000. **Why.** The Casellario collects benefits since 2015: an
//! older date is mostly a year of two digits or a spreadsheet's zero. **Source.** Ours; DD INPS
//! 8/2015. **Example.** `DataInizioPrestazione="0024-03-01"`, `"1899-12-30"`.

use pas_domain::finding::Severity;
use pas_domain::period::italian_date;

use super::DATES;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P20.3",
    rows: &["P20"],
    severity: Severity::Warning,
    channel: None,
    what: "Le date di una prestazione non sono anteriori al 2000.",
    remedy: "Controllare l'anno della data nel file dell'ufficio.",
    source: "PAS; DD INPS 8/2015",
    check: Check::Benefit(check),
};

const FIRST_YEAR: i16 = 2000;

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    for field in DATES {
        if let Some(date) = benefit.date(field)
            && date.year() < FIRST_YEAR
        {
            let problem = format!(
                "«{}» è troppo lontana: {}",
                field.label(),
                italian_date(date)
            );
            report.field(&benefit.record, field, &problem);
        }
    }
}
