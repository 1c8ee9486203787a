//! A minor who lives in Italy without a region.
//!
//! **What.** With country 380 the region of residence is given. **Why.** INPS requires it; its
//! schema leaves it free. **Source.** SPEC tab. 15. **Example.** INPS's second example.

use pas_catalogue::ITALY_SIUSS;
use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B4",
    rows: &["B4"],
    severity: Severity::Error,
    channel: None,
    what: "Un minore residente in Italia (380) ha la regione di residenza.",
    remedy: "Indicare il codice della regione (Agenzia delle Entrate, tabella T0).",
    source: "SPEC tab. 15",
    check: Check::Minor(check),
};

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let record = &minor.record;
    let is_in_italy = record.is(Field::MinorResidenceCountry, ITALY_SIUSS);
    if is_in_italy && !record.has(Field::MinorRegion) {
        let problem = "Il minore risiede in Italia, ma manca la regione";
        report.field(record, Field::MinorRegion, problem);
    }
}
