//! A DSU of which only a part is given.
//!
//! **What.** Number, year and date of the DSU are given all three or not at all; a number that is
//! there but empty counts as missing. **Why.** INPS finds the DSU by the three together.
//! **Source.** SPEC tab. 9. **Example.** `NumeroProtocolloDSU` without `DataDSU`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P6",
    rows: &["P6"],
    severity: Severity::Error,
    channel: None,
    what: "Numero, anno e data della DSU sono indicati tutti e tre, o nessuno.",
    remedy: "Completare i tre campi della DSU, o toglierli tutti.",
    source: "SPEC tab. 9",
    check: Check::Benefit(check),
};

const DSU: [Field; 3] = [Field::DsuNumber, Field::DsuYear, Field::DsuDate];

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let given = DSU.map(|field| is_given(benefit, field));
    if given.contains(&true) && given.contains(&false) {
        for (field, _) in DSU.iter().zip(given).filter(|(_, given)| !given) {
            let problem = format!("La DSU è incompleta: manca «{}»", field.label());
            report.field(&benefit.record, *field, &problem);
        }
    }
}

/// The schema takes an empty number; it refuses an empty year or date, and says so itself.
fn is_given(benefit: &Benefit<'_>, field: Field) -> bool {
    match field {
        Field::DsuNumber => benefit.record.is_filled(field),
        _ => benefit.record.has(field),
    }
}
