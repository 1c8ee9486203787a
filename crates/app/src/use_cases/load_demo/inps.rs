//! The demonstration's INPS: made up, inside the program, and the same every time.
//!
//! It fetches what the district publishes and answers as INPS might, so that the page «Invii» can be
//! looked at. Nothing leaves the machine.

use jiff::SignedDuration;
use pas_domain::actor::Actor;
use pas_domain::flow::FlowKind;
use pas_domain::sending::OutcomeCode;
use pas_domain::voucher::VoucherEvidence;
use pas_storage::sending::SendingRule;

use crate::app::App;
use crate::error::AppError;
use crate::use_cases::publish_flows::{PublishQuery, publish_flows};
use crate::use_cases::serve_flows::{PublishedFlow, serve_flows};
use crate::use_cases::set_sending_rule::set_sending_rule;
use crate::use_cases::take_outcomes::{Outcome, take_outcomes};
use crate::waas::Caller;

/// What the made-up INPS did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DemoSendings {
    /// Flows published.
    pub n_published: u64,
    /// Of these, fetched.
    pub n_fetched: u64,
    /// Accepted.
    pub n_accepted: u64,
    /// Refused.
    pub n_refused: u64,
}

/// The year that INPS has worked through.
const DONE: i16 = 2023;
/// The year at which it is at work.
const AT_WORK: i16 = 2024;
/// How much of it is published, or a little more: so that loading stays short.
const PUBLISHED_AT_WORK: u64 = 2_500;
/// Flows that it takes at a time.
const PAGE: u32 = 250;
/// One flow of so many is refused.
const REFUSED_OF: usize = 83;
/// Of ten pages of the year at work: fetched, and of these answered.
const FETCHED_OF_TEN: usize = 8;
const ANSWERED_OF_TEN: usize = 6;

/// What INPS might say, in turn: of benefits, then of SINBA. Only the last text of benefits is
/// INPS's own (specification 2.0.1, §3.4.2); the others are made up.
const REFUSALS: [&[(OutcomeCode, &str)]; 2] = [
    &[
        (
            OutcomeCode::DataNotFound,
            "Codice fiscale del beneficiario non presente negli archivi",
        ),
        (
            OutcomeCode::DataNotFound,
            "Protocollo DSU non trovato per il beneficiario indicato",
        ),
        (
            OutcomeCode::InvalidRequest,
            "ImportoMensile non coerente con le quote dichiarate",
        ),
        (
            OutcomeCode::GenericError,
            "Servizio momentaneamente non disponibile",
        ),
        (
            OutcomeCode::InvalidRequest,
            "In cooperazione è possibile inviare solo un beneficiario e una prestazione sociale",
        ),
    ],
    &[(
        OutcomeCode::DataNotFound,
        "Regione di residenza del minore non coerente con la valutazione",
    )],
];

/// Publishes two years as `clerk` and plays INPS.
pub(super) async fn play(app: &App, clerk: &Actor) -> Result<DemoSendings, AppError> {
    let rule = SendingRule {
        officer: Some("Ada Esempini".to_owned()),
        days_benefits: None,
        days_minors: None,
    };
    set_sending_rule(app, clerk, rule).await?;
    let mut inps = Inps::new(app, clerk);
    inps.publish(DONE, None).await?;
    while let Some(page) = inps.fetch().await? {
        inps.answer(&page).await?;
    }
    inps.publish(AT_WORK, Some(PUBLISHED_AT_WORK)).await?;
    let n_pages = usize::try_from(inps.n_waiting())
        .unwrap_or_default()
        .div_ceil(PAGE as usize);
    for number in 0..n_pages * FETCHED_OF_TEN / 10 {
        let Some(page) = inps.fetch().await? else {
            break;
        };
        if number < n_pages * ANSWERED_OF_TEN / 10 {
            inps.answer(&page).await?;
        }
    }
    inps.answer_a_stranger().await?;
    Ok(inps.done)
}

