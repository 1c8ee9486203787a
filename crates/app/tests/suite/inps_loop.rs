//! The loop with INPS below HTTP: published, fetched, answered, corrected.

use jiff::{SignedDuration, Timestamp};
use pas_app::App;
use pas_app::use_cases::publish_flows::{PublishQuery, PublishReport, publish_flows};
use pas_app::use_cases::serve_flows::{PublishedFlow, serve_flows};
use pas_app::use_cases::take_outcomes::{Outcome, TakenOutcomes, take_outcomes};
use pas_app::waas::Caller;
use pas_domain::flow::FlowKind;
use pas_domain::sending::{OutcomeCode, SendingState};
use pas_domain::voucher::VoucherEvidence;
use pas_storage::Page;
use pas_storage::audit::{self, Chain};
use pas_storage::record::{self, RecordFilter};
use pas_storage::sending;

use crate::support::home::morning;
use crate::support::official::assert_accepted;
use crate::support::village::{ADA, BICE, CARLA, Village, cf};
use crate::support::{Home, on_both};

on_both!(
    a_record_goes_and_is_accepted,
    a_change_withdraws_exactly_what_was_accepted,
    a_change_before_inps_looks_leaves_no_trace,
    a_change_while_inps_works_waits_for_its_answer,
    a_refused_record_waits_to_be_mended,
    a_refused_record_goes_again_when_asked,
    another_protocol_withdraws_the_old_record_first,
    outcomes_are_taken_once,
    an_outcome_of_nobody_is_set_aside,
    stamps_grow_when_the_clock_does_not,
    a_reader_who_is_ahead_misses_nothing,
    an_outcome_from_the_future_keeps_none_out,
    a_cancellation_that_was_refused_is_asked_for_again,
);

/// A village and an INPS that follows its queue.
pub(crate) struct Loop {
    pub(crate) village: Village,
    pub(crate) caller: Caller,
    since: i64,
}

impl Loop {
    pub(crate) async fn new(home: &Home) -> Self {
        let village = Village::new(home).await;
        let caller = Caller {
            ente: village.clerk.ente,
            evidence: VoucherEvidence {
                key_id: "chiave-1".to_owned(),
                token_id: "voucher-1".to_owned(),
                issuer: "pdnd.prova".to_owned(),
                consumer_id: "inps".to_owned(),
                purpose_id: "finalita-1".to_owned(),
                issued_at: morning(),
                expires_at: morning() + SignedDuration::from_mins(10),
            },
        };
        Self {
            village,
            caller,
            since: 0,
        }
    }

    /// Payments as the office says they are now: person and amount.
    pub(crate) async fn pay(&self, rows: &[(&str, &str)]) {
        let rows: Vec<_> = rows
            .iter()
            .map(|(person, amount)| (*person, "A1.04", *amount, "No"))
            .collect();
        self.village.pay(&rows).await;
        self.village.records().await;
    }

    pub(crate) async fn publish(&self) -> PublishReport {
        self.publish_at(&self.village.here.app, PublishQuery::default())
            .await
    }

    async fn publish_at(&self, app: &App, query: PublishQuery) -> PublishReport {
        publish_flows(app, &self.village.clerk, query)
            .await
            .expect("published")
    }

    /// What INPS finds after what it has.
    pub(crate) async fn fetch(&mut self, limit: u32) -> Vec<PublishedFlow> {
        let flows = serve_flows(&self.village.here.app, &self.caller, self.since, limit)
            .await
            .expect("served");
        assert!(flows.is_sorted_by_key(|flow| flow.at));
        if let Some(last) = flows.last() {
            self.since = last.at.as_millisecond();
        }
        flows
    }

    pub(crate) async fn answer(&self, flows: &[PublishedFlow], code: OutcomeCode) -> TakenOutcomes {
        let outcomes: Vec<Outcome> = flows.iter().map(|flow| outcome(flow, code)).collect();
        take_outcomes(&self.village.here.app, &self.caller, &outcomes)
            .await
            .expect("taken")
    }

    /// How far the records are, in the order of the people.
    async fn states(&self) -> Vec<SendingState> {
        let mut tx = self.village.here.read().await;
        let ente = self.village.clerk.ente;
        let all = RecordFilter::default();
        let lines = record::list(&mut tx, ente, &all, Page::new(1, 100)).await;
        let lines = lines.expect("listed");
        lines.into_iter().map(|line| line.sending).collect()
    }

