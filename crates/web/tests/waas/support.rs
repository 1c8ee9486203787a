//! A whole e-service on a small made-up district with published flows, and a PDND that issues vouchers.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode};
use jiff::Timestamp;
use pas_app::clock::Clock;
use pas_app::demo::{Scale, accounts};
use pas_app::use_cases::find_ente::find_ente;
use pas_app::use_cases::list_audit::{AuditLine, list_audit};
use pas_app::use_cases::load_demo;
use pas_app::use_cases::publish_flows::{PublishQuery, publish_flows};
use pas_app::use_cases::sign_in::local_actor;
use pas_app::{App, Config};
use pas_authority::{Authority, VoucherBuilder, still};
use pas_domain::actor::{Actor, Role};
use pas_domain::ids::EnteId;
use pas_pdnd::{Verifier, VerifierConfig};
use pas_web::{WaasOptions, waas_router};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// Audience of the e-service.
const AUDIENCE: &str = "https://ente.example.it/waas/v1";
/// Body that may call, as the authority names it.
const CONSUMER: &str = "00000000-0000-4000-8003-000000000001";
/// Purpose for which it may.
const PURPOSE: &str = "00000000-0000-4000-8002-000000000001";
/// About how many flows the district has published.
const N_FLOWS: u64 = 25;

/// The e-service. Its folder goes when it goes.
pub(crate) struct Service {
    pub(crate) app: App,
    pub(crate) options: WaasOptions,
    pub(crate) verifier: Arc<Verifier>,
    pub(crate) router: Router,
    pub(crate) authority: Authority,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) folder: TempDir,
}

/// A clock that is set by hand.
#[derive(Debug)]
pub(crate) struct HandClock(AtomicI64);

impl HandClock {
    /// Moves on, or back.
    pub(crate) fn step(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).expect("an instant")
    }
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| {
            value.to_str().expect("a header that can be shown")
        })
    }

    /// Expects a problem with `status` that says so itself; gives its detail.
    #[track_caller]
    pub(crate) fn problem(&self, status: StatusCode) -> String {
        assert_eq!(
            self.status,
            status,
            "{}",
            String::from_utf8_lossy(&self.bytes)
        );
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status.as_u16());
        assert!(problem["title"].is_string());
        problem["detail"].as_str().unwrap_or_default().to_owned()
    }
}

async fn app_in(folder: &Path, clock: Arc<HandClock>) -> App {
    let config = Config {
        data_dir: folder.to_owned(),
        database_url: None,
    };
    App::open(&config, clock).await.expect("an installation")
}

fn hand_clock() -> Arc<HandClock> {
    let now: Timestamp = "2026-11-23T08:00:00Z".parse().expect("a time");
    Arc::new(HandClock(AtomicI64::new(now.as_second())))
}

async fn actor(app: &App, role: Role) -> Actor {
    let account = accounts().into_iter().find(|account| account.role == role);
    let username = account.expect("an account of every role").username;
    let actor = local_actor(app, username).await.expect("asked");
    actor.expect("an account")
}

/// The district that every test copies. Its database stays open, so that its files stay as they are.
struct District {
    folder: PathBuf,
    _app: App,
}

async fn load_district() -> District {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("waas-district");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of an earlier run");
    }
    let app = app_in(&folder, hand_clock()).await;
    load_demo::load(&app, 7, Scale::Small)
        .await
        .expect("the district");
    let query = PublishQuery {
        at_most: Some(N_FLOWS),
        ..PublishQuery::default()
    };
    let clerk = actor(&app, Role::Clerk).await;
    let report = publish_flows(&app, &clerk, query).await.expect("published");
    assert!(report.n_inserted >= N_FLOWS, "{report:?}");
    District { folder, _app: app }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

impl Service {
    /// The e-service with the usual options.
    pub(crate) async fn open() -> Self {
        Self::open_with(|_| ()).await
    }

    /// The e-service with options of its own.
    pub(crate) async fn open_with(choose: impl FnOnce(&mut WaasOptions)) -> Self {
        static DISTRICT: OnceCell<District> = OnceCell::const_new();
        let district = DISTRICT.get_or_init(load_district).await;
        let folder = tempfile::tempdir().expect("a folder");
        copy(&district.folder, folder.path());
        let clock = hand_clock();
        let app = app_in(folder.path(), clock.clone()).await;
        let authority = Authority::start(still(clock.now())).await;
        let mut config = VerifierConfig::new(
            authority.issuer(),
            AUDIENCE,
            &authority.jwks_url(),
            CONSUMER,
        );
        config.purpose_ids = vec![PURPOSE.to_owned()];
        let verifier = Arc::new(Verifier::new(config).expect("a configuration"));
        let ente = find_ente(&app, None)
            .await
            .expect("asked")
            .expect("one ente")
            .id;
        let mut options = WaasOptions::new(ente);
        choose(&mut options);
        Self {
            router: waas_router(app.clone(), verifier.clone(), options),
            app,
            options,
            verifier,
            authority,
            clock,
            folder,
        }
    }

    pub(crate) fn ente(&self) -> EnteId {
        self.options.ente
    }

    /// A voucher as the PDND would issue it now.
    pub(crate) fn voucher(&self) -> VoucherBuilder {
        self.authority.voucher(self.clock.now())
    }

    /// The value of `Authorization` that lets a call in.
    pub(crate) fn bearer(&self) -> String {
        format!("Bearer {}", self.voucher().sign())
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let answering = self.router.clone().oneshot(request);
        let response = answering.await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body").to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes,
        }
    }

    /// Sends a call that has a voucher and no body.
    pub(crate) async fn call(&self, method: &str, path: &str) -> Answer {
        let request = self.request(method, path).body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// A call with a voucher, in the making.
    pub(crate) fn request(&self, method: &str, path: &str) -> Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(AUTHORIZATION, self.bearer())
    }

    /// Sends outcomes.
    pub(crate) async fn notify(&self, list: &Value) -> Answer {
        self.post(list.to_string().into_bytes()).await
    }

    /// Sends a body as JSON.
    pub(crate) async fn post(&self, body: Vec<u8>) -> Answer {
        let request = self
            .request("POST", "/waas/v1/esiti")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    /// The page after `since`.
    pub(crate) async fn page(&self, since: i64, limit: u32) -> Vec<Value> {
        let path = format!("/waas/v1/flussi?since={since}&limit={limit}");
        let answer = self.call("GET", &path).await;
        assert_eq!(answer.status, StatusCode::OK);
        let page = answer.json();
        page["elenco_flussi"].as_array().expect("a list").clone()
    }

    /// Writes over the database, as a broken disk would.
    pub(crate) fn break_database(&self) {
        for name in ["pas.db", "pas.db-wal", "pas.db-shm"] {
            let file = self.folder.path().join(name);
            let Ok(found) = fs::metadata(&file) else {
                continue;
            };
            let n_bytes = usize::try_from(found.len()).expect("a size");
            fs::write(&file, vec![b'x'; n_bytes]).expect("written");
        }
    }

    /// The newest entries of the audit register.
    pub(crate) async fn audit(&self) -> Vec<AuditLine> {
        let auditor = actor(&self.app, Role::Auditor).await;
        assert_eq!(auditor.ente, self.ente());
        let view = list_audit(&self.app, &auditor, 1).await.expect("listed");
        assert!(view.is_intact);
        view.entries
    }
}

/// `ts_flusso` of a flow, in milliseconds.
pub(crate) fn stamp(flow: &Value) -> i64 {
    let at: Timestamp = flow["ts_flusso"]
        .as_str()
        .expect("a text")
        .parse()
        .expect("a time");
    at.as_millisecond()
}
