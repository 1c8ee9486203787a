//! A benefit subject to ISEE that names no DSU.
//!
//! **What.** With *prova dei mezzi* 1 the DSU is given. **Why.** Without it INPS cannot tie the
//! benefit to the ISEE it was granted on. INPS does not require it; SISO's form does.
//! **Source.** SISO, EIB. **Example.** `PresenzaProvaMezzi="1"` and no `NumeroProtocolloDSU`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P6A",
    rows: &["P6a"],
    severity: Severity::Warning,
    channel: None,
    what: "Una prestazione soggetta a ISEE porta la DSU su cui è stata concessa.",
    remedy: "Chiedere all'ufficio il protocollo della DSU e indicarne numero, anno e data.",
    source: "SISO, EIB",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let dsu = [Field::DsuNumber, Field::DsuYear, Field::DsuDate];
    if record.is(Field::MeansTest, "1") && !dsu.iter().any(|field| record.has(*field)) {
        report.field(
            record,
            Field::DsuNumber,
            "La prestazione è soggetta a ISEE, ma non c'è la DSU",
        );
    }
}