    /// A record paid, published, fetched and accepted.
    pub(crate) async fn accepted(home: &Home, amount: &str) -> (Self, PublishedFlow) {
        let mut it = Self::new(home).await;
        it.pay(&[(ADA, amount)]).await;
        it.publish().await;
        let mut flows = it.fetch(10).await;
        it.answer(&flows, OutcomeCode::Accepted).await;
        (it, flows.remove(0))
    }
}

pub(crate) fn outcome(flow: &PublishedFlow, code: OutcomeCode) -> Outcome {
    Outcome {
        flow_name: flow.name.clone(),
        kind: "PS_PSA_SINA".to_owned(),
        flow_at: flow.at,
        acquired_at: flow.at + SignedDuration::from_secs(60),
        code,
        text: Some("come in prova".to_owned()),
        siuss_id: code.is_accepted().then(|| "22738".to_owned()),
    }
}

fn text(flow: &PublishedFlow) -> String {
    String::from_utf8(flow.xml.clone()).expect("text")
}

const fn report(n_inserted: u64, n_cancelled: u64, n_superseded: u64) -> PublishReport {
    PublishReport {
        n_inserted,
        n_cancelled,
        n_superseded,
        n_waiting: 0,
        n_refused: 0,
        held_back: std::collections::BTreeMap::new(),
    }
}

async fn a_record_goes_and_is_accepted(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(ADA, "100,00"), (BICE, "50,00"), (CARLA, "25,00")])
        .await;
    assert_eq!(it.states().await, [SendingState::NotSent; 3]);
    assert_eq!(it.publish().await, report(3, 0, 0));
    assert_eq!(it.publish().await, report(0, 0, 0), "once is enough");
    assert_eq!(it.states().await, [SendingState::Published; 3]);
    let mut flows = it.fetch(2).await;
    assert_eq!(flows.len(), 2);
    flows.extend(it.fetch(2).await);
    assert_eq!(it.fetch(2).await, []);
    let names: Vec<&str> = flows.iter().map(|flow| flow.name.as_str()).collect();
    let expected = [1, 2, 3].map(|n| format!("L762PROVA.PS.20261123.000000{n}"));
    assert_eq!(names, expected);
    for flow in &flows {
        assert_eq!(
            (flow.ente_code.as_str(), flow.kind),
            ("L762", FlowKind::Benefits)
        );
        assert_eq!(text(flow).matches("<PrestazioniSociali ").count(), 1);
        assert_accepted(FlowKind::Benefits, &flow.xml);
    }
    assert_eq!(it.states().await, [SendingState::Fetched; 3]);
    it.answer(&flows, OutcomeCode::Accepted).await;
    assert_eq!(it.states().await, [SendingState::Accepted; 3]);
    assert_eq!(it.publish().await, report(0, 0, 0));
    let mut tx = it.village.here.read().await;
    let chain = audit::verify_chain(&mut tx, it.caller.ente)
        .await
        .expect("read");
    assert!(matches!(chain, Chain::Intact { .. }));
}

async fn a_change_withdraws_exactly_what_was_accepted(home: Home) {
    let (mut it, first) = Loop::accepted(&home, "100,00").await;
    it.pay(&[(ADA, "120,00")]).await;
    assert_eq!(it.states().await, [SendingState::ToCorrect]);
    assert_eq!(it.publish().await, report(1, 1, 0));
    let flows = it.fetch(10).await;
    let [cancellation, insertion] = flows.as_slice() else {
        panic!("two flows")
    };
    let withdrawn = text(&first)
        .replace(&first.name, &cancellation.name)
        .replace("TipoOperazione=\"I\"", "TipoOperazione=\"C\"");
    assert_eq!(text(cancellation), withdrawn, "exactly what was accepted");
    assert!(text(insertion).contains("TipoOperazione=\"I\""));
    assert!(text(insertion).contains("120.00"));
    // The two answers are told apart.
    it.answer(&flows[1..], OutcomeCode::DataNotFound).await;
    assert_eq!(it.states().await, [SendingState::Rejected]);
    it.answer(&flows[..1], OutcomeCode::Accepted).await;
    assert_eq!(it.states().await, [SendingState::Rejected]);
    it.pay(&[(ADA, "121,00")]).await;
    assert_eq!(
        it.publish().await,
        report(1, 0, 0),
        "nothing is left to withdraw"
    );
}

