//! Visits to the enti: all flows in, all outcomes back; several enti at a time, round after round.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use pas_app::App;
use pas_app::use_cases::collect_flows::{
    Page, PageStored, Place, begin_poll, end_poll, store_page,
};
use pas_app::use_cases::deliver_outcomes::{confirm_outcomes, outcomes_due};
use pas_domain::actor::Actor;
use pas_pdnd::{HttpError, VoucherError, VoucherSource, http_client};
use tokio::task::JoinSet;

use crate::client::Client;
use crate::fault::Fault;
use crate::registry::{Ente, Registry};
use crate::waits::{Pause, SystemWaits, Waits};

/// Lists that an ente may refuse in one visit: enough to find what it does not take, and few enough
/// for an ente that takes nothing.
const MAX_REFUSALS: u32 = 20;

/// Visits enti. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Collector(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    app: App,
    actor: Actor,
    registry: Registry,
    http: reqwest::Client,
    vouchers: VoucherSource,
    waits: Arc<dyn Waits>,
    /// Until when an ente asks to be left alone.
    resting: Mutex<BTreeMap<String, Timestamp>>,
    /// Enti whose last visit failed.
    failed: Mutex<BTreeSet<String>>,
}

/// What a visit did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visit {
    /// `codice_ente`.
    pub code: String,
    /// The ente's name.
    pub name: String,
    /// Flows accepted.
    pub n_accepted: u64,
    /// Flows refused.
    pub n_refused: u64,
    /// Outcomes that the ente has confirmed.
    pub n_delivered: u64,
    /// In Italian, why not all was read or delivered.
    pub fault: Option<String>,
}

