//! How far records are: the overview and the register against a count of our own.

use std::collections::BTreeMap;

use jiff::civil::date;
use pas_domain::flow::{FlowKind, UncheckedMinor};
use pas_domain::ids::{PersonId, SendingId};
use pas_domain::office::Office;
use pas_domain::period::{Month, Period};
use pas_domain::record::{RecordBody, RecordState, SiussRecord};
use pas_domain::sending::{Channel, Operation, OutcomeCode, SendingState};
use pas_storage::record::{
    self, Deadlines, Owner, RecordFilter, Share, body_sha, count, list, replace,
};
use pas_storage::sending::{
    self, Change, NewOutcome, NewSending, Oddity, Passage, SendingCount, SendingRule, SentFilter,
    apply, count_sent, counts, mark_fetched, odd, place as answer, refused, rule, sent, set_rule,
    take_stamps, take_turn,
};
use pas_storage::{Db, Page, person};

use crate::harness::{TestDb, on_both};
use crate::world::{Place, at, place, record};

on_both!(
    every_record_is_counted_once_where_its_story_says,
    the_filters_of_the_list_find_what_is_counted,
    what_asks_for_a_look_is_found,
    the_register_tells_every_sending,
    a_rule_is_set_and_set_again,
);

/// What happened to a record so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Story {
    Nothing,
    Unseen,
    Fetched,
    Accepted,
    AcceptedAsItWas,
    Refused,
    RefusedAsItWas,
    Cancelled,
    CancellationRefused,
}

const STORIES: [Story; 9] = [
    Story::Nothing,
    Story::Unseen,
    Story::Fetched,
    Story::Accepted,
    Story::AcceptedAsItWas,
    Story::Refused,
    Story::RefusedAsItWas,
    Story::Cancelled,
    Story::CancellationRefused,
];

/// What the specification of the states says of a story.
fn expected(story: Story, state: RecordState) -> SendingState {
    match story {
        Story::Nothing | Story::RefusedAsItWas | Story::Cancelled => SendingState::NotSent,
        Story::Unseen => SendingState::Published,
        Story::Fetched => SendingState::Fetched,
        Story::Accepted if state == RecordState::NotDue => SendingState::ToCorrect,
        Story::Accepted => SendingState::Accepted,
        Story::AcceptedAsItWas => SendingState::ToCorrect,
        Story::Refused | Story::CancellationRefused => SendingState::Rejected,
    }
}

/// A record of the `n`th person with everything that the overview tells apart.
fn varied(n: u64) -> SiussRecord {
    let state = RecordState::ALL[(n / 9 % 4) as usize];
    let mut one = record(n, 2024, state);
    one.key = format!("{n}|overview");
    one.benefit = [Some("A2.12"), Some("A1.04"), None][(n / 36 % 3) as usize].map(str::to_owned);
    if one.benefit.is_none() {
        one.body = RecordBody::Minor(UncheckedMinor::default());
    }
    one.office = [Some(Office::Anziani), None][(n / 5 % 2) as usize];
    let month = i8::try_from(n % 12 + 1).expect("a month");
    let first = date(2024, month, 1);
    one.period = Period::new(first, first.last_of_month()).expect("ordered");
    one
}

/// How far one sending goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    Published,
    Fetched,
    Answered(OutcomeCode),
}

/// What is sent, and how far it goes.
type StorySteps<'a> = &'a [(Operation, [u8; 32], Until)];

struct World {
    place: Place,
    records: Vec<(SiussRecord, Story, PersonId)>,
}

fn kind(record: &SiussRecord) -> FlowKind {
    match record.body {
        RecordBody::Benefit(_) => FlowKind::Benefits,
        RecordBody::Minor(_) => FlowKind::Minors,
    }
}