async fn a_change_before_inps_looks_leaves_no_trace(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(ADA, "100,00")]).await;
    it.publish().await;
    it.pay(&[(ADA, "120,00")]).await;
    assert_eq!(it.publish().await, report(1, 0, 1));
    let flows = it.fetch(10).await;
    assert_eq!(flows.len(), 1);
    assert!(text(&flows[0]).contains("120.00"));
    it.answer(&flows, OutcomeCode::Accepted).await;
    // A correction that nobody has fetched and that is taken back leaves what was accepted.
    it.pay(&[(ADA, "130,00")]).await;
    assert_eq!(it.publish().await, report(1, 1, 0));
    // (Other bytes, the same amount: a file that is already there is not taken again.)
    it.pay(&[(ADA, "120")]).await;
    assert_eq!(it.publish().await, report(0, 0, 2));
    assert_eq!(it.fetch(10).await, []);
    assert_eq!(it.states().await, [SendingState::Accepted]);
}

async fn a_change_while_inps_works_waits_for_its_answer(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(ADA, "100,00")]).await;
    it.publish().await;
    let flows = it.fetch(10).await;
    it.pay(&[(ADA, "120,00")]).await;
    let waiting = it.publish().await;
    assert_eq!((waiting.n_waiting, waiting.n_inserted), (1, 0));
    it.answer(&flows, OutcomeCode::Accepted).await;
    assert_eq!(it.publish().await, report(1, 1, 0));
}

async fn a_refused_record_waits_to_be_mended(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(ADA, "100,00"), (BICE, "50,00")]).await;
    it.publish().await;
    let mut flows = it.fetch(10).await;
    flows.sort_by_key(|flow| !text(flow).contains(&cf(ADA)));
    it.answer(&flows[..1], OutcomeCode::InvalidRequest).await;
    it.answer(&flows[1..], OutcomeCode::Accepted).await;
    let states = [SendingState::Rejected, SendingState::Accepted];
    assert_eq!(it.states().await, states);
    let again = it.publish().await;
    assert_eq!(
        (again.n_inserted, again.n_refused),
        (0, 1),
        "it is as it was"
    );
    it.pay(&[(ADA, "110,00"), (BICE, "50,00")]).await;
    assert_eq!(it.states().await[0], SendingState::NotSent, "mended");
    assert_eq!(it.publish().await, report(1, 0, 0));
}

async fn a_refused_record_goes_again_when_asked(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(ADA, "100,00")]).await;
    it.publish().await;
    let flows = it.fetch(10).await;
    it.answer(&flows, OutcomeCode::GenericError).await;
    let mut tx = it.village.here.read().await;
    let all = RecordFilter::default();
    let line = record::list(&mut tx, it.caller.ente, &all, Page::new(1, 1)).await;
    let again = Some(line.expect("listed")[0].id);
    drop(tx);
    let query = PublishQuery {
        again,
        ..PublishQuery::default()
    };
    let done = it.publish_at(&it.village.here.app, query).await;
    assert_eq!(done, report(1, 0, 0));
    assert_eq!(it.fetch(10).await.len(), 1);
}

async fn another_protocol_withdraws_the_old_record_first(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(BICE, "10,00"), (ADA, "100,00")]).await;
    it.publish().await;
    let flows = it.fetch(10).await;
    it.answer(&flows, OutcomeCode::Accepted).await;
    // The office swaps the two rows: the protocols, which number them, change hands.
    it.pay(&[(ADA, "100,00"), (BICE, "10,00")]).await;
    let published = it.publish().await;
    let flows = it.fetch(10).await;
    assert_eq!(
        flows.len() as u64,
        published.n_inserted + published.n_cancelled
    );
    for person in [ADA, BICE] {
        let code = cf(person);
        let of_person = flows.iter().map(text).filter(|text| text.contains(&code));
        let operations: Vec<bool> = of_person
            .map(|text| text.contains("TipoOperazione=\"C\""))
            .collect();
        assert!(
            operations.is_sorted_by_key(|is_cancellation| !is_cancellation),
            "{person}: withdrawals come first: {operations:?}"
        );
    }
}

async fn outcomes_are_taken_once(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(ADA, "100,00")]).await;
    it.publish().await;
    let flows = it.fetch(10).await;
    let first = it.answer(&flows, OutcomeCode::Accepted).await;
    assert_eq!((first.placed, first.known), (1, 0));
    let second = it.answer(&flows, OutcomeCode::Accepted).await;
    assert_eq!((second.placed, second.known), (0, 1));
    // What INPS acquired earlier does not undo what it acquired later.
    let earlier = Outcome {
        acquired_at: flows[0].at,
        ..outcome(&flows[0], OutcomeCode::GenericError)
    };
    take_outcomes(&it.village.here.app, &it.caller, &[earlier])
        .await
        .expect("taken");
    assert_eq!(it.states().await, [SendingState::Accepted]);
}

