//! A citizenship that ISO does not have.
//!
//! **What.** Each citizenship is an ISO 3166-1 numeric code of three digits, or 990 when it is not
//! available. **Why.** The schema takes any three digits, and other registers have other codes.
//! **Source.** SPEC tab. 6. **Example.** `CodiceCittadinanza="999"`.

use pas_catalogue::{ITALY_SIUSS, NOT_AVAILABLE_SIUSS};
use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::{Person, Record};

pub(crate) static RULE: Rule = Rule {
    code: "PS-P1.5",
    rows: &["P1"],
    severity: Severity::Warning,
    channel: None,
    what: "Le cittadinanze sono codici ISO 3166-1 numerici, o 990 se non disponibili.",
    remedy: "Usare il codice ISO numerico di tre cifre (380 per l'Italia), o 990.",
    source: "SPEC tab. 6",
    check: Check::Person(check),
};

fn check(person: &Person<'_>, report: &mut Report<'_>) {
    for field in [Field::Citizenship, Field::SecondCitizenship] {
        report_unknown_country(&person.record, field, report);
    }
}

/// One finding when `field` holds three digits that are no country of SIUSS.
pub(crate) fn report_unknown_country(record: &Record<'_>, field: Field, report: &mut Report<'_>) {
    let Some(code) = record.text(field) else {
        return;
    };
    if [ITALY_SIUSS, NOT_AVAILABLE_SIUSS].contains(&code) {
        return;
    }
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    let catalogue = report.context.catalogue;
    if is_code && catalogue.country_by_siuss(code).is_none() {
        let problem = format!("«{}»: nessuno Stato ha il codice {code}", field.label());
        report.field(record, field, &problem);
    }
}
