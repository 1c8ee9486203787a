//! What a person sees of the way to INPS: the numbers, the refusals explained, the proof, the record.

use jiff::SignedDuration;
use pas_app::use_cases::list_records::{Owner, RecordQuery, Share, list_records};
use pas_app::use_cases::list_refused::{RefusedQuery, list_refused};
use pas_app::use_cases::list_sendings::{Passage, ProofQuery, list_sendings};
use pas_app::use_cases::load_demo;
use pas_app::use_cases::publish_flows::{PublishQuery, publish_flows};
use pas_app::use_cases::serve_flows::PublishedFlow;
use pas_app::use_cases::set_sending_rule::set_sending_rule;
use pas_app::use_cases::show_home::show_home;
use pas_app::use_cases::show_record::{RecordView, show_record};
use pas_app::use_cases::show_sendings::{
    By, SendingRule, SendingsQuery, SendingsView, Subject, Tally, show_sendings,
};
use pas_app::use_cases::take_outcomes::{Outcome, take_outcomes};
use pas_app::{App, AppError};
use pas_demo::Scale;
use pas_domain::actor::{Actor, Role};
use pas_domain::flow::{Field, FlowKind};
use pas_domain::office::Office;
use pas_domain::record::RecordState;
use pas_domain::sending::{OutcomeCode, SendingState};

use crate::district::records;
use crate::inps_loop::{Loop, outcome};
use crate::support::village::{ADA, BICE};
use crate::support::{Home, Installation, SEED, on_both};

on_both!(
    the_numbers_are_those_of_the_records,
    a_refusal_comes_back_to_the_office_that_must_act,
    a_record_tells_its_way,
    what_is_late_is_what_the_ente_has_decided,
    the_proof_tells_what_was_sent,
    what_vanished_is_withdrawn_or_asked_of_inps,
);

/// The small district, a part of which the made-up INPS has answered.
async fn district(home: &Home) -> (Installation, Actor) {
    let here = home.open().await;
    load_demo::load_and_send(&here.app, SEED, Scale::Small)
        .await
        .expect("loads");
    let clerk = here.clerk().await;
    (here, clerk)
}

async fn overview(app: &App, actor: &Actor, query: &SendingsQuery) -> SendingsView {
    show_sendings(app, actor, query).await.expect("shown")
}

fn sum(rows: impl Iterator<Item = Tally>) -> Tally {
    rows.fold(Tally::default(), |mut sum, row| {
        sum.expected += row.expected;
        sum.to_complete += row.to_complete;
        sum.ready += row.ready;
        sum.published += row.published;
        sum.fetched += row.fetched;
        sum.accepted += row.accepted;
        sum.rejected += row.rejected;
        sum.to_correct += row.to_correct;
        sum.overdue += row.overdue;
        sum
    })
}

async fn n_found(app: &App, actor: &Actor, query: RecordQuery) -> u64 {
    list_records(app, actor, &query)
        .await
        .expect("listed")
        .n_found
}

async fn the_numbers_are_those_of_the_records(home: Home) {
    let (here, clerk) = district(&home).await;
    let app = &here.app;
    let mut n_due = 0;
    for kind in [FlowKind::Benefits, FlowKind::Minors] {
        let records = records(&here, clerk.ente, kind).await;
        let due = records
            .iter()
            .filter(|record| record.state != RecordState::NotDue);
        n_due += due.count() as u64;
        // The month, by which the page tells years apart, and the year of the list are the same.
        for record in &records {
            assert_eq!(record.period.start().year(), record.period.end().year());
        }
    }
    for by in [By::Benefit, By::Month, By::Office, By::Year] {
        let query = SendingsQuery {
            by,
            ..SendingsQuery::default()
        };
        let view = overview(app, &clerk, &query).await;
        assert_eq!(view.total.expected, n_due);
        assert_eq!(
            sum(view.rows.iter().map(|row| row.tally)),
            view.total,
            "{by:?}"
        );
        let Tally {
            to_complete,
            ready,
            published,
            fetched,
            accepted,
            rejected,
            to_correct,
            ..
        } = view.total;
        let parts = [
            to_complete,
            ready,
            published,
            fetched,
            accepted,
            rejected,
            to_correct,
        ];
        assert_eq!(parts.iter().sum::<u64>(), n_due, "{by:?}");
        assert!(parts[..6].iter().all(|n| *n > 0), "{by:?}: {parts:?}");
        for row in view.rows {
            assert_found(app, &clerk, &row.subject, row.tally).await;
        }
    }
    let home = show_home(app, &clerk).await.expect("shown").work;
    let home = home.expect("a clerk's page");
    assert_eq!(home.n_aside, 1);
    assert!(!home.refused.is_empty());
    for group in home.refused {
        let query = RefusedQuery {
            office: Some(group.office),
            topic: Some(group.topic),
            page: 1,
        };
        let found = list_refused(app, &clerk, &query).await.expect("listed");
        assert_eq!(found.n_found, group.n, "{query:?}");
    }
}

