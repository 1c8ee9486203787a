//! Ente and observatory as two processes: published, collected, some refused, corrected, accepted;
//! in the end both know the same of every record, whoever was killed on the way.

mod line;

use std::collections::BTreeSet;
use std::io::Read as _;
use std::os::unix::process::ExitStatusExt as _;
use std::sync::Arc;
use std::time::Instant;

use serde::Deserialize;

use crate::support::ente::Home;
use crate::support::moments::Moments;
use crate::support::people::{self, HOME, Payment};
use crate::support::service::Pdnd;
use crate::support::{block_on, is_slow, say};

use line::{Blow, Line};

const SEED: u64 = 12_370;
/// The comune that the observatory's own code list does not have.
const UNKNOWN_THERE: &str = "Marzabotto";

#[test]
fn both_know_the_same_of_every_record() {
    block_on(play(None));
}

#[test]
fn whoever_is_killed_both_know_the_same_of_every_record() {
    block_on(play(Some(Moments::new(SEED))));
}

/// How much is done.
struct Size {
    n_records: usize,
    flows_a_page: u32,
    n_blows: u64,
}

impl Size {
    fn asked_for() -> Self {
        if is_slow() {
            return Self {
                n_records: 10_000,
                flows_a_page: 100,
                n_blows: 40,
            };
        }
        Self {
            n_records: 500,
            flows_a_page: 20,
            n_blows: 8,
        }
    }
}

/// What `pas flow publish --format json` says.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Published {
    inserted: usize,
    cancelled: usize,
    superseded: usize,
    waiting: usize,
    refused: usize,
}

async fn play(mut blows: Option<Moments>) {
    let (size, began) = (Size::asked_for(), Instant::now());
    let scene = Scene::new(&size).await;
    let n = size.n_records;
    let plan: Vec<Fate> = (0..n).map(Fate::of).collect();
    let count = |fate| plan.iter().filter(|&&is| is == fate).count();
    let (n_refused, n_changed) = (count(Fate::Refused), count(Fate::Changed));
    let n_withdrawn = count(Fate::Withdrawn);

    scene.register(|number| match plan[number] {
        Fate::Refused => UNKNOWN_THERE,
        _ => HOME,
    });
    scene.pay((0..n).map(first));
    let published = scene.publish();
    assert_eq!((published.inserted, published.cancelled), (n, 0));
    let n_calls = 2 * n as u64 / u64::from(size.flows_a_page);
    scene
        .collect(strikes(&mut blows, size.n_blows, n_calls))
        .await;
    scene.assert_states(n - n_refused, n_refused).await;

    // The registry mends what was refused; the office corrects some payments and takes back others.
    scene.register(|_| HOME);
    scene.pay((0..n).map(|number| mended(number, plan[number])));
    let published = scene.publish();
    let expected = (n_refused + n_changed, n_changed + n_withdrawn);
    assert_eq!((published.inserted, published.cancelled), expected);
    scene.collect(strikes(&mut blows, 2, 4)).await;
    scene.assert_states(n - n_withdrawn, 0).await;
    scene.assert_agreed(n - n_withdrawn).await;
    let again = scene.publish();
    assert_eq!((again.inserted, again.cancelled, again.refused), (0, 0, 0));

    let (_, n_blows) = scene.line.counts();
    say(&format!(
        "closed loop: {n} records published and collected, {n_refused} refused and mended, \
         {n_changed} corrected, {n_withdrawn} withdrawn, all agreed; one of the two killed {n_blows} \
         times; {:.1} s",
        began.elapsed().as_secs_f64()
    ));
}

fn strikes(moments: &mut Option<Moments>, n: u64, n_calls: u64) -> Vec<Blow> {
    let moments = moments.as_mut();
    moments.map_or(Vec::new(), |moments| Blow::on_the_way(n, n_calls, moments))
}

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Accepted, and stays.
    Accepted,
    /// Refused, and mended: three in a hundred.
    Refused,
    /// Accepted, and corrected.
    Changed,
    /// Accepted, and taken back.
    Withdrawn,
}

impl Fate {
    const fn of(number: usize) -> Self {
        match number % 100 {
            5 | 38 | 71 => Self::Refused,
            7 | 40 => Self::Changed,
            9 => Self::Withdrawn,
            _ => Self::Accepted,
        }
    }
}

fn first(number: usize) -> Payment {
    Payment {
        number,
        person: number,
        cents: 5_000 + number as u64,
    }
}

fn mended(number: usize, fate: Fate) -> Payment {
    let first = first(number);
    Payment {
        cents: match fate {
            Fate::Accepted | Fate::Refused => first.cents,
            Fate::Changed => first.cents + 1_050,
            // Nothing was paid: nothing is due.
            Fate::Withdrawn => 0,
        },
        ..first
    }
}

/// The two, each in its own folder, and the line between them.
struct Scene {
    line: Arc<Line>,
    observatory: Home,
    n_people: usize,
}

