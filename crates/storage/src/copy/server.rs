//! A database on a PostgreSQL server, copied and loaded by PostgreSQL's own programs.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row as _};

use crate::db::{APPLICATION_NAME, Engine, open_failed};
use crate::error::{Fault, StorageError};

const SCHEMA: &str = "SELECT current_schema()::text";
const N_TABLES: &str =
    "SELECT COUNT(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema()";
const OTHERS: &str = "SELECT COUNT(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = $1";

/// How often others are looked for before they count, and how long it is from one time to the next.
const LOOKS: u32 = 10;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// A database on a server.
pub struct Server {
    options: PgConnectOptions,
    /// For PostgreSQL's own programs, through their environment: what is on a command line, every
    /// user of the machine can read.
    password: Option<String>,
    root_certificate: Option<String>,
}

/// Whether PostgreSQL's own programs are there.
pub fn find_tools() -> Result<(), StorageError> {
    for program in ["pg_dump", "pg_restore"] {
        run(Command::new(program).arg("--version"), program)?;
    }
    Ok(())
}

impl Server {
    /// The database at `url`.
    pub fn at(url: &str) -> Result<Self, StorageError> {
        let options = PgConnectOptions::from_str(url)
            .map_err(open_failed(Engine::Postgres))?
            .application_name(APPLICATION_NAME);
        let lossy = options.to_url_lossy();
        let root = lossy.query_pairs().find(|(key, _)| key == "sslrootcert");
        Ok(Self {
            // sqlx writes `file: /a/path`.
            root_certificate: root.map(|(_, file)| file.trim_start_matches("file: ").to_owned()),
            password: lossy.password().map(decoded),
            options,
        })
    }

    async fn connect(&self) -> Result<PgConnection, StorageError> {
        let failed = open_failed(Engine::Postgres);
        self.options.connect().await.map_err(failed)
    }

    /// The schema in which PAS's tables are, or will be.
    pub async fn schema(&self) -> Result<String, StorageError> {
        let mut connection = self.connect().await?;
        let row = sqlx::query(SCHEMA).fetch_one(&mut connection).await;
        row.and_then(|row| row.try_get(0))
            .map_err(|error| failed(&error))
    }

    /// Whether the schema has no table yet.
    pub async fn is_empty(&self) -> Result<bool, StorageError> {
        let mut connection = self.connect().await?;
        let row = sqlx::query(N_TABLES).fetch_one(&mut connection).await;
        let n_tables: Result<i64, _> = row.and_then(|row| row.try_get(0));
        Ok(n_tables.map_err(|error| failed(&error))? == 0)
    }

    /// Whether another PAS has the database open. Who has just left, we ourselves among them, stands on the
    /// server's list for a moment more: so it is looked at several times, within a second.
    pub async fn is_in_use(&self) -> Result<bool, StorageError> {
        let mut connection = self.connect().await?;
        for look in 1..=LOOKS {
            let query = sqlx::query(OTHERS).bind(APPLICATION_NAME);
            let row = query.fetch_one(&mut connection).await;
            let n_others: Result<i64, _> = row.and_then(|row| row.try_get(0));
            if n_others.map_err(|error| failed(&error))? == 0 {
                return Ok(false);
            }
            if look < LOOKS {
                tokio::time::sleep(BETWEEN_LOOKS).await;
            }
        }
        Ok(true)
    }

    /// Copies `schema`, as it is at one moment, into the new file `to`. Others go on meanwhile.
    pub async fn dump(&self, schema: &str, to: &Path) -> Result<(), StorageError> {
        let mut dump = self.program("pg_dump");
        dump.args(["--format=custom", "--no-owner", "--no-privileges"])
            .arg(format!("--schema={}", quoted(schema)))
            .arg("--file")
            .arg(to);
        finish(dump, "pg_dump").await
    }

    /// Loads the copy `from` into the empty `schema`, all of it or nothing.
    pub async fn load(&self, schema: &str, from: &Path) -> Result<(), StorageError> {
        let mut load = self.program("pg_restore");
        // The name is taken as it is: here it is no pattern.
        load.args(["--single-transaction", "--exit-on-error", "--no-owner"])
            .args(["--no-privileges", "--schema", schema, "--dbname"])
            .arg(self.options.get_database().unwrap_or_default())
            .arg(from);
        finish(load, "pg_restore").await
    }

