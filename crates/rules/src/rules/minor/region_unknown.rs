//! A region that the Agenzia delle Entrate does not have, or has no meaning abroad.
//!
//! **What.** The regions of the minor and of the parents are T0 codes, 01 to 21. **Why.** The
//! schema takes any two digits. **Source.** SPEC tab. 15 ("DM1986"). **Example.** `"99"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B4.1",
    rows: &["B4"],
    severity: Severity::Warning,
    channel: None,
    what: "Le regioni del minore e dei genitori sono codici dell'Agenzia delle Entrate (tabella T0).",
    remedy: "Usare i codici dell'Agenzia delle Entrate (tabella T0), non quelli ISTAT.",
    source: "SPEC tab. 15",
    check: Check::Minor(check),
};

const REGIONS: [Field; 3] = [Field::MinorRegion, Field::FatherRegion, Field::MotherRegion];

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let catalogue = report.context.catalogue;
    for field in REGIONS {
        let Some(region) = minor.record.text(field) else {
            continue;
        };
        let is_code = region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_digit());
        if is_code && catalogue.region_by_t0(region).is_none() {
            let problem = format!("«{}»: nessuna regione ha il codice {region}", field.label());
            report.field(&minor.record, field, &problem);
        }
    }
}
