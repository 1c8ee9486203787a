//! A region that is not the one of the comune, in the code system that SIUSS means.
//!
//! **What.** The region is the Agenzia delle Entrate (T0) code of the comune's region. **Why.**
//! ISTAT's codes have two digits too (Piemonte: 13 for the Agenzia, 01 for ISTAT), so the schema
//! cannot tell and the person moves to another region. A warning: INPS names the code system
//! ("DM1986"), but only part of the table is attested. **Source.** SPEC tab. 7, note 2; INPS's
//! examples pair comune 068001 (Abruzzo) with 01. **Example.** Torino (001272) with `01`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Residence;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P2.2",
    rows: &["P2"],
    severity: Severity::Warning,
    channel: None,
    what: "La regione è quella del comune, nella codifica dell'Agenzia delle Entrate (Piemonte 13), \
           non dell'ISTAT (Piemonte 01).",
    remedy: "Usare i codici dell'Agenzia delle Entrate (tabella T0), non quelli ISTAT.",
    source: "SPEC tab. 7, nota 2; esempi INPS",
    check: Check::Residence(check),
};

fn check(residence: &Residence<'_>, report: &mut Report<'_>) {
    let record = &residence.record;
    let Some(region) = record.text(Field::ResidenceRegion) else {
        return;
    };
    if region.len() != 2 || !region.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let catalogue = report.context.catalogue;
    let expected = residence
        .comune
        .and_then(|comune| Some((comune, catalogue.region_code_of(comune)?)));
    let problem = match expected {
        Some((_, expected)) if expected.t0 == region => return,
        Some((comune, expected)) if expected.istat == region => format!(
            "La regione {region} è il codice ISTAT: {} ({}) sta nella {}",
            comune.name, expected.name, expected.t0
        ),
        Some((comune, expected)) => format!(
            "La regione è {region}, ma {} ({}) sta nella {}",
            comune.name, expected.name, expected.t0
        ),
        None if catalogue.region_by_t0(region).is_none() => {
            format!("Nessuna regione ha il codice {region}")
        }
        None => return,
    };
    report.field(record, Field::ResidenceRegion, &problem);
}
