//! What a page of flows does to what is in force, in the order of the stamps: insertions come in,
//! cancellations withdraw exactly what they repeat.

use std::collections::HashMap;

use pas_domain::ids::ObservedFlowId;
use pas_domain::sending::{Operation, OutcomeCode};
use pas_storage::observatory::NewObservedFlow;

use super::ReceivedFlow;
use super::verdict::{Examined, Refusal};

/// What is to be stored of a page.
#[derive(Debug, Default)]
pub(crate) struct Settlement {
    /// The flows with the verdicts on them.
    pub(crate) flows: Vec<NewObservedFlow>,
    /// Insertions of earlier pages that are withdrawn, each with the stamp of the cancellation.
    pub(crate) withdrawn: Vec<(ObservedFlowId, i64)>,
}

/// An insertion in force: of an earlier page, or at a position of this one.
enum InForce {
    Stored(ObservedFlowId),
    Here(usize),
}

/// Settles `page`, whose flows follow each other, over the insertions that are `in_force`, by what
/// they say.
///
/// A cancellation withdraws the insertion that says the same and nothing else: which values INPS
/// takes as the key is not published, and the same in all values is the same under every key. SINBA
/// knows no cancellation: each assessment is kept beside the others.
pub(crate) fn settle(
    page: Vec<(ReceivedFlow, Examined)>,
    in_force: HashMap<[u8; 32], ObservedFlowId>,
) -> Settlement {
    let stored = in_force.into_iter();
    let mut in_force: HashMap<_, _> = stored
        .map(|(body, id)| (body, InForce::Stored(id)))
        .collect();
    let mut settlement = Settlement::default();
    for (flow, mut examined) in page {
        if examined.refusal.is_none() {
            examined.refusal = settlement.apply(&flow, &examined, &mut in_force);
        }
        settlement.flows.push(with_verdict(flow, examined));
    }
    settlement
}

impl Settlement {
    /// Applies a flow that is good by itself; the refusal when it does not agree with what is in
    /// force.
    fn apply(
        &mut self,
        flow: &ReceivedFlow,
        examined: &Examined,
        in_force: &mut HashMap<[u8; 32], InForce>,
    ) -> Option<Refusal> {
        let (Some(operation), Some(body)) = (examined.operation, examined.body_sha) else {
            return None;
        };
        match operation {
            Operation::Insert if in_force.contains_key(&body) => Some(Refusal::content(
                "Un inserimento uguale in tutti i valori è già acquisito e in vigore: non serve \
                 ripeterlo; per sostituirlo va prima cancellato con l'operazione C.",
            )),
            Operation::Insert => {
                in_force.insert(body, InForce::Here(self.flows.len()));
                None
            }
            Operation::Cancel => match in_force.remove(&body) {
                None => Some(Refusal::content(
                    "L'inserimento da cancellare non è fra quelli in vigore di questo ente: la \
                     cancellazione deve ripetere tutti i valori dell'inserimento acquisito.",
                )),
                Some(InForce::Stored(id)) => {
                    self.withdrawn.push((id, flow.ts));
                    None
                }
                Some(InForce::Here(position)) => {
                    self.flows[position].is_in_force = false;
                    self.flows[position].withdrawn_ts = Some(flow.ts);
                    None
                }
            },
        }
    }
}

fn with_verdict(flow: ReceivedFlow, examined: Examined) -> NewObservedFlow {
    let is_accepted = examined.refusal.is_none();
    let (outcome, outcome_text) = match examined.refusal {
        None => (OutcomeCode::Accepted, None),
        Some(refusal) => (refusal.code, Some(refusal.text)),
    };
    NewObservedFlow {
        name: flow.name,
        ts: flow.ts,
        kind: flow.kind,
        operation: examined.operation,
        body_sha: examined.body_sha,
        content: examined.content,
        outcome,
        outcome_text,
        is_in_force: is_accepted && examined.operation != Some(Operation::Cancel),
        withdrawn_ts: None,
    }
}
