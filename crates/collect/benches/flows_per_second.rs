//! Flows collected a second from one ente in the same process, beside the bare download of the same
//! pages: what reading, judging and storing add.
//!
//! `cargo bench -p pas-collect`

#[path = "../tests/suite/flows.rs"]
mod flows;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use pas_app::clock::SystemClock;
use pas_app::use_cases::collect_flows::{Source, UnknownCodes};
use pas_app::use_cases::create_account::{NewAccount, create_local_account};
use pas_app::use_cases::sign_in::local_actor;
use pas_app::{App, Config};
use pas_authority::{Authority, Client, Purpose, SigningKey, system_clock};
use pas_collect::{Collector, Ente, Limits, Registry};
use pas_domain::actor::Role;
use pas_pdnd::{VoucherSourceConfig, http_client};
use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpListener;

const N_FLOWS: i64 = 20_000;
const PAGE: i64 = 100;
const ROUNDS: usize = 3;

/// The pages by what they come after.
type Pages = Arc<BTreeMap<i64, Bytes>>;

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn main() {
    // `cargo test --benches` only wants to know whether it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let pages = pages();
    let n_bytes: usize = pages.values().map(Bytes::len).sum();
    let mut best = [f64::MAX; 2];
    for _ in 0..ROUNDS {
        let took = runtime.block_on(round(&pages));
        best = [0, 1].map(|kind| best[kind].min(took[kind].as_secs_f64()));
    }
    let megabytes = n_bytes / 1_000_000;
    println!("{N_FLOWS} flows in pages of {PAGE}, {megabytes} MB of JSON, best of {ROUNDS} rounds");
    for (what, seconds) in [
        ("bare download of the pages", best[0]),
        (
            "collected: read, judged, stored in SQLite, outcomes delivered",
            best[1],
        ),
    ] {
        let flows = f64::from(i32::try_from(N_FLOWS).expect("few")) / seconds;
        println!("{flows:>10.0} flows/s  {seconds:>7.3} s  {what}");
    }
}

/// The bare download, then a visit of a new observatory.
async fn round(pages: &Pages) -> [Duration; 2] {
    let url = serve(Arc::clone(pages)).await;
    let authority = Authority::start(system_clock()).await;
    let (folder, collector) = observatory(&authority, &url).await;
    let http = http_client(Duration::from_secs(60)).expect("a client");
    let started = Instant::now();
    for since in pages.keys() {
        let page = http.get(format!("{url}flussi?limit={PAGE}&since={since}"));
        let page = page.send().await.expect("an answer").bytes().await;
        assert!(!page.expect("a body").is_empty());
    }
    let downloaded = started.elapsed();
    let started = Instant::now();
    let visits = collector.round().await;
    let collected = started.elapsed();
    assert_eq!(visits[0].fault, None);
    let n_flows = u64::try_from(N_FLOWS).expect("positive");
    assert_eq!(
        (visits[0].n_accepted, visits[0].n_delivered),
        (n_flows, n_flows)
    );
    drop(folder);
    [downloaded, collected]
}

/// Every page that a reader asks for, the last one empty.
fn pages() -> Pages {
    let mut pages = BTreeMap::new();
    let mut since = 0;
    for first in (1..=N_FLOWS).step_by(usize::try_from(PAGE).expect("small")) {
        let last = first + PAGE - 1;
        let page = json!({ "elenco_flussi": flows::insertions("L219", first, last) });
        pages.insert(since, Bytes::from(page.to_string()));
        since = flows::NINE + last;
    }
    pages.insert(since, Bytes::from_static(b"{\"elenco_flussi\":[]}"));
    Arc::new(pages)
}

async fn serve(pages: Pages) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let page = async |State(pages): State<Pages>, Query(asked): Query<BTreeMap<String, i64>>| {
        pages[&asked["since"]].clone()
    };
    let router = Router::new()
        .route("/waas/v1/flussi", get(page))
        .route("/waas/v1/esiti", post(async || StatusCode::NO_CONTENT))
        .with_state(pages);
    tokio::spawn(async move { axum::serve(listener, router).await.expect("serves") });
    format!("http://127.0.0.1:{port}/waas/v1/")
}

async fn observatory(authority: &Authority, url: &str) -> (TempDir, Collector) {
    let folder = tempfile::tempdir().expect("a folder");
    let config = Config {
        data_dir: folder.path().to_owned(),
        database_url: None,
    };
    let app = App::open(&config, Arc::new(SystemClock))
        .await
        .expect("opens");
    let account = NewAccount {
        username: "osservatorio".to_owned(),
        display_name: "Persona di prova".to_owned(),
        role: Role::Clerk,
        password: "una-parola-lunga".to_owned(),
    };
    let made = create_local_account(&app, Some("Regione di Esempio"), account).await;
    made.expect("made");
    let actor = local_actor(&app, "osservatorio").await.expect("asked");
    let key = SigningKey::from_seed(7);
    let private_key = folder.path().join("key.pem");
    std::fs::write(&private_key, key.to_pem()).expect("written");
    authority.register(Client {
        id: "client".to_owned(),
        consumer_id: "osservatorio".to_owned(),
        keys: vec![("chiave".to_owned(), key.public_pem())],
        purposes: vec![Purpose {
            id: "finalita".to_owned(),
            audience: url.to_owned(),
            producer_id: None,
            eservice_id: None,
            voucher_seconds: None,
        }],
    });
    let registry = Registry {
        pdnd: VoucherSourceConfig {
            token_url: authority.token_url(),
            client_id: "client".to_owned(),
            key_id: "chiave".to_owned(),
            private_key,
            audience: authority.assertion_audience(),
        },
        limits: Limits::default(),
        enti: vec![Ente {
            source: Source {
                code: "L219".to_owned(),
                name: "Comune di Esempio".to_owned(),
                flow_code: None,
                unknown_codes: UnknownCodes::Admitted,
            },
            url: url.parse().expect("an address"),
            purpose_id: "finalita".to_owned(),
        }],
    };
    let collector = Collector::open(app, actor.expect("an account"), registry);
    (folder, collector.expect("opens"))
}