/// Sends one record, and lets INPS see and answer it as told; the number of the sending.
async fn send(
    db: &Db,
    place: Place,
    (one, person): (&SiussRecord, PersonId),
    (operation, body_sha): (Operation, [u8; 32]),
    until: Until,
) -> SendingId {
    let mut tx = db.begin().await.unwrap();
    take_turn(&mut tx, place.ente).await.unwrap();
    let before = sending::of_people(&mut tx, place.ente, &[person])
        .await
        .unwrap();
    let before: Vec<SendingId> = before
        .iter()
        .filter(|sent| sent.record_key == one.key)
        .map(|sent| sent.id)
        .collect();
    let ts = take_stamps(&mut tx, place.ente, at(1), 1).await.unwrap();
    let flow_name = format!("PROVA.{}.{ts}", kind(one).name());
    let new = NewSending {
        channel: Channel::Waas,
        kind: kind(one),
        operation,
        flow_name: flow_name.clone(),
        ts: Some(ts),
        occurrence: 0,
        person,
        record: one,
        body_sha,
        xml: Some(b"<Flusso/>".to_vec()),
        cancels: before
            .last()
            .copied()
            .filter(|_| operation == Operation::Cancel),
        file: None,
        fetched_at: None,
        is_last: true,
    };
    let change = Change {
        no_longer_last: before,
        new: vec![new],
        ..Change::default()
    };
    apply(&mut tx, place.ente, &change, place.clerk, at(1))
        .await
        .unwrap();
    let all = sending::of_people(&mut tx, place.ente, &[person])
        .await
        .unwrap();
    let id = all.last().expect("just sent").id;
    if until != Until::Published {
        mark_fetched(&mut tx, place.ente, &[id], at(2))
            .await
            .unwrap();
    }
    if let Until::Answered(code) = until {
        let outcome = outcome_of(&flow_name, code, 3);
        answer(&mut tx, place.ente, &outcome, at(4)).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}

fn outcome_of(flow_name: &str, code: OutcomeCode, minute: i64) -> NewOutcome {
    NewOutcome {
        flow_name: flow_name.to_owned(),
        kind: "PS_PSA_SINA".to_owned(),
        flow_at: at(1),
        acquired_at: at(minute),
        code,
        text: Some("parole di INPS".to_owned()),
        siuss_id: code.is_accepted().then(|| "1".to_owned()),
    }
}

async fn tell(db: &Db, place: Place, one: &SiussRecord, person: PersonId, story: Story) {
    use Operation::{Cancel, Insert};
    use OutcomeCode::{Accepted, DataNotFound};
    let today = body_sha(&one.body).unwrap();
    let other = [7; 32];
    let steps: StorySteps<'_> = match story {
        Story::Nothing => &[],
        Story::Unseen => &[(Insert, today, Until::Published)],
        Story::Fetched => &[(Insert, today, Until::Fetched)],
        Story::Accepted => &[(Insert, today, Until::Answered(Accepted))],
        Story::AcceptedAsItWas => &[(Insert, other, Until::Answered(Accepted))],
        Story::Refused => &[(Insert, today, Until::Answered(DataNotFound))],
        Story::RefusedAsItWas => &[(Insert, other, Until::Answered(DataNotFound))],
        Story::Cancelled => &[
            (Insert, other, Until::Answered(Accepted)),
            (Cancel, other, Until::Answered(Accepted)),
        ],
        Story::CancellationRefused => &[
            (Insert, other, Until::Answered(Accepted)),
            (Cancel, other, Until::Answered(DataNotFound)),
        ],
    };
    for (operation, sha, until) in steps {
        send(db, place, (one, person), (*operation, *sha), *until).await;
    }
}

/// A record for each story, state, benefit and month, or nearly.
async fn world(db: &Db) -> World {
    let place = place(db, "ada").await;
    let records: Vec<SiussRecord> = (0..216).map(varied).collect();
    let mut tx = db.begin().await.unwrap();
    replace(&mut tx, place.ente, &records, at(1)).await.unwrap();
    tx.commit().await.unwrap();
    let mut told = Vec::new();
    for (n, one) in records.into_iter().enumerate() {
        let story = STORIES[n % STORIES.len()];
        let mut tx = db.read().await.unwrap();
        let person = person::find_by_cf(&mut tx, place.ente, one.person.as_str());
        let person = person.await.unwrap().expect("there");
        drop(tx);
        tell(db, place, &one, person, story).await;
        told.push((one, story, person));
    }
    World {
        place,
        records: told,
    }
}

const DEADLINES: Deadlines = Deadlines {
    benefits: Some(date(2024, 6, 30)),
    minors: None,
};

fn own_count(world: &World) -> Vec<SendingCount> {
    let mut counts: BTreeMap<_, (SendingCount, u64)> = BTreeMap::new();
    for (one, story, _) in &world.records {
        let is_benefit = one.benefit.is_some();
        let line = SendingCount {
            benefit: one.benefit.clone(),
            month: Month::of(one.period.end()),
            office: one.office,
            state: one.state,
            sending: expected(*story, one.state),
            is_past_deadline: is_benefit && one.period.end() < date(2024, 6, 30),
            n: 0,
        };
        let key = format!("{line:?}");
        counts.entry(key).or_insert((line, 0)).1 += 1;
    }
    let line = |(line, n)| SendingCount { n, ..line };
    counts.into_values().map(line).collect()
}