/// The list finds the records of a line, by each of its numbers that leads there.
async fn assert_found(app: &App, clerk: &Actor, subject: &Subject, tally: Tally) {
    let of = |share, state, sending| {
        let mut query = RecordQuery {
            share,
            state,
            sending,
            ..RecordQuery::default()
        };
        match subject {
            Subject::Benefit(code) => query.benefit = Some(code.clone()),
            Subject::Month(month) => query.month = Some(*month),
            Subject::Office(owner) => query.owner = Some(*owner),
            Subject::Year(year) => query.year = Some(*year),
        }
        query
    };
    let (due, open) = (Some(Share::Due), Some(Share::ToComplete));
    let not_sent = Some(SendingState::NotSent);
    for (query, n) in [
        (of(due, None, None), tally.expected),
        (of(open, None, not_sent), tally.to_complete),
        (of(None, Some(RecordState::Ready), not_sent), tally.ready),
        (
            of(due, None, Some(SendingState::Published)),
            tally.published,
        ),
        (of(due, None, Some(SendingState::Fetched)), tally.fetched),
        (of(due, None, Some(SendingState::Accepted)), tally.accepted),
        (of(due, None, Some(SendingState::Rejected)), tally.rejected),
        (of(Some(Share::Overdue), None, None), tally.overdue),
    ] {
        assert_eq!(
            n_found(app, clerk, query.clone()).await,
            n,
            "{subject:?} {query:?}"
        );
    }
}

async fn say(it: &Loop, flow: &PublishedFlow, code: OutcomeCode, text: &str) {
    let outcome = Outcome {
        text: Some(text.to_owned()),
        ..outcome(flow, code)
    };
    take_outcomes(&it.village.here.app, &it.caller, &[outcome])
        .await
        .expect("taken");
}

/// The page of the record that the list gives first.
async fn first_record(it: &Loop) -> RecordView {
    let (app, clerk) = (&it.village.here.app, &it.village.clerk);
    let list = list_records(app, clerk, &RecordQuery::default()).await;
    let id = list.expect("listed").records[0].id;
    show_record(app, clerk, id).await.expect("shown")
}

async fn a_refusal_comes_back_to_the_office_that_must_act(home: Home) {
    let cases = [
        (
            "Codice fiscale non trovato",
            Office::Anagrafe,
            Some(Field::BeneficiaryCf),
        ),
        (
            "ImportoPrestazione errato",
            Office::Contributi,
            Some(Field::OneOffAmount),
        ),
        ("", Office::Contributi, None),
    ];
    let mut it = Loop::new(&home).await;
    let (app, clerk) = (it.village.here.app.clone(), it.village.clerk.clone());
    for (amount, (text, office, field)) in (100..).zip(cases) {
        it.pay(&[(ADA, &format!("{amount},00"))]).await;
        it.publish().await;
        let flows = it.fetch(10).await;
        say(&it, &flows[0], OutcomeCode::DataNotFound, text).await;
        let view = list_refused(&app, &clerk, &RefusedQuery::default())
            .await
            .expect("listed");
        assert_eq!(view.offices, [(office, 1)], "{text}");
        assert_eq!(view.records[0].field, field, "{text}");
        let elsewhere = RefusedQuery {
            office: Some(Office::Casa),
            ..RefusedQuery::default()
        };
        let elsewhere = list_refused(&app, &clerk, &elsewhere).await;
        assert_eq!(elsewhere.expect("listed").n_found, 0);
        let page = first_record(&it).await;
        let refusal = page.way.refusal.expect("a refusal");
        assert_eq!(
            (refusal.office, refusal.fields.first().copied()),
            (office, field)
        );
        let is_there = |field| page.values.iter().any(|value| value.field == field);
        assert!(field.is_none_or(is_there), "the page leads to the value");
    }
}

