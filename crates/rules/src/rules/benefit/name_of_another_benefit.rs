//! A name that is not the one of the benefit's code.
//!
//! **What.** The name is the catalogue's for that code; case, accents, spaces and punctuation do
//! not matter. **Why.** Code and name that disagree mean that one of the two is wrong, and INPS
//! files the spending under the code. **Source.** DM 206/2014, table 1; catalogue of PAS.
//! **Example.** INPS's first example: A1.09 with the name of another service.

use pas_catalogue::fold_name;
use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P7.2",
    rows: &["P7"],
    severity: Severity::Warning,
    channel: None,
    what: "La denominazione è quella che il catalogo dà al codice della prestazione.",
    remedy: "Correggere il codice o la denominazione.",
    source: "DM 206/2014, tabella 1; catalogo di PAS",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let texts = (
        record.text(Field::BenefitCode),
        record.text(Field::BenefitName),
    );
    let (Some(code), Some(name)) = texts else {
        return;
    };
    let Some(official) = benefit.known.and_then(|known| known.name.as_deref()) else {
        return;
    };
    if name != official && !name.trim().is_empty() && fold_name(name) != fold_name(official) {
        let problem = format!("Nel catalogo {code} è «{official}»");
        report.field(record, Field::BenefitName, &problem);
    }
}
