//! More than one beneficiary, benefit or minor in a flow that travels by API.
//!
//! **What.** In *cooperazione applicativa* a flow carries one beneficiary with one benefit, or one
//! SINBA record. **Why.** INPS refuses the flow with RICHIESTA_INVALIDA. An upload may carry many
//! of all, so the rule holds for [`Channel::Api`] alone.
//! **Source.** SPEC §2.1 (note), §3.4.2; documentation of `Beneficiario` and `PrestazioniSociali`
//! in the XSD. **Example.** INPS's first example: one beneficiary, three benefits.

use pas_domain::finding::{Place, Severity};
use pas_domain::flow::FlowBody;

use crate::context::Channel;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Flow;

pub(crate) static RULE: Rule = Rule {
    code: "FLUSSO-E1",
    rows: &["E1", "E2", "B9"],
    severity: Severity::Error,
    channel: Some(Channel::Api),
    what: "In cooperazione applicativa un flusso porta un solo beneficiario con una sola prestazione, \
           oppure un solo minore.",
    remedy: "Dividere il flusso: uno per ogni prestazione o minore; oppure caricarlo sul portale \
             INPS, che ne accetta molti.",
    source: "SPEC §2.1 e §3.4.2; XSD, Beneficiario e PrestazioniSociali",
    check: Check::Header(check),
};

fn check(flow: &Flow<'_>, report: &mut Report<'_>) {
    match flow.body {
        FlowBody::Benefits(people) => {
            let n_benefits: usize = people.iter().map(|person| person.benefits.len()).sum();
            if people.len() > 1 || n_benefits > 1 {
                let n_people = people.len();
                report.whole(
                    Place::Header,
                    &format!("Il flusso porta {n_people} beneficiari e {n_benefits} prestazioni"),
                );
            }
        }
        FlowBody::Minors(minors) if minors.len() > 1 => {
            let n_minors = minors.len();
            report.whole(Place::Header, &format!("Il flusso porta {n_minors} minori"));
        }
        FlowBody::Minors(_) => {}
    }
}
