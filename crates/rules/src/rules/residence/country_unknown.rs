//! A country of residence that ISO does not have.
//!
//! **What.** The country is an ISO 3166-1 numeric code, or 990. **Why.** The schema takes any three
//! digits. **Source.** SPEC tab. 7. **Example.** `CodiceNazione="999"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::rules::identity::citizenship_unknown::report_unknown_country;
use crate::view::Residence;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P2.4",
    rows: &["P2"],
    severity: Severity::Warning,
    channel: None,
    what: "La nazione di residenza è un codice ISO 3166-1 numerico (o 990, non disponibile).",
    remedy: "Usare il codice ISO numerico di tre cifre: 380 per l'Italia.",
    source: "SPEC tab. 7",
    check: Check::Residence(check),
};

fn check(residence: &Residence<'_>, report: &mut Report<'_>) {
    report_unknown_country(&residence.record, Field::ResidenceCountry, report);
}
