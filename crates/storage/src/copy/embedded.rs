//! An embedded database copied into one file, and made ready to be moved.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions, Connection, Executor};

use crate::db::{Engine, open_failed};
use crate::error::{Fault, StorageError};

/// How long an embedded database that is to be moved may be busy.
const PATIENCE: Duration = Duration::from_secs(2);

/// The file of the embedded database at `url`.
pub fn embedded_file(url: &str) -> Result<PathBuf, StorageError> {
    let options = SqliteConnectOptions::from_str(url).map_err(open_failed(Engine::Sqlite))?;
    Ok(options.get_filename().to_owned())
}

/// Copies the embedded database `from`, as it is at one moment, into the new file `to`. Others go
/// on reading and writing meanwhile; the copy has no write-ahead log and no unused space.
pub async fn copy_embedded(from: &Path, to: &Path) -> Result<(), StorageError> {
    let failed = |error: sqlx::Error| StorageError::Copy(Fault::new(&error));
    let options = SqliteConnectOptions::new()
        .filename(from)
        .busy_timeout(PATIENCE);
    let mut connection = options.connect().await.map_err(failed)?;
    let target = to.to_str().ok_or(StorageError::UnwritableValue {
        column: "VACUUM INTO",
    })?;
    let copied = connection.execute(sqlx::query("VACUUM INTO $1").bind(target));
    copied.await.map_err(failed)?;
    connection.close().await.map_err(failed)
}

/// Writes everything that the database in `file` still has beside it into the file itself, so that
/// it can be moved; refused while another program has it open. A file that cannot be opened as a
/// database has nothing to write and is left as it is.
pub async fn settle(file: &Path) -> Result<(), StorageError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .busy_timeout(PATIENCE)
        .journal_mode(SqliteJournalMode::Delete);
    match options.connect().await {
        Ok(connection) => connection
            .close()
            .await
            .map_err(|error| StorageError::Copy(Fault::new(&error))),
        Err(error) if is_busy(&error) => Err(StorageError::InUse),
        Err(_) => Ok(()),
    }
}

/// SQLite's `SQLITE_BUSY`, plain or extended.
fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| {
        let code = error.code()?;
        code.parse::<i32>().ok()
    });
    code.is_some_and(|code| code & 0xff == 5)
}
