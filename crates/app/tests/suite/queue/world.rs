//! An ente with a few records whose facts change, and its INPS.

use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::Poll;

use jiff::{SignedDuration, Timestamp};
use pas_app::App;
use pas_app::clock::Clock;
use pas_app::use_cases::publish_flows::{PublishQuery, publish_flows};
use pas_app::use_cases::serve_flows::{PublishedFlow, serve_flows};
use pas_app::use_cases::take_outcomes::{Outcome, take_outcomes};
use pas_app::waas::Caller;
use pas_domain::actor::Actor;
use pas_domain::fact::EnteIdentity;
use pas_domain::flow::{Field, FlowBody};
use pas_domain::record::{RecordBody, RecordState, SiussRecord};
use pas_domain::sending::SendingState;
use pas_domain::voucher::VoucherEvidence;
use pas_storage::record::{self, RecordFilter};
use pas_storage::{Db, Page, ente, sending};

use crate::support::Home;
use crate::support::home::morning;
use crate::support::village::{ADA, BICE, CARLA, Village};

use super::event::{Event, Facts};
use super::inps::{Identity, Inps, only_benefit};

/// Records of an ente: two of the first person, one of each other.
pub(super) const N_RECORDS: usize = 4;
/// Amounts that a record may have.
pub(super) const N_VARIANTS: usize = 3;

/// A clock that is set by hand.
#[derive(Debug)]
struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).expect("an instant")
    }
}

/// An installation on which every case has an ente of its own.
pub(super) struct Town {
    _home: Home,
    db: Db,
    clock: Arc<SetClock>,
    /// Two programs on the same database.
    app: App,
    other_app: App,
    clerk: Actor,
    identity: EnteIdentity,
    /// Each record in each variant, as a derivation gave it.
    records: Vec<Vec<SiussRecord>>,
}

impl Town {
    pub(super) async fn new(home: Home) -> Self {
        let village = Village::new(&home).await;
        let mut records = vec![Vec::new(); N_RECORDS];
        for variant in 0..N_VARIANTS {
            let amount = format!("{},00", 100 + variant);
            let paid = [ADA, ADA, BICE, CARLA].map(|person| (person, "A1.04", &*amount, "No"));
            village.pay(&paid).await;
            for (variants, record) in records.iter_mut().zip(village.records().await) {
                assert_eq!(record.state, RecordState::Ready);
                variants.push(record);
            }
        }
        let clock = Arc::new(SetClock(AtomicI64::new(morning().as_millisecond())));
        let db = Db::open(&home.url()).await.expect("opens");
        let mut tx = db.read().await.expect("begins");
        let known = ente::get(&mut tx, village.clerk.ente).await;
        let identity = known.expect("read").and_then(|ente| ente.identity);
        Self {
            db,
            app: home.app_by(clock.clone()).await,
            other_app: home.app_by(clock.clone()).await,
            clock,
            clerk: village.clerk,
            identity: identity.expect("imported"),
            records,
            _home: home,
        }
    }
}

/// One case.
pub(super) struct World<'a> {
    town: &'a Town,
    actor: Actor,
    caller: Caller,
    facts: Vec<Facts>,
    inps: Inps,
}

impl<'a> World<'a> {
    pub(super) async fn new(town: &'a Town) -> Self {
        let mut tx = town.db.begin().await.expect("begins");
        let made = ente::create(&mut tx, "Comune di Prova", morning()).await;
        let ente = made.expect("made");
        ente::set_identity(&mut tx, ente, &town.identity)
            .await
            .expect("set");
        tx.commit().await.expect("commits");
        Self {
            town,
            actor: Actor {
                ente,
                ..town.clerk.clone()
            },
            caller: Caller {
                ente,
                evidence: evidence(),
            },
            facts: vec![Facts::Gone; N_RECORDS],
            inps: Inps::default(),
        }
    }

