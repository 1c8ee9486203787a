//! A residence abroad with an Italian region or comune.
//!
//! **What.** Region and comune go with country 380. **Why.** ANPR writes Italy as 100, which is
//! Bulgaria for SIUSS: an address left in ANPR's codes looks like this. **Source.** Deduced from
//! SPEC tab. 7. **Example.** `CodiceNazione="100" CodiceComune="068001"`.

use pas_catalogue::{ITALY_ANPR, ITALY_SIUSS};
use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Residence;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P2.3",
    rows: &["P2"],
    severity: Severity::Warning,
    channel: None,
    what: "Regione e comune accompagnano solo una residenza in Italia (380).",
    remedy: "Indicare 380 per l'Italia (100 è il codice di ANPR), o togliere regione e comune.",
    source: "deduzione da SPEC tab. 7",
    check: Check::Residence(check),
};

fn check(residence: &Residence<'_>, report: &mut Report<'_>) {
    let record = &residence.record;
    let Some(country) = record.text(Field::ResidenceCountry) else {
        return;
    };
    let is_code = country.len() == 3 && country.bytes().all(|byte| byte.is_ascii_digit());
    let has_italian_codes =
        record.is_filled(Field::ResidenceRegion) || record.is_filled(Field::ResidenceComune);
    if is_code && country != ITALY_SIUSS && has_italian_codes {
        let problem = if country == ITALY_ANPR {
            "La nazione 100 è la Bulgaria, ma ci sono regione o comune italiani".to_owned()
        } else {
            format!("La nazione è {country}, ma ci sono regione o comune italiani")
        };
        report.field(record, Field::ResidenceCountry, &problem);
    }
}
