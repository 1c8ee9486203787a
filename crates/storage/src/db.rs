//! The opened database: its engine, its connections, its transactions.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Postgres, SqlSafeStr, Transaction};

use crate::error::{Fault, StorageError};
use crate::statement::statement_texts;
use crate::tx::{Inner, Tx};

/// Connections that read an embedded database at the same time.
const N_READERS: u32 = 4;
/// Connections to a PostgreSQL server.
const N_CONNECTIONS: u32 = 12;
/// How much of an embedded database its readers see as memory, in bytes: a page that counts all records
/// then copies none of them. SQLite itself takes less where the file is smaller.
const MAPPED: &str = "1073741824";
/// How long a writer waits for another program that holds an embedded database: as for its turn below.
const BUSY_TIMEOUT: Duration = Duration::from_secs(120);
/// How long a writer waits for its turn: the other may be importing a large file.
const WRITER_TIMEOUT: Duration = Duration::from_secs(120);
/// How a transaction that only reads begins on PostgreSQL.
const READ: &str = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

/// What we are called among the connections of a server.
pub(crate) const APPLICATION_NAME: &str = "pas";

/// The opened database. Cheap to clone.
#[derive(Clone)]
pub struct Db(pub(crate) Pools);

/// One writer and several readers for SQLite, which has room for one writer only; a pool for
/// PostgreSQL.
#[derive(Clone)]
pub(crate) enum Pools {
    Lite { read: SqlitePool, write: SqlitePool },
    Pg(PgPool),
}

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, in one file.
    Sqlite,
    /// A server, for many users.
    Postgres,
}

impl Engine {
    /// The name to show.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

impl Db {
    /// Opens the database at `url`: `sqlite:/folder/file.db` (made when it is not there) or
    /// `postgres://user:password@host/database`. [`Db::migrate`] then brings it up to date.
    ///
    /// SQLite runs with write-ahead log, foreign keys and every commit flushed to disk. A database
    /// in memory is refused: each connection would see another one.
    pub async fn open(url: &str) -> Result<Self, StorageError> {
        if url.starts_with("sqlite:") && !url.contains(":memory:") && !url.contains("mode=memory") {
            Self::open_sqlite(url).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_postgres(url).await
        } else {
            Err(StorageError::UnknownUrl)
        }
    }

    async fn open_sqlite(url: &str) -> Result<Self, StorageError> {
        let failed = open_failed(Engine::Sqlite);
        let options = SqliteConnectOptions::from_str(url)
            .map_err(&failed)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .statement_cache_capacity(256);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(WRITER_TIMEOUT)
            .connect_with(options.clone())
            .await
            .map_err(&failed)?;
        let read = SqlitePoolOptions::new()
            .max_connections(N_READERS)
            .connect_with(
                options
                    .pragma("query_only", "ON")
                    .pragma("mmap_size", MAPPED),
            )
            .await
            .map_err(&failed)?;
        Ok(Self(Pools::Lite { read, write }))
    }

    async fn open_postgres(url: &str) -> Result<Self, StorageError> {
        let failed = open_failed(Engine::Postgres);
        let options = PgConnectOptions::from_str(url)
            .map_err(&failed)?
            .application_name(APPLICATION_NAME)
            .statement_cache_capacity(256);
        // Once outside the pool, which would go on trying and then only say that it took too long.
        let first = PgConnection::connect_with(&options)
            .await
            .map_err(&failed)?;
        first.close().await.map_err(&failed)?;
        let pool = PgPoolOptions::new()
            .max_connections(N_CONNECTIONS)
            .connect_with(options)
            .await
            .map_err(&failed)?;
        Ok(Self(Pools::Pg(pool)))
    }

    /// Which engine it is.
    pub const fn engine(&self) -> Engine {
        match &self.0 {
            Pools::Lite { .. } => Engine::Sqlite,
            Pools::Pg(_) => Engine::Postgres,
        }
    }

    /// Begins a transaction that may write. On SQLite it holds the one place of the writer from
    /// the start, so that it never fails half-way for want of it: whoever holds one and asks for
    /// another waits for himself.
    pub async fn begin(&self) -> Result<Tx, StorageError> {
        let inner = match &self.0 {
            Pools::Lite { write, .. } => write.begin_with("BEGIN IMMEDIATE").await.map(Inner::Lite),
            Pools::Pg(pool) => whole(pool, "BEGIN").await.map(Inner::Pg),
        };
        inner
            .map(Tx)
            .map_err(|error| StorageError::Begin(Fault::new(&error)))
    }

    /// Begins a transaction that only reads, and sees one state of the database from its first
    /// statement to its last.
    pub async fn read(&self) -> Result<Tx, StorageError> {
        let inner = match &self.0 {
            Pools::Lite { read, .. } => read.begin().await.map(Inner::Lite),
            Pools::Pg(pool) => whole(pool, READ).await.map(Inner::Pg),
        };
        inner
            .map(Tx)
            .map_err(|error| StorageError::Begin(Fault::new(&error)))
    }

    /// Prepares every statement of this crate on the migrated database: the first that the engine
    /// does not accept is the error. For tests and for `pas doctor`.
    pub async fn check_statements(&self) -> Result<usize, StorageError> {
        let texts = statement_texts();
        let n = texts.len();
        let mut tx = self.begin().await?;
        for (statement, text) in texts {
            let sql = AssertSqlSafe(text).into_sql_str();
            match &mut tx.0 {
                Inner::Lite(tx) => (&mut **tx).prepare(sql).await.map(|_| ()),
                Inner::Pg(tx) => (&mut **tx).prepare(sql).await.map(|_| ()),
            }
            .map_err(|error| StorageError::Statement {
                statement,
                source: Fault::new(&error),
            })?;
        }
        tx.rollback().await?;
        Ok(n)
    }

    /// Closes all connections; on SQLite the write-ahead log goes into the file.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Lite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Pg(pool) => pool.close().await,
        }
    }
}

/// Without the address, which may hold a password.
impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Db({})", self.engine().name())
    }
}

/// Begins a transaction, to the end even when whoever asked for it goes away meanwhile: given up
/// half-way, sqlx 0.9 would put a connection back with the transaction still open, and the next who
/// gets it would find itself in it, unable to write if that was one for reading.
async fn whole(
    pool: &PgPool,
    begin: &'static str,
) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
    let pool = pool.clone();
    let beginning = tokio::spawn(async move { pool.begin_with(begin).await });
    match beginning.await {
        Ok(transaction) => transaction,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The program is about to end.
            Err(_) => Err(sqlx::Error::PoolClosed),
        },
    }
}

pub(crate) fn open_failed(engine: Engine) -> impl Fn(sqlx::Error) -> StorageError {
    move |error| StorageError::Open {
        engine: engine.name(),
        source: Fault::new(&error),
    }
}
