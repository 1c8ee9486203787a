//! A beneficiary's codice fiscale that nobody can have.
//!
//! **What.** Check character, letters and day of birth of the code are right. **Why.** The schema
//! looks at letters and digits only, so a swapped pair passes, and the benefit lands on another
//! person or on nobody. **Source.** DM Finanze 23/12/1976. **Example.** `PRVSPN50C55L291I`, where
//! the last digits are swapped.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::codice_fiscale::fault;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Person;

pub(crate) static RULE: Rule = Rule {
    code: "PS-E10",
    rows: &["E10"],
    severity: Severity::Warning,
    channel: None,
    what: "Il codice fiscale del beneficiario è formalmente valido, fino al carattere di controllo.",
    remedy: "Chiedere il codice fiscale all'anagrafe o alla tessera sanitaria: non ricalcolarlo.",
    source: "DM Finanze 23/12/1976",
    check: Check::Person(check),
};

fn check(person: &Person<'_>, report: &mut Report<'_>) {
    if person.cf.is_some() {
        return;
    }
    let cf = person.record.text(Field::BeneficiaryCf);
    if let Some(fault) = cf.and_then(fault) {
        report.field(&person.record, Field::BeneficiaryCf, &fault);
    }
}
