//! A report or a court's order long before the minor was born.
//!
//! **What.** The months are not before the year that precedes the birth. **Why.** A pregnancy can
//! be reported, nothing earlier: the month or the year of birth is mistyped. **Source.** Ours.
//! **Example.** Born in 2019, `DataPrimaSegnalazione="05/2012"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::MONTHS;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B5.1",
    rows: &["B5"],
    severity: Severity::Warning,
    channel: None,
    what: "I mesi di segnalazioni e provvedimenti non precedono la nascita di più di un anno.",
    remedy: "Controllare il mese e l'anno di nascita.",
    source: "PAS",
    check: Check::Minor(check),
};

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let Some(born) = minor.record.year(Field::MinorBirthYear) else {
        return;
    };
    for field in MONTHS {
        if let Some(month) = minor.record.month(field)
            && month.year() < born - 1
        {
            let problem = format!(
                "«{}» è del {}, il minore è nato nel {born}",
                field.label(),
                month.year()
            );
            report.field(&minor.record, field, &problem);
        }
    }
}
