//! Dates or amounts that belong to the other *carattere*.
//!
//! **What.** A periodic benefit has no date of delivery and no one-off amount; a one-off has no
//! start, no end, no months and no monthly amount. **Why.** One reading or the other is wrong, and
//! nobody can tell which. **Source.** Ours, from SPEC tab. 9.
//! **Example.** `CaratterePrestazione="2"` with `ImportoMensile`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P8.1",
    rows: &["P8", "P9"],
    severity: Severity::Warning,
    channel: None,
    what: "Una prestazione periodica non ha i campi di una occasionale, né il contrario.",
    remedy: "Togliere il campo, o correggere il carattere.",
    source: "PAS, da SPEC tab. 9",
    check: Check::Benefit(check),
};

const OF_ONE_OFF: [Field; 2] = [Field::DeliveryDate, Field::OneOffAmount];
const OF_PERIODIC: [Field; 4] = [
    Field::BenefitStart,
    Field::BenefitEnd,
    Field::MonthsDelivered,
    Field::MonthlyAmount,
];

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let (foreign, kind): (&[Field], _) = if benefit.is_periodic() {
        (&OF_ONE_OFF, "periodica")
    } else if benefit.is_one_off() {
        (&OF_PERIODIC, "occasionale")
    } else {
        return;
    };
    for field in foreign {
        if benefit.record.is_filled(*field) {
            let problem = format!("La prestazione è {kind}, ma c'è «{}»", field.label());
            report.field(&benefit.record, *field, &problem);
        }
    }
}
