//! A needed intervention whose code is not in the catalogue, or given twice.
//!
//! **What.** The codes of the needs are the catalogue's, each once. **Why.** The schema takes any
//! five to ten characters. INPS publishes no list of its own for the needs. **Source.** SPEC §5.1,
//! SINA; catalogue of PAS. **Example.** `<CodicePrestazione>A9.99</CodicePrestazione>`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::rules::code_list::{Fault, faults};
use crate::view::Assessment;

pub(crate) static RULE: Rule = Rule {
    code: "SINA-N2",
    rows: &["N2"],
    severity: Severity::Warning,
    channel: None,
    what: "I codici degli interventi necessari sono nel catalogo, ciascuno una volta.",
    remedy: "Correggere il codice, o togliere la ripetizione; se è giusto, aggiungerlo al catalogo.",
    source: "SPEC §5.1, SINA; catalogo di PAS",
    check: Check::Assessment(check),
};

fn check(assessment: &Assessment<'_>, report: &mut Report<'_>) {
    let needs = &assessment.source.needed_benefits;
    for (code, fault) in faults(needs, report.context.catalogue) {
        let problem = match fault {
            Fault::Repeated => format!("L'intervento «{code}» è ripetuto"),
            Fault::Unknown => format!("L'intervento «{code}» non è nel catalogo delle prestazioni"),
        };
        report.value(assessment.place, Field::NeededBenefit, Some(code), &problem);
    }
}