    /// Gives `schema` the name `aside`, and makes it anew, empty.
    pub async fn set_aside(&self, schema: &str, aside: &str) -> Result<(), StorageError> {
        let (schema, aside) = (quoted(schema), quoted(aside));
        let rename = format!("ALTER SCHEMA {schema} RENAME TO {aside}");
        self.all_of([rename, format!("CREATE SCHEMA {schema}")])
            .await
    }

    /// Undoes [`Server::set_aside`] and drops what was loaded since.
    pub async fn put_back(&self, schema: &str, aside: &str) -> Result<(), StorageError> {
        let (schema, aside) = (quoted(schema), quoted(aside));
        let drop = format!("DROP SCHEMA {schema} CASCADE");
        self.all_of([drop, format!("ALTER SCHEMA {aside} RENAME TO {schema}")])
            .await
    }

    /// Drops what was loaded into the `schema` that was empty.
    pub async fn empty(&self, schema: &str) -> Result<(), StorageError> {
        let schema = quoted(schema);
        let drop = format!("DROP SCHEMA {schema} CASCADE");
        self.all_of([drop, format!("CREATE SCHEMA {schema}")]).await
    }

    async fn all_of(&self, statements: [String; 2]) -> Result<(), StorageError> {
        let mut connection = self.connect().await?;
        let mut tx = connection.begin().await.map_err(|error| failed(&error))?;
        for statement in statements {
            let statement = sqlx::query(AssertSqlSafe(statement));
            statement
                .execute(&mut *tx)
                .await
                .map_err(|error| failed(&error))?;
        }
        tx.commit().await.map_err(|error| failed(&error))
    }

    fn program(&self, name: &str) -> Command {
        let options = &self.options;
        let host = options.get_socket().map_or_else(
            || OsStr::new(options.get_host()).to_owned(),
            |socket| socket.clone().into_os_string(),
        );
        let mut command = Command::new(name);
        command
            .env("PGHOST", host)
            .env("PGPORT", options.get_port().to_string())
            .env("PGUSER", options.get_username())
            .env("PGSSLMODE", ssl_mode(options.get_ssl_mode()));
        let others = [
            ("PGDATABASE", options.get_database()),
            ("PGPASSWORD", self.password.as_deref()),
            ("PGOPTIONS", options.get_options()),
            ("PGSSLROOTCERT", self.root_certificate.as_deref()),
        ];
        command.envs(
            others
                .iter()
                .filter_map(|(key, value)| Some((key, (*value)?))),
        );
        command
    }
}

const fn ssl_mode(mode: PgSslMode) -> &'static str {
    match mode {
        PgSslMode::Disable => "disable",
        PgSslMode::Allow => "allow",
        PgSslMode::Prefer => "prefer",
        PgSslMode::Require => "require",
        PgSslMode::VerifyCa => "verify-ca",
        PgSslMode::VerifyFull => "verify-full",
    }
}

fn failed(error: &sqlx::Error) -> StorageError {
    StorageError::Copy(Fault::new(error))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// `%40` as `@`.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = pair
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn finish(mut command: Command, program: &'static str) -> Result<(), StorageError> {
    let ended = tokio::task::spawn_blocking(move || run(&mut command, program)).await;
    ended.expect("invariant: nothing panics while a program runs")
}

fn run(command: &mut Command, program: &'static str) -> Result<(), StorageError> {
    let ended = command.stdin(Stdio::null()).output();
    let Output { status, stderr, .. } =
        ended.map_err(|_| StorageError::MissingProgram { program })?;
    if status.success() {
        return Ok(());
    }
    Err(StorageError::Program {
        program,
        said: said(program, &stderr),
    })
}

/// The first words of `pg_dump`, such as that the server is newer. Those of `pg_restore` may hold
/// a value of a row.
fn said(program: &str, stderr: &[u8]) -> String {
    if program != "pg_dump" {
        return "la copia non si carica; niente è stato cambiato".to_owned();
    }
    let text = String::from_utf8_lossy(stderr);
    text.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{decoded, quoted};

    #[test]
    fn a_password_is_read_as_it_was_meant() {
        for (written, meant) in [
            ("a%40b", "a@b"),
            ("100%", "100%"),
            ("%C3%A8", "è"),
            ("", ""),
        ] {
            assert_eq!(decoded(written), meant);
        }
    }

    #[test]
    fn a_name_stays_one_name() {
        assert_eq!(quoted(r#"pas"; DROP"#), r#""pas""; DROP""#);
    }
}
