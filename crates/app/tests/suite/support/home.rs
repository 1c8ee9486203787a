//! Where an installation lives for the time of a test: a folder, and on a server a schema too.

use std::future::Future;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Once};

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use pas_app::clock::{Clock, FixedClock};
use pas_app::use_cases::create_account::{NewAccount, create_local_account};
use pas_app::use_cases::load_demo;
use pas_app::use_cases::sign_in::local_actor;
use pas_app::{App, Config};
use pas_demo::Scale;
use pas_domain::actor::{Actor, Role};
use pas_storage::{Db, Tx};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Seed of the tests' district: with it, every defect occurs even in the small one.
pub(crate) const SEED: u64 = 1;
/// The day on which the tests run.
pub(crate) const TODAY: Date = date(2026, 11, 23);

/// Where an installation lives.
pub(crate) struct Home {
    folder: TempDir,
    database_url: Option<String>,
}

/// An opened installation.
pub(crate) struct Installation {
    pub(crate) app: App,
    db: Db,
    folder: PathBuf,
}

/// Nine in the morning of [`TODAY`].
pub(crate) fn morning() -> Timestamp {
    let nine = TODAY.at(9, 0, 0, 0).to_zoned(TimeZone::UTC);
    nine.expect("an instant").timestamp()
}

impl Home {
    /// A folder with an embedded database.
    pub(crate) fn embedded() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            database_url: None,
        }
    }

    /// The installation, empty unless something was put into it before.
    pub(crate) async fn open(&self) -> Installation {
        let db = Db::open(&self.url()).await.expect("opens");
        Installation {
            app: self.app_at(morning()).await,
            db,
            folder: self.folder.path().to_owned(),
        }
    }

    /// The same installation at another time.
    pub(crate) async fn app_at(&self, now: Timestamp) -> App {
        self.app_by(Arc::new(FixedClock(now))).await
    }

    /// The same installation by another clock, with connections of its own.
    pub(crate) async fn app_by(&self, clock: Arc<dyn Clock>) -> App {
        let data_dir = self.folder.path().to_owned();
        let config = Config {
            data_dir,
            database_url: self.database_url.clone(),
        };
        App::open(&config, clock).await.expect("opens")
    }

    /// The installation with the small district. The embedded one is loaded once and then copied.
    pub(crate) async fn district(&self) -> Installation {
        if self.database_url.is_none() {
            TEMPLATE.get_or_init(Template::load).await.copy_to(self);
            return self.open().await;
        }
        self.put(KEY, &[7; 32]);
        let installation = self.open().await;
        load_demo::load(&installation.app, SEED, Scale::Small)
            .await
            .expect("loads");
        installation
    }

    /// The installation with the district's ente and accounts, and nothing else.
    pub(crate) async fn staffed(&self) -> Installation {
        let installation = self.open().await;
        for account in pas_demo::accounts() {
            let new = NewAccount {
                username: account.username.to_owned(),
                display_name: "Persona di prova".to_owned(),
                role: account.role,
                password: account.password.to_owned(),
            };
            let made = create_local_account(&installation.app, Some(pas_demo::ENTE_NAME), new);
            made.await.expect("made");
        }
        installation
    }

    /// Puts a file into the installation's folder, before it is opened.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        let file = self.folder.path().join(name);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, bytes).expect("written");
    }

    /// Where its database is.
    pub(crate) fn url(&self) -> String {
        let file = self.folder.path().join(DATABASE);
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", file.display()))
    }
}

impl Installation {
    /// The district's account with this role.
    pub(crate) async fn actor(&self, role: Role) -> Actor {
        let account = pas_demo::accounts()
            .into_iter()
            .find(|account| account.role == role);
        let username = account.expect("one a role").username;
        local_actor(&self.app, username)
            .await
            .expect("asked")
            .expect("an account")
    }

    /// The district's clerk.
    pub(crate) async fn clerk(&self) -> Actor {
        self.actor(Role::Clerk).await
    }

    /// The folder of its data.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A look below the use cases.
    pub(crate) async fn read(&self) -> Tx {
        self.db.read().await.expect("begins")
    }

    /// A change below the use cases.
    pub(crate) async fn write(&self) -> Tx {
        self.db.begin().await.expect("begins")
    }
}

/// Name of an embedded installation's database.
const DATABASE: &str = "pas.db";
/// The key of its pseudonyms: the district's is always the same, and with it the noise of protection.
const KEY: &str = "segreti/pseudonimi.key";

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();

/// A loaded district, to copy from.
struct Template {
    database: Vec<u8>,
    key: Vec<u8>,
}

impl Template {
    async fn load() -> Self {
        let home = Home::embedded();
        home.put(KEY, &[7; 32]);
        let app = home.app_at(morning()).await;
        load_demo::load(&app, SEED, Scale::Small)
            .await
            .expect("loads");
        let copy = home.folder.path().join("copy.db");
        let mut connection = SqliteConnection::connect(&home.url())
            .await
            .expect("connects");
        let copying = format!("VACUUM INTO '{}'", copy.display());
        connection
            .execute(sqlx::raw_sql(AssertSqlSafe(copying)))
            .await
            .expect("copies");
        let read = |name: &str| std::fs::read(home.folder.path().join(name)).expect("readable");
        Self {
            database: read("copy.db"),
            key: read(KEY),
        }
    }

    fn copy_to(&self, home: &Home) {
        home.put(DATABASE, &self.database);
        home.put(KEY, &self.key);
    }
}

/// Runs `test` on the embedded engine.
pub(crate) fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Home) -> F) {
    block_on(test(Home::embedded()));
}

/// Runs `test` in a schema of its own on the server, if there is one.
pub(crate) fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(Home) -> F) {
    static N_SCHEMAS: AtomicU32 = AtomicU32::new(0);
    let Some(server) = postgres_url() else { return };
    let n = N_SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let schema = format!("pas_app_test_{}_{n}", std::process::id());
    block_on(async {
        let mut admin = PgConnection::connect(&server)
            .await
            .expect("the server answers");
        let make = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        admin
            .execute(sqlx::raw_sql(AssertSqlSafe(make)))
            .await
            .expect("makes");
        let separator = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{separator}options[search_path]={schema}");
        test(Home {
            database_url: Some(url),
            ..Home::embedded()
        })
        .await;
        let drop = format!("SET client_min_messages = error; DROP SCHEMA {schema} CASCADE");
        admin
            .execute(sqlx::raw_sql(AssertSqlSafe(drop)))
            .await
            .expect("drops");
    });
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(future)
}

/// The server for tests; says so when there is none.
fn postgres_url() -> Option<String> {
    static SAID: Once = Once::new();
    let url = std::env::var("PAS_TEST_POSTGRES_URL")
        .ok()
        .filter(|url| !url.is_empty());
    if url.is_none() {
        SAID.call_once(|| say("SKIPPED: the PostgreSQL half (PAS_TEST_POSTGRES_URL is not set)"));
    }
    url
}

/// Says something past the capture of the test runner.
pub(crate) fn say(what: &str) {
    writeln!(std::io::stderr(), "\n{what}\n").expect("stderr is open");
}

/// Makes two tests of each `async fn(Home)`: one on SQLite, one on PostgreSQL.
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {$(
            #[test]
            fn $test() {
                crate::support::home::on_sqlite(super::$test);
            }
        )+}

        mod postgres {$(
            #[test]
            fn $test() {
                crate::support::home::on_postgres(super::$test);
            }
        )+}
    };
}
pub(crate) use on_both;
