//! A benefit that is sent only for people in charge of the service, for one who is not.
//!
//! **What.** Codes A2.16 to A2.29 go with *presa in carico* 1. **Why.** They are services of the
//! social worker's own work; SISO does not export them otherwise. **Source.** SISO, ECU SISO-2333.
//! **Example.** A2.18 with `PresaCarico="2"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P17",
    rows: &["P17"],
    severity: Severity::Warning,
    channel: None,
    what: "Le prestazioni da A2.16 ad A2.29 si trasmettono solo per chi è in carico.",
    remedy: "Verificare la presa in carico; se manca davvero, non trasmettere la prestazione.",
    source: "SISO, ECU",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let Some(code) = record.text(Field::BenefitCode) else {
        return;
    };
    if record.is(Field::PresaInCarico, "2") && is_own_work(benefit, code) {
        let problem = format!("La prestazione {code} è di persona non in carico");
        report.field(record, Field::PresaInCarico, &problem);
    }
}

/// What the catalogue says; for a code that it does not have, A2.16 to A2.29.
fn is_own_work(benefit: &Benefit<'_>, code: &str) -> bool {
    if let Some(known) = benefit.known {
        return known.only_if_presa_in_carico;
    }
    let number = code.strip_prefix("A2.").filter(|number| number.len() == 2);
    number
        .and_then(|number| number.parse::<u8>().ok())
        .is_some_and(|number| (16..=29).contains(&number))
}
