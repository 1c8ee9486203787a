//! A *presa in carico* without its *area di utenza*.
//!
//! **What.** With *presa in carico* 1 the area is given. **Why.** INPS requires it.
//! **Source.** SPEC tab. 9. **Example.** `PresaCarico="1"` and no `AreaUtenza`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P16",
    rows: &["P16"],
    severity: Severity::Error,
    channel: None,
    what: "Con la presa in carico è indicata l'area di utenza.",
    remedy: "Indicare 1 (famiglia e minori), 2 (disabilità e non autosufficienza) o 3 (povertà ed \
             esclusione sociale).",
    source: "SPEC tab. 9",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    if record.is(Field::PresaInCarico, "1") && !record.has(Field::ServiceArea) {
        report.field(
            record,
            Field::ServiceArea,
            "La persona è in carico, ma manca l'area di utenza",
        );
    }
}