struct Inps<'a> {
    app: &'a App,
    clerk: &'a Actor,
    caller: Caller,
    since: i64,
    n_refused: [usize; 2],
    done: DemoSendings,
}

impl<'a> Inps<'a> {
    fn new(app: &'a App, clerk: &'a Actor) -> Self {
        let now = app.clock.now();
        let evidence = VoucherEvidence {
            key_id: "dimostrazione".to_owned(),
            token_id: "dimostrazione".to_owned(),
            issuer: "nessuno".to_owned(),
            consumer_id: "INPS inventata".to_owned(),
            purpose_id: "dimostrazione".to_owned(),
            issued_at: now,
            expires_at: now + SignedDuration::from_mins(10),
        };
        Self {
            app,
            clerk,
            caller: Caller {
                ente: clerk.ente,
                evidence,
            },
            since: 0,
            n_refused: [0; 2],
            done: DemoSendings::default(),
        }
    }

    const fn n_waiting(&self) -> u64 {
        self.done.n_published - self.done.n_fetched
    }

    async fn publish(&mut self, year: i16, at_most: Option<u64>) -> Result<(), AppError> {
        let query = PublishQuery {
            again: None,
            at_most,
            year: Some(year),
        };
        let report = publish_flows(self.app, self.clerk, query).await?;
        self.done.n_published += report.n_inserted + report.n_cancelled;
        Ok(())
    }

    /// The next page; none at the end of the queue.
    async fn fetch(&mut self) -> Result<Option<Vec<PublishedFlow>>, AppError> {
        let page = serve_flows(self.app, &self.caller, self.since, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        self.since = last.at.as_millisecond();
        self.done.n_fetched += page.len() as u64;
        Ok(Some(page))
    }

    async fn answer(&mut self, page: &[PublishedFlow]) -> Result<(), AppError> {
        let outcomes: Vec<Outcome> = page.iter().map(|flow| self.outcome(flow)).collect();
        take_outcomes(self.app, &self.caller, &outcomes).await?;
        Ok(())
    }

    fn outcome(&mut self, flow: &PublishedFlow) -> Outcome {
        let answered = usize::try_from(self.done.n_accepted + self.done.n_refused);
        let (code, text) = if answered.unwrap_or_default() % REFUSED_OF == REFUSED_OF / 2 {
            self.done.n_refused += 1;
            self.refusal(flow.kind)
        } else {
            self.done.n_accepted += 1;
            (OutcomeCode::Accepted, "")
        };
        let number = 1_000_000 + self.done.n_accepted;
        Outcome {
            flow_name: flow.name.clone(),
            kind: wire_kind(flow.kind).to_owned(),
            flow_at: flow.at,
            acquired_at: self.app.clock.now(),
            code,
            text: (!text.is_empty()).then(|| text.to_owned()),
            siuss_id: code.is_accepted().then(|| number.to_string()),
        }
    }

    fn refusal(&mut self, kind: FlowKind) -> (OutcomeCode, &'static str) {
        let of = usize::from(kind == FlowKind::Minors);
        let refusals = REFUSALS[of];
        let refusal = refusals[self.n_refused[of] % refusals.len()];
        self.n_refused[of] += 1;
        refusal
    }

    /// Answers a flow that nobody here has sent.
    async fn answer_a_stranger(&self) -> Result<(), AppError> {
        let now = self.app.clock.now();
        let outcome = Outcome {
            flow_name: "Z999.PS.20210520.0000004".to_owned(),
            kind: wire_kind(FlowKind::Benefits).to_owned(),
            flow_at: now,
            acquired_at: now,
            code: OutcomeCode::InvalidRequest,
            text: None,
            siuss_id: None,
        };
        take_outcomes(self.app, &self.caller, &[outcome]).await?;
        Ok(())
    }
}

/// `tipo` on the wire. Source: INPS specification 2.0.1, §3.2.
const fn wire_kind(kind: FlowKind) -> &'static str {
    match kind {
        FlowKind::Benefits => "PS_PSA_SINA",
        FlowKind::Minors => "SINBA",
    }
}
