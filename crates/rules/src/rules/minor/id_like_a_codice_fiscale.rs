//! A minor's id that holds a codice fiscale.
//!
//! **What.** The id of a SINBA record does not identify the minor. **Why.** SINBA is sent without
//! codice fiscale, name and address by design; the id is free text, so the schema cannot see it.
//! **Source.** SPEC tab. 15; Garante, prov. 337/2016. **Example.** `IDBeneficiario` = the minor's
//! codice fiscale.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::cf::Cf;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B1",
    rows: &["B1"],
    severity: Severity::Warning,
    channel: None,
    what: "L'identificativo del minore non contiene un codice fiscale.",
    remedy: "Non inviare: usare uno pseudonimo, e tenere a parte il legame con la persona.",
    source: "SPEC tab. 15; Garante, provv. 337/2016",
    check: Check::Minor(check),
};

const LENGTH: usize = 16;

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let Some(id) = minor.record.text(Field::MinorId) else {
        return;
    };
    if (0..id.len()).any(|start| begins_with_a_codice_fiscale(id.get(start..).unwrap_or_default()))
    {
        let problem = "L'identificativo del minore sembra un codice fiscale";
        report.field(&minor.record, Field::MinorId, problem);
    }
}

/// Letters and digits where a codice fiscale has them. Letters of omocodia in place of digits count
/// only when the code is without fault: random letters would often pass for them.
fn begins_with_a_codice_fiscale(text: &str) -> bool {
    const SHAPE: &[u8; LENGTH] = b"AAAAAA00A00A000A";
    let Some(code) = text.get(..LENGTH) else {
        return false;
    };
    let is_in_shape = code.bytes().zip(SHAPE).all(|(byte, shape)| match shape {
        b'A' => byte.is_ascii_alphabetic(),
        _ => byte.is_ascii_digit(),
    });
    is_in_shape || Cf::read(code).is_some()
}
