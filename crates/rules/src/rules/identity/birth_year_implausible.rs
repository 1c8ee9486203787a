//! A year of birth that nobody alive can have.
//!
//! **What.** The year of birth is not before 1900, and not after the year of the check when that is
//! given. **Why.** The schema takes any four digits, such as the two of an old program.
//! **Source.** Ours. **Example.** `AnnoNascita="0066"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Person;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P1.8",
    rows: &["P1"],
    severity: Severity::Warning,
    channel: None,
    what: "L'anno di nascita è fra il 1900 e l'anno corrente.",
    remedy: "Controllare la data di nascita con l'anagrafe.",
    source: "PAS",
    check: Check::Person(check),
};

const FIRST_YEAR: i16 = 1900;

fn check(person: &Person<'_>, report: &mut Report<'_>) {
    let Some(year) = person.record.year(Field::BirthYear) else {
        return;
    };
    let is_to_come = report
        .context
        .today
        .is_some_and(|today| year > today.year());
    if year < FIRST_YEAR || is_to_come {
        let problem = format!("L'anno di nascita {year:04} non è plausibile");
        report.field(&person.record, Field::BirthYear, &problem);
    }
}
