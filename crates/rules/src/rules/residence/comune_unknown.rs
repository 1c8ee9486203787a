//! A comune of residence that no ISTAT list has.
//!
//! **What.** The six digits are the ISTAT code of a comune, of today or of the past. **Why.** The
//! schema takes any six digits. A warning, because lists change: Sardinia has new codes since
//! 1 January 2026. **Source.** SPEC tab. 7; ISTAT. **Example.** `CodiceComune="999999"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Residence;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P2.1",
    rows: &["P2"],
    severity: Severity::Warning,
    channel: None,
    what: "Il comune di residenza è il codice ISTAT di un comune conosciuto.",
    remedy: "Correggere il codice ISTAT; se è nuovo (in Sardegna dal 1° gennaio 2026), aggiornare \
             l'elenco dei comuni.",
    source: "SPEC tab. 7; ISTAT, elenco dei comuni",
    check: Check::Residence(check),
};

fn check(residence: &Residence<'_>, report: &mut Report<'_>) {
    let record = &residence.record;
    let Some(code) = record.text(Field::ResidenceComune) else {
        return;
    };
    let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    if is_code && residence.comune.is_none() {
        let problem = format!("Nessun comune conosciuto ha il codice ISTAT {code}");
        report.field(record, Field::ResidenceComune, &problem);
    }
}