async fn a_record_tells_its_way(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(ADA, "100,00")]).await;
    let expect = async |it: &Loop, state, n_lines: usize, words: &str| {
        let page = first_record(it).await;
        assert_eq!(page.line.sending, Some(state), "{words}");
        assert_eq!(page.way.lines.len(), n_lines, "{words}");
        assert!(page.way.next.contains(words), "{words}: {}", page.way.next);
        page
    };
    expect(
        &it,
        SendingState::NotSent,
        0,
        "Parte alla prossima pubblicazione",
    )
    .await;
    it.publish().await;
    expect(&it, SendingState::Published, 1, "prossima interrogazione").await;
    it.pay(&[(ADA, "105,00")]).await;
    expect(&it, SendingState::Published, 1, "prende il posto").await;
    it.publish().await;
    let page = expect(&it, SendingState::Published, 2, "prossima interrogazione").await;
    assert_eq!(page.way.lines[0].passage, Passage::TakenBack);
    let flows = it.fetch(10).await;
    expect(&it, SendingState::Fetched, 2, "non ha ancora risposto").await;
    it.answer(&flows, OutcomeCode::Accepted).await;
    expect(&it, SendingState::Accepted, 2, "proprio quello").await;
    it.pay(&[(ADA, "110,00")]).await;
    expect(&it, SendingState::ToCorrect, 2, "cancellarla, poi manda").await;
    it.publish().await;
    let page = expect(&it, SendingState::Published, 4, "prossima interrogazione").await;
    let withdrawn = page.way.lines[2].cancels.as_deref();
    assert_eq!(withdrawn, Some(flows[0].name.as_str()));
    let flows = it.fetch(10).await;
    it.answer(&flows[..1], OutcomeCode::Accepted).await;
    it.answer(&flows[1..], OutcomeCode::GenericError).await;
    let page = expect(&it, SendingState::Rejected, 4, "non riparte così").await;
    let query = PublishQuery {
        again: Some(page.line.id),
        ..PublishQuery::default()
    };
    let (app, clerk) = (&it.village.here.app, &it.village.clerk);
    let report = publish_flows(app, clerk, query).await.expect("published");
    assert_eq!(report.n_inserted, 1);
    expect(&it, SendingState::Published, 5, "prossima interrogazione").await;
}

async fn what_is_late_is_what_the_ente_has_decided(home: Home) {
    let it = Loop::new(&home).await;
    let (app, clerk) = (&it.village.here.app, &it.village.clerk);
    it.pay(&[(ADA, "100,00"), (BICE, "50,00")]).await;
    let all = SendingsQuery::default();
    let late = async || overview(app, clerk, &all).await.total.overdue;
    let set = async |days| {
        let rule = SendingRule {
            officer: Some("  Ada Esempini ".to_owned()),
            days_benefits: days,
            days_minors: Some(0),
        };
        set_sending_rule(app, clerk, rule).await
    };
    assert_eq!(late().await, 0, "no deadline is set");
    // Paid on 15 May 2024; today is 23 November 2026: 922 days.
    for (days, n) in [(Some(921), 2), (Some(922), 0), (None, 0), (Some(60), 2)] {
        set(days).await.expect("set");
        assert_eq!(late().await, n, "{days:?}");
    }
    let rule = overview(app, clerk, &all).await.rule.expect("set").rule;
    assert_eq!(rule.officer.as_deref(), Some("Ada Esempini"));
    it.publish().await;
    assert_eq!(late().await, 0, "published is not late");
    let too_many = set(Some(4000)).await;
    assert!(matches!(too_many, Err(AppError::Invalid(_))));
}

