//! Migrations: the steps that bring a database up to date, with the same numbers on both engines.

use sqlx::{Executor, Row as _, SqlSafeStr};

use crate::db::{Db, Engine};
use crate::error::{Fault, StorageError};
use crate::tx::Inner;

/// One step. Released steps are never edited: another one follows.
struct Migration {
    number: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal),+ $(,)?) => {
        &[$(Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),+]
    };
}

/// All steps, in order.
static MIGRATIONS: &[Migration] = migrations![
    1 "0001_first",
    2 "0002_sending",
    3 "0003_observatory",
    4 "0004_receipt",
    5 "0005_view",
    6 "0006_access_key",
];

const CREATE_SQLITE: &str = "CREATE TABLE IF NOT EXISTS schema_version (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT";
/// The lock keeps two programs that start together from migrating together.
const CREATE_POSTGRES: &str = "SELECT pg_advisory_xact_lock(7064371);
    CREATE TABLE IF NOT EXISTS schema_version (number BIGINT PRIMARY KEY, name TEXT NOT NULL)";
const LAST: &str = "SELECT COALESCE(MAX(number), 0) FROM schema_version";
const RECORD: &str = "INSERT INTO schema_version (number, name) VALUES ($1, $2)";

impl Migration {
    const fn sql(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// What a migration did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migrated {
    /// The last step before; 0 for an empty database.
    pub from: i64,
    /// The last step now.
    pub to: i64,
}

/// The last step that this program knows.
pub fn known_schema() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.number)
}

impl Db {
    /// The last step of the database, which is left as it is; 0 for one without tables.
    pub async fn schema_number(&self) -> Result<i64, StorageError> {
        let mut tx = self.read().await?;
        let number = match &mut tx.0 {
            Inner::Lite(tx) => {
                let row = (&mut **tx).fetch_one(sqlx::query(LAST)).await;
                row.and_then(|row| row.try_get(0))
            }
            Inner::Pg(tx) => {
                let row = (&mut **tx).fetch_one(sqlx::query(LAST)).await;
                row.and_then(|row| row.try_get(0))
            }
        };
        let failed = |error| StorageError::Statement {
            statement: "schema.number",
            source: Fault::new(&error),
        };
        match number {
            Err(sqlx::Error::Database(error)) if is_missing_table(error.code().as_deref()) => Ok(0),
            number => number.map_err(failed),
        }
    }

    /// Brings the database up to date, all steps in one transaction. A database that a newer
    /// program has written is refused and left alone.
    pub async fn migrate(&self) -> Result<Migrated, StorageError> {
        let mut tx = self.begin().await?;
        let known = known_schema();
        let from = prepare(&mut tx.0)
            .await
            .map_err(|error| failed(&MIGRATIONS[0], &error))?;
        if from > known {
            return Err(StorageError::NewerDatabase { found: from, known });
        }
        for migration in MIGRATIONS
            .iter()
            .filter(|migration| migration.number > from)
        {
            let done = apply(&mut tx.0, migration, self.engine()).await;
            done.map_err(|error| failed(migration, &error))?;
        }
        tx.commit().await?;
        Ok(Migrated { from, to: known })
    }
}

/// How PostgreSQL and SQLite say that a table is not there; SQLite has the same code for a text
/// that it does not understand, and this one it does.
fn is_missing_table(code: Option<&str>) -> bool {
    matches!(code, Some("42P01" | "1"))
}

/// Makes sure that the table of steps is there; the last step in it.
async fn prepare(tx: &mut Inner) -> Result<i64, sqlx::Error> {
    match tx {
        Inner::Lite(tx) => {
            (&mut **tx).execute(sqlx::raw_sql(CREATE_SQLITE)).await?;
            (&mut **tx).fetch_one(sqlx::query(LAST)).await?.try_get(0)
        }
        Inner::Pg(tx) => {
            (&mut **tx).execute(sqlx::raw_sql(CREATE_POSTGRES)).await?;
            (&mut **tx).fetch_one(sqlx::query(LAST)).await?.try_get(0)
        }
    }
}

async fn apply(tx: &mut Inner, migration: &Migration, engine: Engine) -> Result<(), sqlx::Error> {
    let step = sqlx::raw_sql(migration.sql(engine).into_sql_str());
    match tx {
        Inner::Lite(tx) => {
            (&mut **tx).execute(step).await?;
            let record = sqlx::query(RECORD)
                .bind(migration.number)
                .bind(migration.name);
            (&mut **tx).execute(record).await?;
        }
        Inner::Pg(tx) => {
            (&mut **tx).execute(step).await?;
            let record = sqlx::query(RECORD)
                .bind(migration.number)
                .bind(migration.name);
            (&mut **tx).execute(record).await?;
        }
    }
    Ok(())
}

fn failed(migration: &Migration, error: &sqlx::Error) -> StorageError {
    StorageError::Migrate {
        number: migration.number,
        name: migration.name,
        source: Fault::new(error),
    }
}

#[cfg(test)]
mod tests {
    use super::MIGRATIONS;

    #[test]
    fn steps_follow_each_other() {
        for (position, migration) in (1..).zip(MIGRATIONS) {
            assert_eq!(migration.number, position);
            assert!(migration.name.starts_with(&format!("{position:04}_")));
        }
    }
}
