//! A benefit that ends in another year than it starts.
//!
//! **What.** Start and end are in the same calendar year. **Why.** INPS takes one record a year: a
//! longer benefit is cut at 31 December and starts again on 1 January. **Source.** SPEC tab. 9.
//! **Example.** INPS's third example: from 13/08/2015 to 13/08/2016.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;
use pas_domain::period::italian_date;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P10",
    rows: &["P10", "P10a"],
    severity: Severity::Error,
    channel: None,
    what: "La data di fine è nello stesso anno solare della data di inizio.",
    remedy: "Chiudere al 31 dicembre e aprire un'altra prestazione dal 1° gennaio, con i mesi di \
             ciascun anno.",
    source: "SPEC tab. 9",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let dates = (
        benefit.date(Field::BenefitStart),
        benefit.date(Field::BenefitEnd),
    );
    if let (Some(start), Some(end)) = dates
        && start.year() != end.year()
    {
        let problem = format!(
            "La prestazione va dal {} al {}, su anni diversi",
            italian_date(start),
            italian_date(end)
        );
        report.field(record, Field::BenefitEnd, &problem);
    }
}