async fn the_proof_tells_what_was_sent(home: Home) {
    let (mut it, flow) = Loop::accepted(&home, "100,00").await;
    it.pay(&[(ADA, "110,00")]).await;
    it.publish().await;
    it.fetch(1).await;
    let (app, clerk) = (&it.village.here.app, &it.village.clerk);
    let proof = async |query: ProofQuery| list_sendings(app, clerk, &query).await.expect("listed");
    let whole = proof(ProofQuery::default()).await;
    let passages: Vec<Passage> = whole.lines.iter().map(|line| line.passage).collect();
    let expected = [Passage::Accepted, Passage::Fetched, Passage::Published];
    assert_eq!(passages, expected);
    let first = &whole.lines[0];
    assert_eq!(first.flow_name, flow.name);
    assert_eq!(first.stamp, Some(flow.at));
    let sha = pas_storage::sha256(&flow.xml);
    assert_eq!(first.sha256, data_encoding::HEXLOWER.encode(&sha));
    assert_eq!(
        (first.siuss_id.as_str(), first.text.as_str()),
        ("22738", "come in prova")
    );
    assert_eq!(
        first.acquired_at,
        Some(flow.at + SignedDuration::from_secs(60))
    );
    assert_eq!(first.made_by, "segretaria");
    assert_eq!((whole.n_found, whole.tally.expected), (3, 1));
    assert_filtered(app, clerk).await;
    let social_worker = Actor {
        role: Role::SocialWorker,
        ..clerk.clone()
    };
    let refused = list_sendings(app, &social_worker, &ProofQuery::default()).await;
    assert!(matches!(refused, Err(AppError::Denied { .. })));
}

/// The filters of the proof, for three sendings of one record of 2024.
async fn assert_filtered(app: &App, clerk: &Actor) {
    for (query, n) in [
        (
            ProofQuery {
                year: Some(2024),
                page: 1,
                ..ProofQuery::default()
            },
            3,
        ),
        (
            ProofQuery {
                year: Some(2023),
                page: 1,
                ..ProofQuery::default()
            },
            0,
        ),
        (
            ProofQuery {
                passage: Some(Passage::Accepted),
                ..ProofQuery::default()
            },
            1,
        ),
        (
            ProofQuery {
                benefit: Some("SINBA".to_owned()),
                ..ProofQuery::default()
            },
            0,
        ),
        (
            ProofQuery {
                owner: Some(Owner(Some(Office::Contributi))),
                ..ProofQuery::default()
            },
            3,
        ),
    ] {
        let found = list_sendings(app, clerk, &query).await.expect("listed");
        assert_eq!(
            (found.n_found, found.lines.len() as u64),
            (n, n),
            "{query:?}"
        );
    }
}

async fn what_vanished_is_withdrawn_or_asked_of_inps(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(ADA, "100,00"), (BICE, "50,00")]).await;
    it.publish().await;
    let flows = it.fetch(10).await;
    it.answer(&flows, OutcomeCode::Accepted).await;
    it.pay(&[(ADA, "100,00"), (BICE, "0,00")]).await;
    let (app, clerk) = (it.village.here.app.clone(), it.village.clerk.clone());
    let all = SendingsQuery::default();
    let before = overview(&app, &clerk, &all).await;
    assert_eq!((before.n_to_withdraw, before.to_ask_of_inps.len()), (1, 0));
    it.publish().await;
    let after = overview(&app, &clerk, &all).await;
    assert_eq!(after.n_to_withdraw, 0, "the withdrawal is on its way");
    let flows = it.fetch(10).await;
    assert_eq!(flows.len(), 1);
    it.answer(&flows, OutcomeCode::DataNotFound).await;
    let refused = overview(&app, &clerk, &all).await;
    assert_eq!(refused.refused_cancellations.len(), 1);
}
