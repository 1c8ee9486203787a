//! A required text made only of spaces, or padded with them to the required length.
//!
//! **What.** The name of the benefit has ten characters without the spaces around it; the protocol
//! of the application is not blank. **Why.** The schema counts spaces, people do not.
//! **Source.** Deduced from SPEC tab. 9 (10 to 200, and 1 to 32 characters).
//! **Example.** `DenominazionePrestazione="Mensa     "`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P7.3",
    rows: &["P7"],
    severity: Severity::Warning,
    channel: None,
    what: "La denominazione ha almeno 10 caratteri e il protocollo della domanda almeno uno, senza \
           contare gli spazi intorno.",
    remedy: "Scrivere la denominazione per esteso e il protocollo vero.",
    source: "deduzione da SPEC tab. 9",
    check: Check::Benefit(check),
};

const NAME_MIN: usize = 10;

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    if let Some(name) = record.text(Field::BenefitName) {
        let bare = name.trim();
        let is_padded = bare.len() < name.len() && !is_shorter(name, NAME_MIN);
        if is_padded && is_shorter(bare, NAME_MIN) {
            let problem = "La denominazione arriva a 10 caratteri solo con gli spazi";
            report.field(record, Field::BenefitName, problem);
        }
    }
    if let Some(protocol) = record.text(Field::ApplicationProtocol)
        && !protocol.is_empty()
        && protocol.trim().is_empty()
    {
        let problem = "Il protocollo della domanda è fatto di soli spazi";
        report.field(record, Field::ApplicationProtocol, problem);
    }
}

fn is_shorter(text: &str, length: usize) -> bool {
    text.chars().nth(length - 1).is_none()
}
