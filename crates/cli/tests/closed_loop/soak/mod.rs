//! Eight writers publish, a reader follows the queue, all are killed: every flow is read once.

mod facts;
mod ledger;
mod reader;
mod writers;

use std::time::Instant;

use crate::support::ente::Home;
use crate::support::moments::Moments;
use crate::support::service::{Pdnd, Service};
use crate::support::{block_on, is_slow, postgres_url, say};

use facts::Facts;
use reader::Reader;
use writers::Writers;

/// The whole history follows from it, but for what the machine does between two processes.
const SEED: u64 = 20_260_903;
/// Processes that publish at the same time.
pub(crate) const N_WRITERS: usize = 8;

/// How much is done.
struct Size {
    /// Records, each of which is read as one flow.
    n_records: usize,
    /// People whose records one publication sends at most.
    at_most: u64,
    n_service_kills: u64,
    n_writer_kills: u64,
}

impl Size {
    fn asked_for() -> Self {
        if is_slow() {
            return Self {
                n_records: 100_000,
                at_most: 300,
                n_service_kills: 40,
                n_writer_kills: 120,
            };
        }
        Self {
            n_records: 3_000,
            at_most: 60,
            n_service_kills: 6,
            n_writer_kills: 16,
        }
    }
}

#[test]
fn every_flow_is_read_once_on_sqlite() {
    block_on(soak(Home::embedded()));
}

#[test]
fn every_flow_is_read_once_on_postgres() {
    if let Some(url) = postgres_url() {
        block_on(async { soak(Home::on_server(url, "soak").await).await });
    }
}

async fn soak(home: Home) {
    let size = Size::asked_for();
    let began = Instant::now();
    home.found();
    let facts = Facts::of(&home, size.n_records, SEED).await;
    let pdnd = Pdnd::start().await;
    let mut moments = Moments::new(SEED);
    let n = size.n_records as u64;
    let mut schedule = Schedule {
        service_kills: moments.on_the_way(size.n_service_kills, n),
        writer_kills: moments.on_the_way(size.n_writer_kills, n),
        waves: vec![n / 4, n / 2],
    };
    facts.tell(0).await;
    let prepared = began.elapsed();
    let mut service = Service::start(&home, &pdnd);
    let mut writers = Writers::start(&home, size.at_most, SEED);
    let mut reader = Reader::new();
    let (mut n_waves, mut n_service_kills, mut n_writer_kills) = (1, 0, 0);
    while reader.n_read() < size.n_records {
        let n_published = writers.n_published();
        writers.assert_at_work();
        let n_read = reader.n_read() as u64;
        let limit = reader.next_limit();
        n_writer_kills += u64::from(schedule.kill_a_writer(n_read, &writers, &mut moments));
        if due(&mut schedule.waves, n_read) {
            facts.tell(n_waves).await;
            n_waves += 1;
            writers.wake();
        }
        if due(&mut schedule.service_kills, n_read) {
            // The question is on its way while the service dies.
            let asking = reader.ask_in_vain(&service, &pdnd, limit);
            let killing = service.kill_after(moments.below(40));
            tokio::join!(asking, killing);
            service = Service::start(&home, &pdnd);
            n_service_kills += 1;
            continue;
        }
        if reader.read(&service, &pdnd, limit).await == 0 {
            writers.wait_for_more_than(n_published).await;
        }
    }
    let tally = writers.stop();
    let followed = began.elapsed().saturating_sub(prepared);
    assert_eq!(reader.read(&service, &pdnd, 100).await, 0, "one too many");
    let n_pages = reader.n_pages;
    reader.read_again(&service, &pdnd, 97).await;
    facts.assert_kept(&home, &reader, tally).await;
    say(&format!(
        "soak on {}: {} flows read once in {n_pages} pages of 1 to 100, {} more taken back \
         unseen, {} calls asked again; \
         killed: the service {n_service_kills} times, writers {n_writer_kills} times in {} \
         publications; prepared in {:.1} s, followed in {:.1} s, all in {:.1} s",
        home.engine(),
        reader.n_read(),
        tally.superseded,
        reader.n_tried_again,
        tally.publications,
        prepared.as_secs_f64(),
        followed.as_secs_f64(),
        began.elapsed().as_secs_f64(),
    ));
    drop(service);
    home.clear().await;
}

/// What happens at which number of flows read, in order.
struct Schedule {
    service_kills: Vec<u64>,
    writer_kills: Vec<u64>,
    waves: Vec<u64>,
}

impl Schedule {
    /// Kills a writer if it is time and one is at work; if none is, the next one dies.
    fn kill_a_writer(&mut self, n_read: u64, writers: &Writers, moments: &mut Moments) -> bool {
        let first = usize::try_from(moments.below(N_WRITERS as u64)).expect("small");
        let is_killed = is_due(&self.writer_kills, n_read) && writers.kill_one(first);
        if is_killed {
            self.writer_kills.remove(0);
        }
        is_killed
    }
}

/// Whether the next moment has come.
fn is_due(moments: &[u64], n_read: u64) -> bool {
    moments.first().is_some_and(|moment| *moment <= n_read)
}

/// The same; and then it is gone.
fn due(moments: &mut Vec<u64>, n_read: u64) -> bool {
    let has_come = is_due(moments, n_read);
    if has_come {
        moments.remove(0);
    }
    has_come
}
