//! A sex that is not the one in the codice fiscale.
//!
//! **What.** The sex is the code's: a day above 40 is a woman's. **Why.** The code or the sex
//! belongs to another person. **Source.** Deduced from DM Finanze 23/12/1976.
//! **Example.** `…50C55…` with `Genere="1"`.

use pas_domain::coded::Sex;
use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::cf::Cf;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Person;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P1.4",
    rows: &["P1"],
    severity: Severity::Warning,
    channel: None,
    what: "Il genere è quello del codice fiscale.",
    remedy: "Controllare codice fiscale e genere con l'anagrafe.",
    source: "deduzione da DM Finanze 23/12/1976",
    check: Check::Person(check),
};

fn check(person: &Person<'_>, report: &mut Report<'_>) {
    let written = person.record.text(Field::Sex).and_then(Sex::from_code);
    let in_code = person.cf.as_ref().map(Cf::sex);
    if let (Some(written), Some(in_code)) = (written, in_code)
        && written != in_code
    {
        let problem = format!(
            "Il genere è {} ({}), nel codice fiscale è {} ({})",
            written.code(),
            written.label(),
            in_code.code(),
            in_code.label()
        );
        report.field(&person.record, Field::Sex, &problem);
    }
}
