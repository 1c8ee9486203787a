//! A benefit of a minor whose code is not in the catalogue, or given twice.
//!
//! **What.** The codes of the benefits are the catalogue's, each once. **Why.** The schema takes
//! any five to ten characters. **Source.** SPEC §6.1, `Prestazioni`; catalogue of PAS.
//! **Example.** `<CodicePrestazione>A9.99</CodicePrestazione>`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::rules::code_list::{Fault, faults};
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B3",
    rows: &["B3"],
    severity: Severity::Warning,
    channel: None,
    what: "I codici delle prestazioni del minore sono nel catalogo, ciascuno una volta.",
    remedy: "Correggere il codice, o togliere la ripetizione; se è giusto, aggiungerlo al catalogo.",
    source: "SPEC §6.1, Prestazioni; catalogo di PAS",
    check: Check::Minor(check),
};

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let benefits = &minor.source.benefits;
    for (code, fault) in faults(benefits, report.context.catalogue) {
        let problem = match fault {
            Fault::Repeated => format!("La prestazione «{code}» è ripetuta"),
            Fault::Unknown => format!("La prestazione «{code}» non è nel catalogo"),
        };
        let place = minor.record.place;
        report.value(place, Field::MinorBenefit, Some(code), &problem);
    }
}
