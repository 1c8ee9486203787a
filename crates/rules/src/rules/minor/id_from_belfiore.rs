//! A minor's id made of the ente's code and a number.
//!
//! **What.** The id is not the ente's Belfiore code followed by digits. **Why.** That is how SISO
//! makes it from its case number: whoever sees the case file can undo it, and it changes when the
//! file moves to another ente. **Source.** SISO, ValSinbaManBean; advice of ours.
//! **Example.** `H5010001234` from ente `H501`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B2",
    rows: &["B2"],
    severity: Severity::Warning,
    channel: None,
    what: "L'identificativo del minore non è il codice dell'ente seguito dal numero della cartella.",
    remedy: "Usare uno pseudonimo casuale o con chiave segreta, stabile per ogni minore.",
    source: "PAS; SISO, ValSinbaManBean",
    check: Check::Minor(check),
};

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let Some(id) = minor.record.text(Field::MinorId) else {
        return;
    };
    let is_made_of = |field| {
        let code = minor.header.text(field).filter(|code| !code.is_empty());
        code.and_then(|code| id.strip_prefix(code))
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if is_made_of(Field::EnteSeat) || is_made_of(Field::EnteCode) {
        let problem =
            "L'identificativo è il codice dell'ente con un numero: si può risalire al minore";
        report.field(&minor.record, Field::MinorId, problem);
    }
}
