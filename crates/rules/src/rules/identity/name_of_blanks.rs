//! A surname or a name without a letter.
//!
//! **What.** Surname and name hold at least one letter. **Why.** The schema counts spaces and
//! dashes as characters. **Source.** Deduced from SPEC tab. 6 (1 to 36 characters).
//! **Example.** `Nome="-"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Person;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P1.9",
    rows: &["P1"],
    severity: Severity::Warning,
    channel: None,
    what: "Cognome e nome hanno almeno una lettera.",
    remedy: "Chiedere cognome e nome all'anagrafe.",
    source: "deduzione da SPEC tab. 6",
    check: Check::Person(check),
};

fn check(person: &Person<'_>, report: &mut Report<'_>) {
    for field in [Field::Surname, Field::GivenName] {
        let text = person.record.text(field).unwrap_or("A");
        if !text.is_empty() && !text.chars().any(char::is_alphabetic) {
            let problem = format!("«{}» non ha lettere", field.label());
            report.field(&person.record, field, &problem);
        }
    }
}