async fn every_record_is_counted_once_where_its_story_says(db: TestDb) {
    let world = world(&db.db).await;
    let filter = RecordFilter {
        deadlines: DEADLINES,
        ..RecordFilter::default()
    };
    let mut tx = db.db.read().await.unwrap();
    let mut found = counts(&mut tx, world.place.ente, &filter).await.unwrap();
    let mut own = own_count(&world);
    let key = |line: &SendingCount| format!("{line:?}");
    found.sort_by_key(key);
    own.sort_by_key(key);
    assert_eq!(found, own);
    assert_eq!(found.iter().map(|line| line.n).sum::<u64>(), 216);
    let without = RecordFilter::default();
    let without = counts(&mut tx, world.place.ente, &without).await.unwrap();
    assert!(without.iter().all(|line| !line.is_past_deadline));
    let elsewhere = place(&db.db, "bice").await;
    let none = counts(&mut tx, elsewhere.ente, &filter).await.unwrap();
    assert_eq!(none, []);
}

/// What a filter asks for, and which records it must find.
type Case = (
    fn(&mut RecordFilter),
    fn(&SiussRecord, SendingState) -> bool,
);

fn is_open(one: &SiussRecord) -> bool {
    matches!(one.state, RecordState::Incomplete | RecordState::Blocked)
}

fn is_due(one: &SiussRecord) -> bool {
    one.state != RecordState::NotDue
}

fn is_missing(state: SendingState) -> bool {
    matches!(state, SendingState::NotSent | SendingState::Rejected)
}

const CASES: &[Case] = &[
    (|f| f.share = Some(Share::Due), |one, _| is_due(one)),
    (|f| f.share = Some(Share::ToComplete), |one, _| is_open(one)),
    (
        |f| f.share = Some(Share::Overdue),
        |one, state| {
            is_due(one)
                && is_missing(state)
                && one.benefit.is_some()
                && one.period.end() < date(2024, 6, 30)
        },
    ),
    (
        |f| f.month = Month::new(2024, 3),
        |one, _| Month::of(one.period.end()) == Month::new(2024, 3).expect("a month"),
    ),
    (
        |f| f.owner = Some(Owner(None)),
        |one, _| one.office.is_none(),
    ),
    (
        |f| f.owner = Some(Owner(Some(Office::Anziani))),
        |one, _| one.office == Some(Office::Anziani),
    ),
    (
        |f| {
            f.share = Some(Share::ToComplete);
            f.sending = Some(SendingState::NotSent);
            f.kind = Some(FlowKind::Minors);
        },
        |one, state| is_open(one) && state == SendingState::NotSent && one.benefit.is_none(),
    ),
];

async fn the_filters_of_the_list_find_what_is_counted(db: TestDb) {
    let world = world(&db.db).await;
    let mut tx = db.db.read().await.unwrap();
    let states = SendingState::ALL.iter().map(|&state| {
        let filter = RecordFilter {
            sending: Some(state),
            ..RecordFilter::default()
        };
        let n = world
            .records
            .iter()
            .filter(|(one, story, _)| expected(*story, one.state) == state)
            .count();
        (filter, n)
    });
    let mut cases: Vec<(RecordFilter, usize)> = states.collect();
    cases.extend(CASES.iter().map(|(set, finds)| {
        let mut filter = RecordFilter {
            deadlines: DEADLINES,
            ..RecordFilter::default()
        };
        set(&mut filter);
        let found = world
            .records
            .iter()
            .filter(|(one, story, _)| finds(one, expected(*story, one.state)));
        (filter, found.count())
    }));
    for (position, (filter, n)) in cases.iter().enumerate() {
        let ente = world.place.ente;
        assert!(*n > 0, "case {position} finds something");
        let found = count(&mut tx, ente, filter).await.unwrap();
        assert_eq!(found, *n as u64, "case {position}");
        let lines = list(&mut tx, ente, filter, Page::whole()).await.unwrap();
        assert_eq!(lines.len(), *n, "case {position}");
        let counted = counts(&mut tx, ente, filter).await.unwrap();
        let sum = counted.iter().map(|line| line.n).sum::<u64>();
        assert_eq!(sum, *n as u64, "case {position}");
    }
}

