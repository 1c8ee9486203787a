//! An observatory with an empty installation, a made-up PDND, and time that does not pass.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use pas_app::clock::FixedClock;
use pas_app::use_cases::collect_flows::{Source, UnknownCodes};
use pas_app::use_cases::create_account::{NewAccount, create_local_account};
use pas_app::use_cases::show_observatory::{
    ObservedFlow, ObservedLine, show_observatory, show_observed_flows,
};
use pas_app::use_cases::sign_in::local_actor;
use pas_app::{App, Config};
use pas_authority::{Authority, Client, Purpose, SigningKey, still};
use pas_collect::{Collector, Ente, Limits, Pause, Registry, Visit, Wait, Waits};
use pas_domain::actor::{Actor, Role};
use pas_pdnd::{VoucherSource, VoucherSourceConfig, http_client};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tempfile::TempDir;
use tokio::sync::watch;

use crate::fake_ente::FakeEnte;
use crate::flows::NINE;

/// An observatory.
pub(crate) struct World {
    folder: TempDir,
    pub(crate) authority: Authority,
    pub(crate) app: App,
    pub(crate) actor: Actor,
    pub(crate) limits: Limits,
    pub(crate) waits: Arc<TestWaits>,
}

/// Runs `test` on an embedded database, and in a schema of its own on the server for tests, if there
/// is one.
pub(crate) async fn on_both(test: impl AsyncFn(World)) {
    static N_SCHEMAS: AtomicU32 = AtomicU32::new(0);
    test(World::new().await).await;
    let server = std::env::var("PAS_TEST_POSTGRES_URL").unwrap_or_default();
    if server.is_empty() {
        eprintln!("SKIPPED on PostgreSQL: PAS_TEST_POSTGRES_URL is not set");
        return;
    }
    let n = N_SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let schema = format!("pas_collect_test_{}_{n}", std::process::id());
    let mut admin = PgConnection::connect(&server)
        .await
        .expect("the server answers");
    let prepare = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
    let made = admin.execute(sqlx::raw_sql(AssertSqlSafe(prepare))).await;
    made.expect("a schema");
    let separator = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{separator}options[search_path]={schema}");
    test(World::in_database(Some(url)).await).await;
    let drop = format!("SET client_min_messages = error; DROP SCHEMA {schema} CASCADE");
    let dropped = admin.execute(sqlx::raw_sql(AssertSqlSafe(drop))).await;
    dropped.expect("drops");
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::in_database(None).await
    }

    async fn in_database(database_url: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config {
            data_dir: folder.path().to_owned(),
            database_url,
        };
        let now = now();
        let app = App::open(&config, Arc::new(FixedClock(now)))
            .await
            .expect("opens");
        let account = NewAccount {
            username: "osservatorio".to_owned(),
            display_name: "Persona di prova".to_owned(),
            role: Role::Clerk,
            password: "una-parola-lunga".to_owned(),
        };
        create_local_account(&app, Some("Regione di Esempio"), account)
            .await
            .expect("made");
        let actor = local_actor(&app, "osservatorio").await.expect("asked");
        let authority = Authority::start(still(now)).await;
        let key = SigningKey::from_seed(7);
        std::fs::write(folder.path().join("key.pem"), key.to_pem()).expect("written");
        let purpose = |ente: &str| Purpose {
            id: format!("finalita-{ente}"),
            audience: format!("https://{ente}.example/waas/v1"),
            producer_id: None,
            eservice_id: None,
            voucher_seconds: None,
        };
        authority.register(Client {
            id: "client".to_owned(),
            consumer_id: "osservatorio".to_owned(),
            keys: vec![("chiave".to_owned(), key.public_pem())],
            purposes: ["L219", "H501", "F205"].map(purpose).to_vec(),
        });
        Self {
            folder,
            authority,
            app,
            actor: actor.expect("an account"),
            limits: Limits {
                max_retries: 2,
                ..Limits::default()
            },
            waits: Arc::default(),
        }
    }

    /// A collector that visits `enti`; a new one knows nothing but what is stored.
    pub(crate) fn collector(&self, enti: &[&FakeEnte]) -> Collector {
        let pdnd = VoucherSourceConfig {
            token_url: self.authority.token_url(),
            client_id: "client".to_owned(),
            key_id: "chiave".to_owned(),
            private_key: self.folder.path().join("key.pem"),
            audience: self.authority.assertion_audience(),
        };
        let vouchers = VoucherSource::new(pdnd.clone()).expect("a key");
        let registry = Registry {
            pdnd,
            limits: self.limits.clone(),
            enti: enti.iter().map(|ente| observed(ente)).collect(),
        };
        // Far beyond what a test takes: time is that of the waits.
        let http = http_client(Duration::from_secs(3600)).expect("a client");
        let waits = Arc::clone(&self.waits) as Arc<dyn Waits>;
        Collector::new(
            self.app.clone(),
            self.actor.clone(),
            registry,
            (http, vouchers),
            waits,
        )
    }

    /// Visits `ente` once with a new collector.
    pub(crate) async fn visit(&self, ente: &FakeEnte) -> Visit {
        let mut visits = self.collector(&[ente]).round().await;
        visits.pop().expect("one visit")
    }

    /// What is held of the ente with `code`.
    pub(crate) async fn line(&self, code: &str) -> ObservedLine {
        let lines = show_observatory(&self.app, &self.actor).await;
        let found = lines
            .expect("shown")
            .into_iter()
            .find(|line| line.code == code);
        found.expect("an ente")
    }

    /// Every flow that is held of the ente with `code`.
    pub(crate) async fn flows(&self, code: &str) -> Vec<ObservedFlow> {
        let source = self.line(code).await.source;
        show_observed_flows(&self.app, &self.actor, source, 0)
            .await
            .expect("shown")
    }

    /// The stamps after [`NINE`] of the flows that are held of the ente with `code`.
    pub(crate) async fn stamps(&self, code: &str) -> Vec<i64> {
        let flows = self.flows(code).await;
        flows.iter().map(|flow| flow.ts - NINE).collect()
    }
}

