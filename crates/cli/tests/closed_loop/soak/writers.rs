//! Eight processes that publish, each again and again, until they are stopped or killed.

use std::os::unix::process::ExitStatusExt as _;
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;

use serde::Deserialize;
use tokio::sync::watch;

use crate::support::ente::{Home, Program};
use crate::support::moments::Moments;

use super::N_WRITERS;

/// The signal that no process can hear.
const SIGKILL: i32 = 9;

/// The processes.
pub(crate) struct Writers {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<Tally>>,
}

struct Shared {
    running: [Mutex<Option<Child>>; N_WRITERS],
    /// How often there was something new to publish.
    news: Mutex<u64>,
    woken: Condvar,
    /// How many publications have ended, well or not.
    n_published: watch::Sender<u64>,
    is_over: AtomicBool,
}

/// What they did. What a killed one did, nobody counts.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) publications: u64,
    pub(crate) superseded: u64,
    killed: u64,
}

/// What `pas flow publish --format json` says.
#[derive(Deserialize)]
struct Report {
    inserted: u64,
    cancelled: u64,
    superseded: u64,
    held_back: Vec<serde_json::Value>,
}

impl Writers {
    /// Each publication sends the records of at most `at_most` people.
    pub(crate) fn start(home: &Home, at_most: u64, seed: u64) -> Self {
        let shared = Arc::new(Shared {
            running: std::array::from_fn(|_| Mutex::new(None)),
            news: Mutex::new(0),
            woken: Condvar::new(),
            n_published: watch::Sender::new(0),
            is_over: AtomicBool::new(false),
        });
        let threads = (0..N_WRITERS).map(|number| {
            let writer = Writer {
                number,
                shared: Arc::clone(&shared),
                program: home.program(),
                at_most,
                moments: Moments::new(seed + number as u64),
            };
            std::thread::spawn(move || writer.publish())
        });
        let threads = threads.collect();
        Self { shared, threads }
    }

    /// Publications that have ended so far.
    pub(crate) fn n_published(&self) -> u64 {
        *self.shared.n_published.borrow()
    }

    /// Waits until more than `n` have ended.
    pub(crate) async fn wait_for_more_than(&self, n: u64) {
        let mut ended = self.shared.n_published.subscribe();
        let more = ended.wait_for(|n_published| *n_published > n).await;
        more.expect("the writers are there");
    }

    /// Fails if one of them has failed.
    pub(crate) fn assert_at_work(&mut self) {
        if let Some(ended) = self.threads.iter().position(JoinHandle::is_finished) {
            self.threads
                .swap_remove(ended)
                .join()
                .expect("a writer failed");
        }
    }

    /// There is something new to publish.
    pub(crate) fn wake(&self) {
        *self.shared.news.lock().expect("unpoisoned") += 1;
        self.shared.woken.notify_all();
    }

    /// Kills a writer that is at work, the first from `first` on, where it stands; whether there is one.
    pub(crate) fn kill_one(&self, first: usize) -> bool {
        (0..N_WRITERS).any(|turn| self.kill((first + turn) % N_WRITERS))
    }

    fn kill(&self, number: usize) -> bool {
        let mut running = self.shared.running[number].lock().expect("unpoisoned");
        let killed = running.as_mut().map(Child::kill);
        killed.is_some_and(|killed| killed.is_ok())
    }

    /// Lets them finish, and no more.
    pub(crate) fn stop(self) -> Tally {
        self.shared.is_over.store(true, Ordering::SeqCst);
        self.wake();
        let mut all = Tally::default();
        for thread in self.threads {
            let tally = thread.join().expect("a writer failed");
            all.publications += tally.publications;
            all.killed += tally.killed;
            all.superseded += tally.superseded;
        }
        all
    }
}

/// Lets the others look when a writer ends, however it does.
struct ToldInTheEnd(Arc<Shared>);

impl Drop for ToldInTheEnd {
    fn drop(&mut self) {
        self.0.n_published.send_modify(|n| *n += 1);
    }
}

/// One of them.
struct Writer {
    number: usize,
    shared: Arc<Shared>,
    program: Program,
    at_most: u64,
    moments: Moments,
}

impl Writer {
    /// Publishes again and again; waits for news where there was nothing to do.
    fn publish(mut self) -> Tally {
        let _told = ToldInTheEnd(Arc::clone(&self.shared));
        let mut tally = Tally::default();
        while !self.shared.is_over.load(Ordering::SeqCst) {
            let news = *self.shared.news.lock().expect("unpoisoned");
            let report = self.publish_once();
            tally.publications += 1;
            self.shared.n_published.send_modify(|n| *n += 1);
            let Some(report) = report else {
                tally.killed += 1;
                continue;
            };
            assert!(report.held_back.is_empty(), "{:?}", report.held_back);
            assert_eq!(report.cancelled, 0, "nothing was accepted");
            tally.superseded += report.superseded;
            if report.inserted + report.superseded == 0 {
                self.wait_for_news(news);
            }
        }
        tally
    }

    /// What one process did; none when it was killed.
    fn publish_once(&mut self) -> Option<Report> {
        let at_most = (1 + self.moments.below(self.at_most)).to_string();
        let arguments = ["flow", "publish", "--format", "json", "--at-most", &at_most];
        let mut child = self.program.with(&arguments).spawn().expect("it starts");
        let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
        *self.running() = Some(child);
        let said = |from: &mut dyn std::io::Read| {
            let mut text = String::new();
            from.read_to_string(&mut text).expect("text");
            text
        };
        let told = out.as_mut().map(|out| said(out)).unwrap_or_default();
        let complained = err.as_mut().map(|err| said(err)).unwrap_or_default();
        let child = self.running().take();
        let status = child.expect("still here").wait().expect("it ended");
        if status.signal() == Some(SIGKILL) {
            return None;
        }
        assert!(status.success(), "pas flow publish: {status}: {complained}");
        Some(serde_json::from_str(&told).expect("a report"))
    }

    fn running(&self) -> MutexGuard<'_, Option<Child>> {
        self.shared.running[self.number].lock().expect("unpoisoned")
    }

    fn wait_for_news(&self, known: u64) {
        let news = self.shared.news.lock().expect("unpoisoned");
        let is_old = |news: &mut u64| *news == known;
        drop(
            self.shared
                .woken
                .wait_while(news, is_old)
                .expect("unpoisoned"),
        );
    }
}
