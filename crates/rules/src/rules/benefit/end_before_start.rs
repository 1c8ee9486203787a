//! A benefit that ends before it starts.
//!
//! **What.** The end is not before the start. **Why.** The two are swapped or mistyped.
//! **Source.** Ours. **Example.** From 01/06/2024 to 31/05/2024.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;
use pas_domain::period::italian_date;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P20.1",
    rows: &["P10", "P20"],
    severity: Severity::Warning,
    channel: None,
    what: "La prestazione non finisce prima di cominciare.",
    remedy: "Correggere la data di inizio o quella di fine.",
    source: "PAS",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let dates = (
        benefit.date(Field::BenefitStart),
        benefit.date(Field::BenefitEnd),
    );
    if let (Some(start), Some(end)) = dates
        && end < start
    {
        let problem = format!(
            "La prestazione comincia il {} e finisce il {}",
            italian_date(start),
            italian_date(end)
        );
        report.field(record, Field::BenefitEnd, &problem);
    }
}
