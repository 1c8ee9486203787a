//! An operator's codice fiscale that nobody can have.
//!
//! **What.** Check character, letters and day of birth of the code are right. **Why.** The operator
//! answers for the sending; the schema looks at letters and digits only. **Source.** DM Finanze
//! 23/12/1976. **Example.** `CCCDDD25A42H199X`, in INPS's first example.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::rules::identity::codice_fiscale::fault;
use crate::view::Flow;

pub(crate) static RULE: Rule = Rule {
    code: "FLUSSO-E10",
    rows: &["E9", "E10"],
    severity: Severity::Warning,
    channel: None,
    what: "Il codice fiscale dell'operatore è formalmente valido, fino al carattere di controllo.",
    remedy: "Correggere il codice fiscale dell'operatore nei dati dell'ente.",
    source: "DM Finanze 23/12/1976",
    check: Check::Header(check),
};

fn check(flow: &Flow<'_>, report: &mut Report<'_>) {
    let cf = flow.header.text(Field::OperatorCf);
    if let Some(fault) = cf.and_then(fault) {
        report.field(&flow.header, Field::OperatorCf, &fault);
    }
}
