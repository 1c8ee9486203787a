//! A one-off benefit without its date of delivery or its amount.
//!
//! **What.** With *carattere* 2 the date of delivery and the amount are given. **Why.** INPS
//! requires both. **Source.** SPEC tab. 9. **Example.** `CaratterePrestazione="2"` with only
//! `ImportoMensile`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::report_missing;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P9",
    rows: &["P9"],
    severity: Severity::Error,
    channel: None,
    what: "Una prestazione occasionale ha la data di erogazione e l'importo.",
    remedy: "Indicare la data di erogazione e l'importo della prestazione, o correggere il carattere.",
    source: "SPEC tab. 9",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    if benefit.is_one_off() {
        let needed = [Field::DeliveryDate, Field::OneOffAmount];
        report_missing(benefit, &needed, "La prestazione è occasionale", report);
    }
}