    pub(super) async fn meet(&mut self, event: Event) {
        match event {
            Event::Facts(record, facts) => {
                self.facts[record] = facts;
                self.derive().await;
            }
            Event::Publish { at_most } => self.publish(&self.town.app, at_most).await,
            Event::PublishAndFail { n_steps } => {
                until(n_steps, self.publish(&self.town.app, None)).await;
            }
            Event::Read { limit } => self.read(limit).await,
            Event::ReadAndFail { limit, n_steps } => {
                until(n_steps, self.page(self.inps.since, limit)).await;
            }
            Event::Together { limit } => {
                let (page, (), ()) = tokio::join!(
                    self.page(self.inps.since, limit),
                    self.publish(&self.town.app, None),
                    self.publish(&self.town.other_app, Some(2)),
                );
                self.inps.read(page, limit);
            }
            Event::Work { n, agrees } => self.inps.work(n, agrees),
            Event::Deliver {
                n,
                latest_first,
                twice,
            } => self.deliver(n, latest_first, twice).await,
            Event::Clock { minutes } => {
                let ms = SignedDuration::from_mins(minutes).as_millis();
                let ms = i64::try_from(ms).expect("a few days");
                self.town.clock.0.fetch_add(ms, Ordering::SeqCst);
            }
            Event::Again => self.again(Some(SendingState::Rejected)).await,
        }
    }

    /// Makes the records what the facts say.
    async fn derive(&self) {
        let told = self.facts.iter().zip(&self.town.records);
        let records: Vec<SiussRecord> = told
            .filter_map(|(facts, variants)| {
                let (variant, state) = match facts {
                    Facts::Due(variant) => (*variant, RecordState::Ready),
                    Facts::NotDue => (0, RecordState::NotDue),
                    Facts::Unclear => (0, RecordState::Incomplete),
                    Facts::Gone => return None,
                };
                let mut record = variants[variant].clone();
                record.state = state;
                Some(record)
            })
            .collect();
        let mut tx = self.town.db.begin().await.expect("begins");
        let now = self.town.clock.now();
        record::replace(&mut tx, self.actor.ente, &records, now)
            .await
            .expect("replaced");
        tx.commit().await.expect("commits");
    }

    async fn publish(&self, app: &App, at_most: Option<u64>) {
        let query = PublishQuery {
            at_most,
            ..PublishQuery::default()
        };
        let report = publish_flows(app, &self.actor, query).await;
        let report = report.expect("published");
        assert!(report.held_back.is_empty(), "{:?}", report.held_back);
    }

    async fn page(&self, since: i64, limit: u32) -> Vec<PublishedFlow> {
        serve_flows(&self.town.other_app, &self.caller, since, limit)
            .await
            .expect("served")
    }

    async fn read(&mut self, limit: u32) {
        let page = self.page(self.inps.since, limit).await;
        self.inps.read(page, limit);
    }

    async fn deliver(&mut self, n: usize, latest_first: bool, twice: bool) {
        let waiting = &mut self.inps.outcomes;
        let n = n.min(waiting.len());
        let list: Vec<Outcome> = if latest_first {
            waiting.drain(waiting.len() - n..).rev().collect()
        } else {
            waiting.drain(..n).collect()
        };
        for _ in 0..=usize::from(twice) {
            let taken = take_outcomes(&self.town.app, &self.caller, &list).await;
            assert_eq!(taken.expect("taken").aside, 0, "INPS answers what it read");
        }
    }

    /// Asks to send again every record that is so far; one of which nothing was refused stays.
    async fn again(&self, sending: Option<SendingState>) {
        let filter = RecordFilter {
            sending,
            ..RecordFilter::default()
        };
        for line in self.lines(&filter).await {
            let query = PublishQuery {
                again: Some(line.id),
                ..PublishQuery::default()
            };
            let report = publish_flows(&self.town.app, &self.actor, query).await;
            report.expect("published");
        }
    }

    async fn lines(&self, filter: &RecordFilter) -> Vec<record::RecordLine> {
        let mut tx = self.town.db.read().await.expect("begins");
        let lines = record::list(&mut tx, self.actor.ente, filter, Page::new(1, 100)).await;
        lines.expect("listed")
    }

