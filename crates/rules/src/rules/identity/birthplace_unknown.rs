//! A birthplace that is neither a comune nor a foreign country.
//!
//! **What.** The birthplace is the Belfiore code of a comune, even one that exists no more, or of a
//! foreign country (`Z…`). **Why.** The schema takes any four characters. **Source.** SPEC tab. 6;
//! ANPR's archive of comuni. **Example.** `LuogoNascita="ROMA"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Person;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P1.2",
    rows: &["P1"],
    severity: Severity::Warning,
    channel: None,
    what: "Il luogo di nascita è il codice Belfiore di un comune (anche soppresso) o di uno Stato \
           estero.",
    remedy: "Usare il codice Belfiore, che è nel codice fiscale: per esempio H501, o Z100.",
    source: "SPEC tab. 6; ANPR, archivio dei comuni",
    check: Check::Person(check),
};

fn check(person: &Person<'_>, report: &mut Report<'_>) {
    let Some(code) = person.record.text(Field::Birthplace) else {
        return;
    };
    let catalogue = report.context.catalogue;
    let is_known = catalogue.comune_by_belfiore_any_date(code).is_some()
        || catalogue.country_by_belfiore(code).is_some();
    if code.chars().count() == 4 && !is_known {
        let problem = format!("«{code}» non è un comune né uno Stato estero conosciuto");
        report.field(&person.record, Field::Birthplace, &problem);
    }
}
