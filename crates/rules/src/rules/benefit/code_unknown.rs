//! A benefit code that is not in the catalogue.
//!
//! **What.** The code is one of the catalogue in use. **Why.** INPS refuses codes that it does not
//! know, and the schema takes any five to ten characters. A warning: the official table is not
//! wholly attested and changes. **Source.** DM 206/2014, table 1; catalogue of PAS.
//! **Example.** `CodicePrestazione="A2.8.0"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P7.1",
    rows: &["P7"],
    severity: Severity::Warning,
    channel: None,
    what: "Il codice della prestazione è nel catalogo in uso, fra quelli che SIUSS riceve.",
    remedy: "Controllare il codice nella tabella 1 di INPS; se è giusto, aggiungerlo al catalogo.",
    source: "DM 206/2014, tabella 1; catalogo di PAS",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let Some(code) = record.text(Field::BenefitCode) else {
        return;
    };
    let problem = match benefit.known {
        None if !(5..=10).contains(&code.chars().count()) => return,
        None => format!("Il codice «{code}» non è nel catalogo delle prestazioni"),
        Some(known) if !known.is_siuss_code => {
            format!("Il codice «{code}» serve solo a consultare l'ISEE, non a SIUSS")
        }
        Some(_) => return,
    };
    report.field(record, Field::BenefitCode, &problem);
}