/// When everything happens.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_millisecond(NINE + 3_600_000).expect("an instant")
}

/// The registry's section on `ente`.
pub(crate) fn observed(ente: &FakeEnte) -> Ente {
    Ente {
        source: Source {
            code: ente.code.to_owned(),
            name: "Comune di Esempio".to_owned(),
            flow_code: None,
            unknown_codes: UnknownCodes::Admitted,
        },
        url: format!("{}/", ente.url).parse().expect("an address"),
        purpose_id: format!("finalita-{}", ente.code),
    }
}

/// Waits that are over at once, but for the end of a call's time: that comes when a call is known to
/// hang.
#[derive(Debug, Default)]
pub(crate) struct TestWaits {
    retries: Mutex<Vec<Duration>>,
    hanging: Mutex<Option<watch::Receiver<u64>>>,
}

impl TestWaits {
    /// Lets the time of a call run out each time `ente` lets one hang.
    pub(crate) fn run_out_with(&self, ente: &FakeEnte) {
        *self.hanging.lock().expect("sound") = Some(ente.hanging());
    }

    /// The pauses before calls were tried again, since the last question.
    pub(crate) fn retries(&self) -> Vec<Duration> {
        std::mem::take(&mut self.retries.lock().expect("sound"))
    }
}

impl Waits for TestWaits {
    fn wait(&self, pause: Pause, duration: Duration) -> Wait<'_> {
        let hanging = self.hanging.lock().expect("sound").clone();
        Box::pin(async move {
            match (pause, hanging) {
                (Pause::Timeout, Some(mut hanging)) => {
                    hanging.mark_unchanged();
                    hanging.changed().await.expect("the ente is there");
                }
                (Pause::Timeout | Pause::Round, _) => std::future::pending().await,
                (Pause::Retry, _) => self.retries.lock().expect("sound").push(duration),
            }
        })
    }

    fn chance(&self) -> f64 {
        1.0
    }
}
