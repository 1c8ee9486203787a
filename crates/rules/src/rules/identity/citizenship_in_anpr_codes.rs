//! A citizenship written in ANPR's codes.
//!
//! **What.** Italy is 380. A citizenship 100 of a person born in Italy is taken for ANPR's Italy.
//! **Why.** 100 is Bulgaria for SIUSS, so the schema and the list of countries are both content.
//! **Source.** SPEC tab. 6; ANPR's table of countries. **Example.** `CodiceCittadinanza="100"
//! LuogoNascita="H501"`.

use pas_catalogue::ITALY_ANPR;
use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Person;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P1.6",
    rows: &["P1"],
    severity: Severity::Warning,
    channel: None,
    what: "La cittadinanza italiana è 380; 100, che per ANPR è l'Italia, per SIUSS è la Bulgaria.",
    remedy: "Usare 380 per l'Italia; se la persona è davvero bulgara, lasciare 100.",
    source: "SPEC tab. 6; codici degli Stati di ANPR",
    check: Check::Person(check),
};

fn check(person: &Person<'_>, report: &mut Report<'_>) {
    let record = &person.record;
    let birthplace = record.text(Field::Birthplace);
    let is_born_in_italy = birthplace.is_some_and(|code| !code.starts_with(['Z', 'z']));
    if !is_born_in_italy {
        return;
    }
    for field in [Field::Citizenship, Field::SecondCitizenship] {
        if record.is(field, ITALY_ANPR) {
            let problem = format!(
                "«{}» è 100 (Bulgaria) per una persona nata in Italia",
                field.label()
            );
            report.field(record, field, &problem);
        }
    }
}
