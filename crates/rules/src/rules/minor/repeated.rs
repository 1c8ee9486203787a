//! The same minor twice in one flow.
//!
//! **What.** Each id appears once. **Why.** SINBA has no deletion and no correction, so two records
//! of one minor in one flow cannot both be meant. **Source.** Ours; how to correct a SINBA is not
//! documented. **Example.** Two records with the same `IDBeneficiario`.

use pas_domain::finding::{Place, Severity};
use pas_domain::flow::{Field, FlowBody};

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Flow;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-K2",
    rows: &["K2", "B9"],
    severity: Severity::Warning,
    channel: None,
    what: "Ogni minore è una volta sola nel flusso.",
    remedy: "Lasciare solo l'ultima valutazione.",
    source: "PAS",
    check: Check::Whole(check),
};

fn check(flow: &Flow<'_>, report: &mut Report<'_>) {
    let FlowBody::Minors(minors) = flow.body else {
        return;
    };
    if minors.len() < 2 {
        return;
    }
    let ids = minors.iter().enumerate();
    let mut ids: Vec<(&str, usize)> = ids
        .filter_map(|(minor, source)| Some((source.values.get(Field::MinorId)?, minor)))
        .collect();
    ids.sort_unstable();
    let mut repeated: Vec<(usize, &str)> = ids
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0)
        .map(|pair| (pair[1].1, pair[1].0))
        .collect();
    repeated.sort_unstable();
    for (minor, id) in repeated {
        let place = Place::Minor { minor };
        let problem = "L'identificativo del minore è già nel flusso";
        report.value(place, Field::MinorId, Some(id), problem);
    }
}
