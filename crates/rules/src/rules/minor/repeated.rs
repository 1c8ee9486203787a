//! The same record of the same minor twice in one flow.
//!
//! **What.** No two records of a minor are equal. **Why.** SINBA has no deletion, so a repetition
//! stays. Two records that differ are two assessments, and fine. **Source.** Ours; how to correct a
//! SINBA is not documented. **Example.** The same `SINBA` element pasted twice.

use std::hash::{DefaultHasher, Hash, Hasher};

use pas_domain::finding::{Place, Severity};
use pas_domain::flow::{Field, FlowBody, UncheckedMinor};

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Flow;

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-K2",
    rows: &["K2", "B9"],
    severity: Severity::Warning,
    channel: None,
    what: "Nessun minore è due volte nel flusso con gli stessi dati.",
    remedy: "Togliere la ripetizione.",
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
    let records = minors.iter().enumerate();
    let mut records: Vec<(Option<&str>, u64, usize)> = records
        .map(|(position, minor)| (minor.values.get(Field::MinorId), mark(minor), position))
        .collect();
    records.sort_unstable();
    let pairs = records.windows(2);
    let same = pairs.filter(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1));
    let mut repeated: Vec<(usize, Option<&str>)> =
        same.map(|pair| (pair[1].2, pair[1].0)).collect();
    repeated.sort_unstable();
    for (minor, id) in repeated {
        let place = Place::Minor { minor };
        let problem = "Il minore è già nel flusso con gli stessi dati";
        report.value(place, Field::MinorId, id, problem);
    }
}

/// A number that two equal records share, in whichever order their values stand, and two different
/// ones hardly ever.
fn mark(minor: &UncheckedMinor<'_>) -> u64 {
    let values = minor
        .values
        .iter()
        .map(|(field, text)| mark_of(&(field, text)));
    let values = values.fold(0, u64::wrapping_add);
    mark_of(&(values, &minor.benefits, &minor.household))
}

fn mark_of(part: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    part.hash(&mut hasher);
    hasher.finish()
}
