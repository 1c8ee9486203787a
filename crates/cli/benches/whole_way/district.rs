//! The district from the offices' files to written flows, through SQLite.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::date;
use jiff::tz::TimeZone;
use pas_app::clock::FixedClock;
use pas_app::demo::Scale;
use pas_app::use_cases::derive_records::derive_records;
use pas_app::use_cases::download_flow::download_flow;
use pas_app::use_cases::list_flows::list_flows;
use pas_app::use_cases::load_demo::{DemoReport, load};
use pas_app::use_cases::sign_in::local_actor;
use pas_app::use_cases::write_flow::{FlowKind, FlowQuery, write_flow};
use pas_app::{App, Config};
use pas_domain::actor::Actor;

use crate::per_second;

/// The district that `pas demo` shows.
const SEED: u64 = 2026;
const ROUNDS: usize = 3;

/// Prints rows imported and records derived a second; the flows of benefits that came of it.
pub(crate) async fn measure() -> Vec<Vec<u8>> {
    let mut best: Option<DemoReport> = None;
    let mut flows = Vec::new();
    let mut again = f64::INFINITY;
    for _ in 0..ROUNDS {
        let folder = tempfile::tempdir().expect("a folder");
        let app = open(folder.path()).await;
        let report = load(&app, SEED, Scale::Full).await.expect("loaded");
        let clerk = local_actor(&app, "operatore")
            .await
            .expect("asked")
            .expect("the clerk");
        let begin = std::time::Instant::now();
        derive_records(&app, &clerk).await.expect("derived");
        again = again.min(begin.elapsed().as_secs_f64());
        best = Some(best.map_or(report.clone(), |before| shorter(before, &report)));
        flows = written(&app, &clerk).await;
    }
    say(&best.expect("at least one round"), again);
    flows
}

async fn open(folder: &Path) -> App {
    let config = Config {
        data_dir: folder.to_owned(),
        database_url: None,
    };
    let now = date(2026, 11, 23)
        .at(9, 0, 0, 0)
        .to_zoned(TimeZone::UTC)
        .expect("an instant");
    App::open(&config, Arc::new(FixedClock(now.timestamp())))
        .await
        .expect("opened")
}

/// The shorter time of each step.
fn shorter(mut before: DemoReport, now: &DemoReport) -> DemoReport {
    for (time, other) in before.times.iter_mut().zip(now.times) {
        *time = Duration::min(*time, other);
    }
    before
}

fn say(report: &DemoReport, again: f64) {
    let [_, import, derive] = report.times.map(|time| time.as_secs_f64());
    let rows = usize::try_from(report.n_rows).expect("a district");
    let records = usize::try_from(report.n_records).expect("a district");
    println!(
        "the district through SQLite: {} files, {rows} rows, {records} records",
        report.n_files
    );
    println!(
        "  import, file to stored facts   {:>10.0} rows/s     ({import:.2} s)",
        per_second(rows, import)
    );
    println!(
        "  facts to judged, stored records{:>10.0} records/s  ({derive:.2} s)",
        per_second(records, derive)
    );
    println!(
        "  the same, nothing changed      {:>10.0} records/s  ({again:.2} s)",
        per_second(records, again)
    );
}

/// The flows of benefits, one a year, as `pas flow write` gives them.
async fn written(app: &App, clerk: &Actor) -> Vec<Vec<u8>> {
    let mut flows = Vec::new();
    for line in list_flows(app, clerk).await.expect("listed").ready {
        if line.kind != FlowKind::Benefits {
            continue;
        }
        let query = FlowQuery {
            kind: line.kind,
            year: Some(line.year),
            again: false,
        };
        let id = write_flow(app, clerk, query).await.expect("written");
        flows.push(download_flow(app, clerk, id).await.expect("kept").bytes);
    }
    flows
}
