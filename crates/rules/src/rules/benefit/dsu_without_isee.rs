//! A DSU on a benefit that is not subject to ISEE.
//!
//! **What.** The DSU goes with *prova dei mezzi* 1. **Why.** Either the means test is mistyped, or
//! data about the household's income travel without need. SISO writes the DSU only with 1.
//! **Source.** SISO, export step 8. **Example.** `PresenzaProvaMezzi="4"` with a DSU.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P6.2",
    rows: &["P6"],
    severity: Severity::Warning,
    channel: None,
    what: "La DSU accompagna solo le prestazioni soggette a ISEE.",
    remedy: "Togliere la DSU, o indicare 1 nella prova dei mezzi.",
    source: "SISO, esportazione",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let test = record.text(Field::MeansTest);
    if record.is_filled(Field::DsuNumber) && matches!(test, Some("2" | "3" | "4")) {
        report.field(
            record,
            Field::DsuNumber,
            "C'è una DSU, ma la prestazione non è soggetta a ISEE",
        );
    }
}