    /// The facts stand still at `last`, and INPS agrees to everything: until nothing moves.
    pub(super) async fn settle(&mut self, last: &[Facts]) {
        self.facts = last.to_vec();
        self.derive().await;
        for _ in 0..6 {
            self.publish(&self.town.app, None).await;
            self.again(None).await;
            self.read(100).await;
            while !self.inps.is_idle() {
                self.inps.work(100, u32::MAX);
                self.deliver(100, false, false).await;
            }
        }
        let n_seen = self.inps.seen.len();
        self.publish(&self.town.app, None).await;
        self.read(100).await;
        assert_eq!(self.inps.seen.len(), n_seen, "it never ends");
    }

    /// INPS holds what the facts say, the ente knows it, and the queue kept what INPS read.
    pub(super) async fn assert_kept(&self) {
        let due = self.facts.iter().zip(&self.town.records);
        let due: BTreeMap<Identity, String> = due
            .filter_map(|(facts, variants)| match facts {
                Facts::Due(variant) => Some(identity_and_amount(&variants[*variant])),
                _ => None,
            })
            .collect();
        assert_eq!(self.inps.held(), due);
        self.assert_known().await;
        let mut tx = self.town.db.read().await.expect("begins");
        let kept = sending::page(&mut tx, self.actor.ente, 0, 100_000).await;
        let kept = kept.expect("read");
        assert_eq!(kept.len(), self.inps.seen.len(), "taken back or lost");
        for (kept, seen) in kept.iter().zip(&self.inps.seen) {
            assert_eq!(
                (&kept.name, kept.ts),
                (&seen.name, seen.at.as_millisecond())
            );
            assert_eq!(kept.xml, seen.xml);
        }
        drop(tx);
        self.read_again(7).await;
    }

    /// The ente knows that everything is accepted. (Where INPS has refused a withdrawal and the facts
    /// came back to what it holds, the last word of the history is that refusal.)
    async fn assert_known(&self) {
        if self.inps.has_refused_a_withdrawal {
            return;
        }
        let is_ready = RecordFilter {
            state: Some(RecordState::Ready),
            ..RecordFilter::default()
        };
        for line in self.lines(&is_ready).await {
            assert_eq!(line.sending, SendingState::Accepted);
        }
    }

    /// A reader who begins again, with another page size, meets the same.
    async fn read_again(&self, limit: u32) {
        let (mut since, mut again) = (0, Vec::new());
        loop {
            let page = self.page(since, limit).await;
            let Some(last) = page.last() else { break };
            since = last.at.as_millisecond();
            again.extend(page);
        }
        assert_eq!(again, self.inps.seen);
    }
}

fn evidence() -> VoucherEvidence {
    VoucherEvidence {
        key_id: "chiave-1".to_owned(),
        token_id: "voucher-1".to_owned(),
        issuer: "pdnd.prova".to_owned(),
        consumer_id: "inps".to_owned(),
        purpose_id: "finalita-1".to_owned(),
        issued_at: morning(),
        expires_at: morning() + SignedDuration::from_mins(10),
    }
}

fn identity_and_amount(record: &SiussRecord) -> (Identity, String) {
    let RecordBody::Benefit(person) = &record.body else {
        panic!("benefits only")
    };
    let mut body = FlowBody::Benefits(vec![person.clone()]);
    let (cf, benefit) = only_benefit(&mut body);
    let value = |field| benefit.values.get(field).expect("there").to_owned();
    let identity = [
        cf,
        value(Field::BenefitCode),
        value(Field::ApplicationProtocol),
    ];
    (identity, value(Field::OneOffAmount))
}

/// Runs `work` for at most so many steps, then drops it where it stands.
async fn until<T>(n_steps: usize, work: impl Future<Output = T>) {
    let mut work = pin!(work);
    let mut left = n_steps;
    poll_fn(|context| {
        left -= 1;
        match work.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(()),
            Poll::Pending if left == 0 => Poll::Ready(()),
            Poll::Pending => Poll::Pending,
        }
    })
    .await;
}