impl Scene {
    async fn new(size: &Size) -> Self {
        let ente = Home::embedded();
        ente.found();
        let observatory = Home::embedded();
        let known = include_str!("../../../../catalogue/data/comuni.csv").lines();
        let known = known.filter(|line| !line.contains(&format!(",{UNKNOWN_THERE},")));
        let known = known.collect::<Vec<_>>().join("\n");
        observatory.put("pas-data/catalogo/comuni.csv", known);
        let body = ["--role", "clerk", "--ente", "Osservatorio di Prova"];
        observatory.run(&[&["user", "add", "operatore"][..], &body].concat());
        let (line, address) = Line::open(ente, Pdnd::start().await).await;
        line.pdnd().admit(&observatory, &address, size.flows_a_page);
        Self {
            line,
            observatory,
            n_people: size.n_records,
        }
    }

    /// The registry sends its file.
    fn register(&self, residence: impl Fn(usize) -> &'static str) {
        let ente = &self.line.ente;
        ente.put("anagrafe.csv", people::registry(self.n_people, residence));
        ente.run(&["import", "--office", "anagrafe", "anagrafe.csv"]);
    }

    /// The office sends its file, and the records follow.
    fn pay(&self, rows: impl Iterator<Item = Payment>) {
        let (ente, rows) = (&self.line.ente, rows.collect::<Vec<_>>());
        ente.put("contributi.csv", people::payments(&rows));
        ente.run(&["import", "--office", "contributi", "contributi.csv"]);
        ente.run(&["records"]);
    }

    fn publish(&self) -> Published {
        let told = self.line.ente.run(&["flow", "publish", "--format", "json"]);
        serde_json::from_str(&told).expect("a report")
    }

    /// Collects, again and again where somebody was killed, until a round comes to its end.
    async fn collect(&self, blows: Vec<Blow>) {
        let n_tries = 1 + blows.len();
        self.line.strike(blows);
        let mut said = String::new();
        for _ in 0..=n_tries {
            let arguments = ["collect", "--enti", "enti.toml", "--once"];
            let started = self.observatory.program().with(&arguments).spawn();
            let mut child = started.expect("it starts");
            let (out, err) = (child.stdout.take(), child.stderr.take());
            self.line.set_collector(Some(child));
            let reading = tokio::task::spawn_blocking(move || {
                let mut said = String::new();
                out.expect("piped").read_to_string(&mut said).expect("text");
                err.expect("piped").read_to_string(&mut said).expect("text");
                said
            });
            said = reading.await.expect("read");
            let ended = self.line.set_collector(None).expect("still here").wait();
            let status = ended.expect("it ended");
            if status.success() {
                return;
            }
            assert!(
                status.signal().is_some() || status.code() == Some(1),
                "{said}"
            );
        }
        panic!("the round never ends: {said}");
    }

    /// How many ready records are accepted, and how many are refused.
    async fn assert_states(&self, n_accepted: usize, n_rejected: usize) {
        let states = self.line.ente.texts(
            "SELECT COALESCE(s.outcome, '-') FROM siuss_record r
             LEFT JOIN sending s ON s.record_key = r.record_key AND s.occurrence = r.occurrence
                                AND s.is_last AND s.operation = 'I' AND s.body_sha = r.body_sha
             WHERE r.state = 'pronto'",
        );
        let states = states.await;
        let count = |outcome: &str| states.iter().filter(|state| *state == outcome).count();
        assert_eq!(states.len(), n_accepted + n_rejected);
        assert_eq!(
            (count("OK"), count("DATI_NON_TROVATI")),
            (n_accepted, n_rejected)
        );
    }

    /// Every flow stands in both with the same stamp, bytes and outcome; what is in force there is
    /// what the records say here.
    async fn assert_agreed(&self, n_records: usize) {
        let ente = self.line.ente.texts(
            "SELECT flow_name || ' ' || ts || ' ' || operation || ' ' || outcome || ' ' || hex(xml)
             FROM sending WHERE superseded_at IS NULL ORDER BY ts",
        );
        let there = self.observatory.texts(
            "SELECT flow_name || ' ' || ts || ' ' || operation || ' ' || outcome || ' ' || hex(content)
             FROM observed_flow WHERE delivered_at IS NOT NULL ORDER BY ts",
        );
        assert!(ente.await == there.await, "the two tell different stories");
        let held = self.line.ente.texts(
            "SELECT s.flow_name FROM siuss_record r
             JOIN sending s ON s.record_key = r.record_key AND s.occurrence = r.occurrence
                           AND s.is_last AND s.operation = 'I' AND s.body_sha = r.body_sha
             WHERE r.state = 'pronto' AND s.outcome = 'OK'",
        );
        let in_force = self
            .observatory
            .texts("SELECT flow_name FROM observed_flow WHERE in_force AND operation = 'I'");
        let (held, in_force) = (held.await, in_force.await);
        assert_eq!((held.len(), in_force.len()), (n_records, n_records));
        let names = |names: Vec<String>| names.into_iter().collect::<BTreeSet<_>>();
        assert_eq!(names(held), names(in_force));
    }
}