/// Why nobody can be visited.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No voucher can be asked for.
    #[error(transparent)]
    Vouchers(#[from] VoucherError),
    /// No call can be made.
    #[error(transparent)]
    Http(#[from] HttpError),
}

impl Collector {
    /// A collector for `registry`, on behalf of `actor`, that waits by `waits`.
    pub fn new(
        app: App,
        actor: Actor,
        registry: Registry,
        (http, vouchers): (reqwest::Client, VoucherSource),
        waits: Arc<dyn Waits>,
    ) -> Self {
        Self(Arc::new(Parts {
            app,
            actor,
            registry,
            http,
            vouchers,
            waits,
            resting: Mutex::default(),
            failed: Mutex::default(),
        }))
    }

    /// As [`Collector::new`], with the machine's time and chance, and calls over HTTPS.
    pub fn open(app: App, actor: Actor, registry: Registry) -> Result<Self, OpenError> {
        let vouchers = VoucherSource::new(registry.pdnd.clone())?;
        // Each call has its own time; this is for one that the waits forgot.
        let http = http_client(registry.limits.timeout.saturating_mul(2))?;
        let calls = (http, vouchers);
        Ok(Self::new(
            app,
            actor,
            registry,
            calls,
            Arc::new(SystemWaits),
        ))
    }

    /// Visits every ente once, those last whose last visit failed: they may take long, and keep
    /// nobody waiting. The visits are given in the order of the registry.
    pub async fn round(&self) -> Vec<Visit> {
        let mut waiting: VecDeque<usize> = self.in_turn().into();
        let mut visits = JoinSet::new();
        let mut done: Vec<(usize, Visit)> = Vec::new();
        loop {
            while visits.len() < self.0.registry.limits.at_once
                && let Some(position) = waiting.pop_front()
            {
                let collector = self.clone();
                visits.spawn(async move {
                    let ente = &collector.0.registry.enti[position];
                    (position, collector.visit(ente).await)
                });
            }
            let Some(visit) = visits.join_next().await else {
                break;
            };
            // A visit that panics is ours to mend, and must not pass for one that went well.
            done.push(visit.expect("invariant: a visit gives its faults back"));
        }
        done.sort_by_key(|(position, _)| *position);
        let done: Vec<Visit> = done.into_iter().map(|(_, visit)| visit).collect();
        let failed = done.iter().filter(|visit| visit.fault.is_some());
        *lock(&self.0.failed) = failed.map(|visit| visit.code.clone()).collect();
        done
    }

    /// The positions of the enti in the registry, those last whose last visit failed.
    fn in_turn(&self) -> Vec<usize> {
        let (enti, failed) = (&self.0.registry.enti, lock(&self.0.failed));
        let has_failed = |position: &usize| failed.contains(&enti[*position].source.code);
        let mut positions: Vec<usize> = (0..enti.len()).collect();
        positions.sort_by_key(has_failed);
        positions
    }

    /// Goes round after round, `interval` between them, and tells of each, until it is dropped.
    pub async fn run(&self, interval: Duration, mut tell: impl FnMut(&[Visit])) {
        loop {
            tell(&self.round().await);
            self.0.waits.wait(Pause::Round, interval).await;
        }
    }

    /// Visits one ente. May be dropped at any moment: the next visit goes on from what is stored.
    pub async fn visit(&self, ente: &Ente) -> Visit {
        let mut visit = Visit {
            code: ente.source.code.clone(),
            name: ente.source.name.clone(),
            ..Visit::default()
        };
        if let Some(until) = self.resting(ente) {
            visit.fault = Some(format!(
                "il servizio chiede di non essere chiamato fino a {until}"
            ));
            return visit;
        }
        if let Err(fault) = self.visit_into(ente, &mut visit).await {
            self.rest(ente, &fault);
            visit.fault = Some(fault.to_string());
        }
        visit
    }

    async fn visit_into(&self, ente: &Ente, visit: &mut Visit) -> Result<(), Fault> {
        let Parts { app, actor, .. } = &*self.0;
        let now = || app.clock().now();
        let client = Client {
            ente,
            limits: &self.0.registry.limits,
            http: &self.0.http,
            vouchers: &self.0.vouchers,
            waits: self.0.waits.as_ref(),
            now: &now,
        };
        let place = begin_poll(app, actor, &ente.source).await?;
        let read = self.read_all(&client, place, visit).await;
        let fault = read.as_ref().err().map(ToString::to_string);
        end_poll(app, actor, place, fault.as_deref()).await?;
        // What was read before has its outcomes, also when the rest could not be read.
        let delivered = self.deliver_all(&client, place, visit).await;
        read.and(delivered)
    }

    /// Reads page after page until an empty one.
    async fn read_all(
        &self,
        client: &Client<'_>,
        mut place: Place,
        visit: &mut Visit,
    ) -> Result<(), Fault> {
        let Parts { app, actor, .. } = &*self.0;
        let source = &client.ente.source;
        let mut asked = client.limits.page_size;
        loop {
            let (page, limit) = client.page(place.since, asked).await?;
            // A service whose pages were too long gets its next ones a little larger again.
            asked = (limit * 2).min(client.limits.page_size);
            if page.flows.is_empty() {
                return page.fault.map_or(Ok(()), |fault| Err(fault.into()));
            }
            let flows = page.flows;
            match store_page(app, actor, source, place, Page { flows, limit }).await? {
                PageStored::ReadElsewhere => place = begin_poll(app, actor, source).await?,
                PageStored::Stored {
                    next,
                    n_accepted,
                    n_refused,
                    fault,
                } => {
                    visit.n_accepted += n_accepted;
                    visit.n_refused += n_refused;
                    if let Some(fault) = fault {
                        return Err(fault.into());
                    }
                    if let Some(fault) = page.fault {
                        return Err(fault.into());
                    }
                    place = next;
                }
            }
        }
    }

    /// Delivers every outcome that is due, in lists. A list that the ente does not take is cut in two,
    /// and so on: what it does not take is left for the next visit and keeps nothing else back.
    async fn deliver_all(
        &self,
        client: &Client<'_>,
        place: Place,
        visit: &mut Visit,
    ) -> Result<(), Fault> {
        let Parts { app, actor, .. } = &*self.0;
        let (mut after, mut n_refusals) = (0, 0);
        let mut refused = Ok(());
        loop {
            let due = outcomes_due(app, actor, place, after).await?;
            let Some(last) = due.last() else {
                return refused;
            };
            after = last.ts;
            let mut lists = vec![due];
            while let Some(mut list) = lists.pop() {
                match client.send(&list).await {
                    Ok(()) => {
                        let flows: Vec<_> = list.iter().map(|outcome| outcome.flow).collect();
                        visit.n_delivered += confirm_outcomes(app, actor, place, &flows).await?;
                    }
                    Err(fault) if fault.is_of_this_call() && n_refusals < MAX_REFUSALS => {
                        n_refusals += 1;
                        if list.len() > 1 {
                            lists.push(list.split_off(list.len() / 2));
                            lists.push(list);
                        } else {
                            refused = Err(fault);
                        }
                    }
                    Err(fault) => return Err(fault),
                }
            }
        }
    }

    /// Until when `ente` is to be left alone, if it is.
    fn resting(&self, ente: &Ente) -> Option<Timestamp> {
        let now = self.0.app.clock().now();
        let resting = lock(&self.0.resting);
        let until = resting.get(&ente.source.code).copied();
        until.filter(|until| now < *until)
    }

    fn rest(&self, ente: &Ente, fault: &Fault) {
        let Some(asked) = fault.retry_after() else {
            return;
        };
        let now = self.0.app.clock().now();
        let until = now.checked_add(asked).unwrap_or(Timestamp::MAX);
        lock(&self.0.resting).insert(ente.source.code.clone(), until);
    }
}

/// What is noted in memory only makes a round quicker: it is good whatever befell another visit.
fn lock<T>(noted: &Mutex<T>) -> MutexGuard<'_, T> {
    noted.lock().unwrap_or_else(PoisonError::into_inner)
}
