//! An ente whose seat is no comune that we know.
//!
//! **What.** The seat's Belfiore code is a comune's. **Why.** The schema takes any four characters,
//! and the comune's ISTAT or postal code is often written instead. A warning, because the list may
//! be older than the comune. **Source.** SPEC tab. 3 and 14. **Example.** `Indirizzo="0015"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Flow;

pub(crate) static RULE: Rule = Rule {
    code: "FLUSSO-E9",
    rows: &["E9"],
    severity: Severity::Warning,
    channel: None,
    what: "La sede legale dell'ente è il codice Belfiore di un comune conosciuto.",
    remedy: "Indicare il codice Belfiore (catastale) del comune, per esempio H501; se il comune è \
             nuovo, aggiornare l'elenco dei comuni.",
    source: "SPEC tab. 3 e 14",
    check: Check::Header(check),
};

fn check(flow: &Flow<'_>, report: &mut Report<'_>) {
    let Some(seat) = flow.header.text(Field::EnteSeat) else {
        return;
    };
    let catalogue = report.context.catalogue;
    if seat.chars().count() == 4 && catalogue.comune_by_belfiore_any_date(seat).is_none() {
        let problem = format!("«{seat}» non è il codice Belfiore di un comune conosciuto");
        report.field(&flow.header, Field::EnteSeat, &problem);
    }
}
