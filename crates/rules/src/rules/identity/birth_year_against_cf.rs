//! A year of birth that is not the one in the codice fiscale.
//!
//! **What.** The last two digits of the year are those of the code, omocodia restored. **Why.** The
//! code or the year belongs to another person. **Source.** Deduced from DM Finanze 23/12/1976.
//! **Example.** A code of 1950 with `AnnoNascita="1951"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::cf::Cf;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Person;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P1.1",
    rows: &["P1"],
    severity: Severity::Warning,
    channel: None,
    what: "L'anno di nascita è quello del codice fiscale.",
    remedy: "Controllare codice fiscale e anno di nascita con l'anagrafe.",
    source: "deduzione da DM Finanze 23/12/1976",
    check: Check::Person(check),
};

fn check(person: &Person<'_>, report: &mut Report<'_>) {
    let year = person.record.year(Field::BirthYear);
    let in_code = person.cf.as_ref().and_then(Cf::year_of_century);
    if let (Some(year), Some(in_code)) = (year, in_code)
        && year.rem_euclid(100) != in_code
    {
        let problem = format!("L'anno di nascita è {year}, nel codice fiscale è {in_code:02}");
        report.field(&person.record, Field::BirthYear, &problem);
    }
}
