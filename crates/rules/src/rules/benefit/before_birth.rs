//! A benefit delivered before the year in which the beneficiary was born.
//!
//! **What.** Start and delivery are not before the year of birth. **Why.** The benefit belongs to
//! another person of the family, or one of the dates is wrong. **Source.** Ours.
//! **Example.** Born in 2019, benefit from 01/03/2018.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P20.4",
    rows: &["P1", "P20"],
    severity: Severity::Warning,
    channel: None,
    what: "Una prestazione non comincia prima dell'anno di nascita del beneficiario.",
    remedy: "Controllare che la prestazione sia di questa persona, e le date.",
    source: "PAS",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let Some(born) = benefit.person.record.year(Field::BirthYear) else {
        return;
    };
    for field in [Field::BenefitStart, Field::DeliveryDate] {
        if let Some(date) = benefit.date(field)
            && date.year() < born
        {
            let problem = format!(
                "«{}» è del {}, il beneficiario è nato nel {born}",
                field.label(),
                date.year()
            );
            report.field(&benefit.record, field, &problem);
        }
    }
}
