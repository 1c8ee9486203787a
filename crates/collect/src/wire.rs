//! From the JSON of INPS's API to what the observatory stores, and back.

use jiff::Timestamp;
use pas_app::use_cases::collect_flows::ReceivedFlow;
use pas_app::use_cases::deliver_outcomes::PendingOutcome;
use pas_domain::flow::FlowKind;
use pas_waas::{EntryFault, NotAPage, WireFlow, WireOutcome};

/// A page as it was read: its flows up to the first entry that is none.
#[derive(Debug)]
pub(crate) struct ReadPage {
    pub(crate) flows: Vec<ReceivedFlow>,
    /// Why the page was not read to its end.
    pub(crate) fault: Option<EntryFault>,
}

/// Reads the answer to `GET /flussi`.
pub(crate) fn read_page(body: &[u8]) -> Result<ReadPage, NotAPage> {
    let mut flows = Vec::new();
    for entry in pas_waas::read_page(body)? {
        match entry {
            Ok(flow) => flows.push(received(flow)),
            Err(fault) => {
                let fault = Some(fault);
                return Ok(ReadPage { flows, fault });
            }
        }
    }
    Ok(ReadPage { flows, fault: None })
}

fn received(flow: WireFlow) -> ReceivedFlow {
    ReceivedFlow {
        ente_code: flow.ente_code,
        name: flow.id,
        ts: flow.at.as_millisecond(),
        kind: flow.kind,
        content: flow.content,
    }
}

/// Writes the body of `POST /esiti`. The same outcome always reads the same, so that the ente knows
/// it again.
pub(crate) fn write_outcomes(outcomes: &[PendingOutcome]) -> Vec<u8> {
    let outcomes: Vec<WireOutcome> = outcomes.iter().map(outcome).collect();
    pas_waas::write_outcomes(&outcomes)
}

fn outcome(outcome: &PendingOutcome) -> WireOutcome {
    let number = outcome.flow.to_string();
    WireOutcome {
        flow_id: outcome.name.clone(),
        kind: match outcome.kind {
            FlowKind::Benefits => "PS_PSA_SINA",
            FlowKind::Minors => "SINBA",
        }
        .to_owned(),
        // It came as an instant, so it is one.
        flow_at: Timestamp::from_millisecond(outcome.ts).unwrap_or(Timestamp::MAX),
        acquired_at: outcome.acquired_at,
        code: outcome.code,
        text: outcome.text.clone(),
        siuss_id: outcome.code.is_accepted().then_some(number),
    }
}
