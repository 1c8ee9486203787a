//! A country or citizenship in a SINBA record that ISO does not have.
//!
//! **What.** The minor's country of residence and the parents' citizenships are ISO 3166-1 numeric
//! codes, or 990. **Why.** The schema takes any three digits. **Source.** SPEC tab. 15.
//! **Example.** `CodiceNazioneResidenza="999"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::rules::identity::citizenship_unknown::report_unknown_country;
use crate::view::Minor;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B4.2",
    rows: &["B4"],
    severity: Severity::Warning,
    channel: None,
    what: "La nazione del minore e le cittadinanze dei genitori sono codici ISO 3166-1 numerici, o \
           990.",
    remedy: "Usare il codice ISO numerico di tre cifre (380 per l'Italia), o 990.",
    source: "SPEC tab. 15",
    check: Check::Minor(check),
};

const COUNTRIES: [Field; 3] = [
    Field::MinorResidenceCountry,
    Field::FatherCitizenship,
    Field::MotherCitizenship,
];

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    for field in COUNTRIES {
        report_unknown_country(&minor.record, field, report);
    }
}