async fn what_asks_for_a_look_is_found(db: TestDb) {
    let world = world(&db.db).await;
    let ente = world.place.ente;
    let n_of = |finds: fn(Story, &SiussRecord) -> bool| {
        let found = world
            .records
            .iter()
            .filter(|(one, story, _)| finds(*story, one));
        found.count()
    };
    let mut tx = db.db.begin().await.unwrap();
    let gone = odd(&mut tx, ente, Oddity::NoLongerDue).await.unwrap();
    let accepted = |story| matches!(story, Story::Accepted | Story::AcceptedAsItWas);
    let n_gone = n_of(|story, one| {
        matches!(story, Story::Accepted | Story::AcceptedAsItWas) && !is_due(one)
    });
    assert_eq!(gone.len(), n_gone);
    assert!(gone.iter().all(|sent| sent.record.is_some()));
    let stuck = odd(&mut tx, ente, Oddity::RefusedCancellation)
        .await
        .unwrap();
    assert_eq!(
        stuck.len(),
        n_of(|story, _| story == Story::CancellationRefused)
    );
    let refusals = refused(&mut tx, ente).await.unwrap();
    let n_refused = n_of(|story, _| matches!(story, Story::Refused | Story::CancellationRefused));
    assert_eq!(refusals.len(), n_refused);
    assert!(
        !format!("{refusals:?}").contains("parole"),
        "Debug tells INPS's words"
    );
    // Everything vanishes: what INPS has accepted stays there.
    replace(&mut tx, ente, &[], at(5)).await.unwrap();
    let gone = odd(&mut tx, ente, Oddity::NoLongerDue).await.unwrap();
    let held = world
        .records
        .iter()
        .filter(|(_, story, _)| accepted(*story))
        .count();
    assert_eq!(gone.len(), held);
    assert!(gone.iter().all(|sent| sent.record.is_none()));
    // INPS changes its mind about a flow that it had accepted.
    let first = &gone[0];
    let nobody = odd(&mut tx, ente, Oddity::AcceptedThenRefused)
        .await
        .unwrap();
    assert_eq!(nobody, []);
    let outcome = outcome_of(&first.flow_name, OutcomeCode::GenericError, 9);
    answer(&mut tx, ente, &outcome, at(9)).await.unwrap();
    let changed = odd(&mut tx, ente, Oddity::AcceptedThenRefused)
        .await
        .unwrap();
    let names: Vec<&str> = changed.iter().map(|sent| sent.flow_name.as_str()).collect();
    assert_eq!(names, [first.flow_name.as_str()]);
    tx.rollback().await.unwrap();
}

async fn the_register_tells_every_sending(db: TestDb) {
    let world = world(&db.db).await;
    let ente = world.place.ente;
    let mut tx = db.db.read().await.unwrap();
    let all = sent(&mut tx, ente, &SentFilter::default(), Page::whole())
        .await
        .unwrap();
    assert!(all.iter().map(|line| line.id).is_sorted());
    let xml = pas_storage::sha256(b"<Flusso/>");
    assert!(all.iter().all(|line| line.sha256 == Some(xml)));
    assert!(
        all.iter()
            .all(|line| line.record.is_some() && line.made_by == "ada")
    );
    for &passage in Passage::ALL {
        let filter = SentFilter {
            passage: Some(passage),
            ..SentFilter::default()
        };
        let n = all.iter().filter(|line| line.passage == passage).count();
        let counted = count_sent(&mut tx, ente, &filter).await.unwrap();
        let sum: u64 = counted.iter().map(|(_, _, n)| n).sum();
        assert_eq!(sum, n as u64, "{passage:?}");
    }
    let month = Month::new(2024, 2);
    let filter = SentFilter {
        kind: Some(FlowKind::Minors),
        month,
        owner: Some(Owner(None)),
        year: Some(2024),
        ..SentFilter::default()
    };
    let some = sent(&mut tx, ente, &filter, Page::new(1, 100))
        .await
        .unwrap();
    let own = all.iter().filter(|line| {
        line.kind == FlowKind::Minors
            && Some(Month::of(line.period.end())) == month
            && line.office.is_none()
    });
    assert_eq!(some, own.cloned().collect::<Vec<_>>());
    assert!(!some.is_empty());
    let years = sending::sent_years(&mut tx, ente).await.unwrap();
    assert_eq!(years.len(), 3, "{years:?}");
    assert!(
        record::count(&mut tx, ente, &RecordFilter::default())
            .await
            .unwrap()
            > 0
    );
}

async fn a_rule_is_set_and_set_again(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    assert_eq!(rule(&mut tx, here.ente).await.unwrap(), None);
    let first = SendingRule {
        officer: Some("Ada Esempini".to_owned()),
        days_benefits: Some(60),
        days_minors: None,
    };
    for (minute, wanted) in [(1, first), (2, SendingRule::default())] {
        set_rule(&mut tx, here.ente, &wanted, here.clerk, at(minute))
            .await
            .unwrap();
        let stored = rule(&mut tx, here.ente).await.unwrap().expect("set");
        assert_eq!(stored.rule, wanted);
        assert_eq!((stored.set_by.as_str(), stored.set_at), ("ada", at(minute)));
    }
    tx.rollback().await.unwrap();
}
