//! A statistical amount below zero.
//!
//! **What.** The highest quota asked of a user and the ISEE threshold are not negative. **Why.**
//! They describe the rule of the benefit; a negative one is a slip. **Source.** Ours; INPS calls
//! both statistical and sets no bound (SPEC tab. 9). **Example.** `ImportoSogliaISEE="-1"`.

use pas_domain::finding::Severity;

use super::STATISTICAL;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P14",
    rows: &["P14"],
    severity: Severity::Warning,
    channel: None,
    what: "La quota massima richiesta e la soglia ISEE non sono negative.",
    remedy: "Correggere l'importo, o togliere il campo.",
    source: "PAS, da SPEC tab. 9",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    for field in STATISTICAL {
        if let Some(amount) = benefit.amount(field)
            && amount.is_negative()
        {
            let problem = format!("«{}» è negativa: {amount}", field.label());
            report.field(&benefit.record, field, &problem);
        }
    }
}