async fn an_outcome_of_nobody_is_set_aside(home: Home) {
    let (it, flow) = Loop::accepted(&home, "100,00").await;
    let strange = Outcome {
        flow_name: "H501.PS.20210520.00000004".to_owned(),
        ..outcome(&flow, OutcomeCode::Accepted)
    };
    let taken = take_outcomes(
        &it.village.here.app,
        &it.caller,
        std::slice::from_ref(&strange),
    )
    .await
    .expect("taken");
    assert_eq!(taken.aside, 1);
    let mut tx = it.village.here.read().await;
    let aside = sending::set_aside(&mut tx, it.caller.ente, 10).await;
    let aside = aside.expect("read");
    assert_eq!(aside.len(), 1);
    assert_eq!(aside[0].outcome, strange);
}

async fn stamps_grow_when_the_clock_does_not(home: Home) {
    let mut it = Loop::new(&home).await;
    let mut all = Vec::new();
    let hours = [0, -3, 2, -24, 0];
    for (amount, hours) in (100..).zip(hours) {
        it.pay(&[(ADA, &format!("{amount},00"))]).await;
        let app = home
            .app_at(morning() + SignedDuration::from_hours(hours))
            .await;
        it.publish_at(&app, PublishQuery::default()).await;
        let flows = it.fetch(10).await;
        it.answer(&flows, OutcomeCode::Accepted).await;
        all.extend(flows);
    }
    assert_eq!(all.len(), 1 + 4 * 2);
    let stamps: Vec<Timestamp> = all.iter().map(|flow| flow.at).collect();
    assert!(stamps.is_sorted_by(|a, b| a < b), "{stamps:?}");
}

/// As after a restore from a copy: INPS knows stamps that are not here.
async fn a_reader_who_is_ahead_misses_nothing(home: Home) {
    let (mut it, first) = Loop::accepted(&home, "100,00").await;
    it.since = first.at.as_millisecond() + 60_000;
    assert_eq!(it.fetch(10).await, []);
    it.pay(&[(ADA, "120,00")]).await;
    it.publish().await;
    assert_eq!(it.fetch(10).await.len(), 2, "both after the cursor");
    // What nobody can have read is not believed.
    let far = (morning() + SignedDuration::from_hours(24)).as_millisecond();
    it.since = far;
    assert_eq!(it.fetch(10).await, []);
    it.pay(&[(ADA, "130,00")]).await;
    it.publish().await;
    it.since = 0;
    let last = it.fetch(100).await.pop().expect("flows");
    assert!(last.at.as_millisecond() < far);
}

async fn an_outcome_from_the_future_keeps_none_out(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(ADA, "100,00")]).await;
    it.publish().await;
    let flows = it.fetch(10).await;
    let far = Outcome {
        acquired_at: Timestamp::MAX,
        ..outcome(&flows[0], OutcomeCode::GenericError)
    };
    let app = &it.village.here.app;
    take_outcomes(app, &it.caller, &[far]).await.expect("taken");
    let an_hour_later = morning() + SignedDuration::from_hours(1);
    let later = home.app_at(an_hour_later).await;
    let real = Outcome {
        acquired_at: an_hour_later,
        ..outcome(&flows[0], OutcomeCode::Accepted)
    };
    take_outcomes(&later, &it.caller, &[real])
        .await
        .expect("taken");
    assert_eq!(it.states().await, [SendingState::Accepted]);
}

async fn a_cancellation_that_was_refused_is_asked_for_again(home: Home) {
    let (mut it, _) = Loop::accepted(&home, "100,00").await;
    it.pay(&[(ADA, "120,00")]).await;
    it.publish().await;
    let flows = it.fetch(10).await;
    it.answer(&flows[..1], OutcomeCode::GenericError).await;
    it.answer(&flows[1..], OutcomeCode::Accepted).await;
    assert_eq!(it.publish().await.n_cancelled, 0, "not by itself");
    let mut tx = it.village.here.read().await;
    let all = RecordFilter::default();
    let line = record::list(&mut tx, it.caller.ente, &all, Page::new(1, 1)).await;
    let again = Some(line.expect("listed")[0].id);
    drop(tx);
    let query = PublishQuery {
        again,
        ..PublishQuery::default()
    };
    let done = it.publish_at(&it.village.here.app, query).await;
    assert_eq!((done.n_cancelled, done.n_inserted), (1, 0));
    let flows = it.fetch(10).await;
    it.answer(&flows, OutcomeCode::Accepted).await;
    assert_eq!(
        it.publish().await,
        report(0, 0, 0),
        "INPS holds the new one alone"
    );
}
