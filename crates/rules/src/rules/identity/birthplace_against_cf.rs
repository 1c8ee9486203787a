//! A birthplace that is not the one in the codice fiscale.
//!
//! **What.** The birthplace is the code's, or the comune into which that one merged. **Why.** The
//! code or the place belongs to another person, or the place of residence was written instead.
//! **Source.** Deduced from DM Finanze 23/12/1976. **Example.** A code of L219 with
//! `LuogoNascita="H501"`.

use pas_domain::codice_fiscale::{Identity, Part};
use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Person;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P1.3",
    rows: &["P1"],
    severity: Severity::Warning,
    channel: None,
    what: "Il luogo di nascita è quello del codice fiscale, o il comune in cui è confluito.",
    remedy: "Usare il luogo di nascita del codice fiscale; se non è quello, chiedere all'anagrafe.",
    source: "deduzione da DM Finanze 23/12/1976",
    check: Check::Person(check),
};

fn check(person: &Person<'_>, report: &mut Report<'_>) {
    let place = person.record.text(Field::Birthplace);
    let (Some(cf), Some(place)) = (&person.cf, place) else {
        return;
    };
    let in_code = cf.birthplace();
    if in_code == place || place.chars().count() != 4 {
        return;
    }
    let identity = Identity {
        birthplace: Some(place),
        ..Identity::default()
    };
    let catalogue = report.context.catalogue;
    let coherence = cf.to_domain().map(|cf| cf.coherence(&identity, catalogue));
    if coherence.is_some_and(|coherence| coherence.disagreements.contains(&Part::Birthplace)) {
        let problem = format!("Il luogo di nascita è {place}, nel codice fiscale è {in_code}");
        report.field(&person.record, Field::Birthplace, &problem);
    }
}
