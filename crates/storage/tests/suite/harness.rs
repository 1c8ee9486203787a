//! A fresh database for every test, and the macro that runs a test on both engines.

use std::future::Future;
use std::io::Write as _;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use pas_storage::{Db, Engine};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use tempfile::TempDir;

/// Schemas made so far: each test on the server has its own.
static N_SCHEMAS: AtomicU32 = AtomicU32::new(0);

static SAID_SKIPPED: Once = Once::new();

/// A database of its own, migrated, that goes away with the test.
pub(crate) struct TestDb {
    pub(crate) db: Db,
    pub(crate) url: String,
    /// Holds the file of an embedded database.
    _folder: Option<TempDir>,
}

impl TestDb {
    /// Runs any SQL, also such that our own statements would never send.
    pub(crate) async fn raw(&self, sql: &str) -> Result<(), sqlx::Error> {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match self.db.engine() {
            Engine::Sqlite => SqliteConnection::connect(&self.url)
                .await?
                .execute(sql)
                .await?
                .rows_affected(),
            Engine::Postgres => PgConnection::connect(&self.url)
                .await?
                .execute(sql)
                .await?
                .rows_affected(),
        };
        Ok(())
    }
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(future)
}

/// An embedded database without tables.
pub(crate) async fn empty_sqlite() -> TestDb {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("pas.db").display());
    let db = Db::open(&url).await.expect("opens");
    TestDb {
        db,
        url,
        _folder: Some(folder),
    }
}

/// Runs `test` on a fresh embedded database.
pub(crate) fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(TestDb) -> F) {
    block_on(async {
        let db = empty_sqlite().await;
        db.db.migrate().await.expect("migrates");
        test(db).await;
    });
}

/// The server for tests; says so when there is none.
pub(crate) fn postgres_url() -> Option<String> {
    let url = std::env::var("PAS_TEST_POSTGRES_URL")
        .ok()
        .filter(|url| !url.is_empty());
    if url.is_none() {
        // Past the capture of the test runner, and once.
        SAID_SKIPPED.call_once(|| {
            let said = writeln!(
                std::io::stderr(),
                "\nSKIPPED: the PostgreSQL half of the suite (PAS_TEST_POSTGRES_URL is not set)\n"
            );
            said.expect("stderr is open");
        });
    }
    url
}

/// Runs `test` in a schema of its own on the server, if there is one.
pub(crate) fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(TestDb) -> F) {
    let Some(server) = postgres_url() else {
        return;
    };
    block_on(async {
        let n = N_SCHEMAS.fetch_add(1, Ordering::Relaxed);
        let schema = format!("pas_test_{}_{n}", std::process::id());
        let mut admin = PgConnection::connect(&server)
            .await
            .expect("the server answers");
        let prepare = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        admin
            .execute(sqlx::raw_sql(AssertSqlSafe(prepare)))
            .await
            .expect("a schema");
        let separator = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{separator}options[search_path]={schema}");
        let db = Db::open(&url).await.expect("opens");
        db.migrate().await.expect("migrates");
        test(TestDb {
            db: db.clone(),
            url,
            _folder: None,
        })
        .await;
        db.close().await;
        let drop = format!("SET client_min_messages = error; DROP SCHEMA {schema} CASCADE");
        admin
            .execute(sqlx::raw_sql(AssertSqlSafe(drop)))
            .await
            .expect("drops");
    });
}

/// Makes two tests of each `async fn(TestDb)`: one on SQLite, one on PostgreSQL.
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {$(
            #[test]
            fn $test() {
                crate::harness::on_sqlite(super::$test);
            }
        )+}

        mod postgres {$(
            #[test]
            fn $test() {
                crate::harness::on_postgres(super::$test);
            }
        )+}
    };
}
pub(crate) use on_both;
