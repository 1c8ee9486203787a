//! A made-up INPS that follows the queue, forgets nothing and is strict.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::{SignedDuration, Timestamp};
use pas_app::use_cases::serve_flows::PublishedFlow;
use pas_app::use_cases::take_outcomes::Outcome;
use pas_domain::flow::{Field, FlowBody, UncheckedBenefit};
use pas_domain::sending::OutcomeCode;

/// Whose benefit: codice fiscale, code and protocol.
pub(super) type Identity = [String; 3];

/// What one flow says.
struct Asked {
    flow: PublishedFlow,
    identity: Identity,
    is_cancellation: bool,
    /// All of it but the name and the operation.
    content: FlowBody<'static>,
    amount: String,
}

/// What it has read and what it holds.
#[derive(Default)]
pub(super) struct Inps {
    /// Milliseconds of the last flow that it has read.
    pub(super) since: i64,
    /// Everything that it has read, in order.
    pub(super) seen: Vec<PublishedFlow>,
    names: BTreeSet<String>,
    waiting: VecDeque<Asked>,
    held: BTreeMap<Identity, (FlowBody<'static>, String)>,
    /// Whose last cancellation it has refused.
    refused_withdrawal: BTreeSet<Identity>,
    pub(super) has_refused_a_withdrawal: bool,
    pub(super) outcomes: VecDeque<Outcome>,
    n_worked: i64,
}

impl Inps {
    /// Takes a page that was asked with `limit`.
    pub(super) fn read(&mut self, page: Vec<PublishedFlow>, limit: u32) {
        assert!(page.len() <= limit as usize);
        for flow in page {
            let ts = flow.at.as_millisecond();
            assert!(ts > self.since, "stamps do not grow");
            assert!(self.names.insert(flow.name.clone()), "read twice");
            self.since = ts;
            self.waiting.push_back(asked(flow.clone()));
            self.seen.push(flow);
        }
    }

    /// Works on the next `n` flows, in order. It takes an insertion only where it holds nothing, a
    /// cancellation only of what it holds, and both only where it agrees.
    pub(super) fn work(&mut self, n: usize, agrees: u32) {
        for position in 0..n {
            let Some(asked) = self.waiting.pop_front() else {
                return;
            };
            let agrees = agrees >> (position % 32) & 1 == 1;
            let code = if self.takes(&asked, agrees) {
                OutcomeCode::Accepted
            } else {
                OutcomeCode::DataNotFound
            };
            self.n_worked += 1;
            self.outcomes
                .push_back(outcome(&asked.flow, code, self.n_worked));
        }
    }

    fn takes(&mut self, asked: &Asked, agrees: bool) -> bool {
        let held = self.held.get(&asked.identity);
        if asked.is_cancellation {
            let (content, _) = held.expect("withdraws what INPS does not hold");
            assert_eq!(*content, asked.content, "withdraws something else");
            if agrees {
                self.held.remove(&asked.identity);
                self.refused_withdrawal.remove(&asked.identity);
            } else {
                self.refused_withdrawal.insert(asked.identity.clone());
                self.has_refused_a_withdrawal = true;
            }
            return agrees;
        }
        if held.is_some() {
            let is_explained = self.refused_withdrawal.contains(&asked.identity);
            assert!(is_explained, "sent before the old one was withdrawn");
            return false;
        }
        if agrees {
            let content = (asked.content.clone(), asked.amount.clone());
            self.held.insert(asked.identity.clone(), content);
        }
        agrees
    }

    /// Whether it has nothing left to do.
    pub(super) fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.outcomes.is_empty()
    }

    /// The amounts that it holds.
    pub(super) fn held(&self) -> BTreeMap<Identity, String> {
        let amounts = self.held.iter();
        amounts
            .map(|(identity, (_, amount))| (identity.clone(), amount.clone()))
            .collect()
    }
}

fn asked(flow: PublishedFlow) -> Asked {
    let reading = pas_siuss::read(&flow.xml).expect("XML").into_owned();
    assert!(reading.is_valid(), "{:?}", reading.findings);
    assert_eq!(
        reading.flow.header.get(Field::FlowName),
        Some(flow.name.as_str())
    );
    let mut content = reading.flow.body;
    let (cf, benefit) = only_benefit(&mut content);
    let operation = benefit.values.remove(Field::Operation);
    let value = |field| benefit.values.get(field).expect("there").to_owned();
    Asked {
        flow,
        identity: [
            cf,
            value(Field::BenefitCode),
            value(Field::ApplicationProtocol),
        ],
        is_cancellation: operation.as_deref() == Some("C"),
        amount: value(Field::OneOffAmount),
        content,
    }
}

/// The one benefit of a flow, and whose it is.
pub(super) fn only_benefit<'a, 'b>(
    body: &'a mut FlowBody<'b>,
) -> (String, &'a mut UncheckedBenefit<'b>) {
    let FlowBody::Benefits(people) = body else {
        panic!("benefits only")
    };
    let [person] = people.as_mut_slice() else {
        panic!("one beneficiary a flow")
    };
    let cf = person
        .person
        .get(Field::BeneficiaryCf)
        .expect("a code")
        .to_owned();
    let [benefit] = person.benefits.as_mut_slice() else {
        panic!("one benefit a flow")
    };
    (cf, benefit)
}

fn outcome(flow: &PublishedFlow, code: OutcomeCode, n_worked: i64) -> Outcome {
    Outcome {
        flow_name: flow.name.clone(),
        kind: "PS_PSA_SINA".to_owned(),
        flow_at: flow.at,
        acquired_at: Timestamp::UNIX_EPOCH + SignedDuration::from_secs(n_worked),
        code,
        text: None,
        siuss_id: code.is_accepted().then(|| n_worked.to_string()),
    }
}
