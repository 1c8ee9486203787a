//! A surname or a name that does not give the letters of the codice fiscale.
//!
//! **What.** The first six letters of the code come from surname and name. **Why.** The code
//! belongs to another person, or the two fields are swapped. A warning: marriages, transliterations
//! and second names make honest exceptions. **Source.** Deduced from DM Finanze 23/12/1976, art. 2
//! and 3. **Example.** `PRVSPN…` for surname Fittizi.

use pas_domain::codice_fiscale::{CodiceFiscale, Identity, Part};
use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::plain_name::{given_name_letters, surname_letters};
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Person;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P1.10",
    rows: &["P1"],
    severity: Severity::Warning,
    channel: None,
    what: "Cognome e nome danno le prime sei lettere del codice fiscale.",
    remedy: "Controllare con l'anagrafe che codice fiscale e nome siano della stessa persona.",
    source: "deduzione da DM Finanze 23/12/1976",
    check: Check::Person(check),
};

fn check(person: &Person<'_>, report: &mut Report<'_>) {
    let Some(cf) = &person.cf else { return };
    let surname = person.record.text(Field::Surname).unwrap_or_default();
    let given_name = person.record.text(Field::GivenName).unwrap_or_default();
    let letters = cf.name_letters().as_bytes();
    if surname_letters(surname).is_some_and(|own| letters.starts_with(&own))
        && given_name_letters(given_name).is_some_and(|own| letters[3..].starts_with(&own))
    {
        return;
    }
    if let Some(cf) = cf.to_domain() {
        report_disagreements(person, &cf, surname, given_name, report);
    }
}

/// What the domain says, for names that are not plain or do not agree at first sight.
fn report_disagreements(
    person: &Person<'_>,
    cf: &CodiceFiscale,
    surname: &str,
    given_name: &str,
    report: &mut Report<'_>,
) {
    let identity = Identity {
        surname,
        given_name,
        ..Identity::default()
    };
    let coherence = cf.coherence(&identity, report.context.catalogue);
    if coherence.names_look_swapped {
        let problem = "Cognome e nome sembrano scambiati, secondo il codice fiscale";
        report.field(&person.record, Field::Surname, problem);
        return;
    }
    let parts = [
        (Part::Surname, Field::Surname),
        (Part::GivenName, Field::GivenName),
    ];
    for (part, field) in parts {
        if coherence.disagreements.contains(&part) {
            let problem = format!("Il {} non corrisponde al codice fiscale", field.label());
            report.field(&person.record, field, &problem);
        }
    }
}
