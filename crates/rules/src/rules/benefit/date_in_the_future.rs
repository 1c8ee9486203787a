//! A date of something that has not happened yet.
//!
//! **What.** Delivery, event, DSU and start are not after the day of the check. **Why.** A flow
//! tells what was delivered; a date to come is a slip. The end may be to come. Silent when the day
//! is not given. **Source.** Ours. **Example.** `DataErogazionePrestazione="2042-01-10"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;
use pas_domain::period::italian_date;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P20.2",
    rows: &["P20"],
    severity: Severity::Warning,
    channel: None,
    what: "Le date di inizio, erogazione, evento e DSU non sono nel futuro.",
    remedy: "Correggere la data, o trasmettere quando la prestazione è stata erogata.",
    source: "PAS",
    check: Check::Benefit(check),
};

const PAST: [Field; 4] = [
    Field::BenefitStart,
    Field::DeliveryDate,
    Field::EventDate,
    Field::DsuDate,
];

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let Some(today) = report.context.today else {
        return;
    };
    for field in PAST {
        if let Some(date) = benefit.date(field)
            && date > today
        {
            let problem = format!("«{}» è nel futuro: {}", field.label(), italian_date(date));
            report.field(&benefit.record, field, &problem);
        }
    }
}
