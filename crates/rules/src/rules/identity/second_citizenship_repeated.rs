//! A second citizenship equal to the first.
//!
//! **What.** The second citizenship is another one. **Why.** It counts people with two
//! citizenships; the same twice is a default left by a program. **Source.** Ours; INPS's third
//! example has 380 twice. **Example.** Both `380`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Person;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P1.7",
    rows: &["P1"],
    severity: Severity::Warning,
    channel: None,
    what: "La seconda cittadinanza è diversa dalla prima.",
    remedy: "Togliere la seconda cittadinanza, o indicare l'altra.",
    source: "PAS; terzo esempio INPS",
    check: Check::Person(check),
};

fn check(person: &Person<'_>, report: &mut Report<'_>) {
    let record = &person.record;
    let second = record.text(Field::SecondCitizenship);
    if second.is_some() && second == record.text(Field::Citizenship) {
        let problem = "La seconda cittadinanza ripete la prima";
        report.field(record, Field::SecondCitizenship, problem);
    }
}
