//! An ente's installation on either engine, made by the program itself.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pas_domain::ids::EnteId;
use pas_storage::Db;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use tempfile::TempDir;

use super::people;

/// The program's file in an installation's folder.
const PROGRAM: &str = "pas";
/// The database of an embedded installation.
const DATABASE: &str = "pas-data/pas.db";
/// Variables of whoever runs the tests that would reach the program.
const VARIABLES: &[&str] = &[
    "PAS_CONFIG",
    "PAS_DATABASE_URL",
    "PAS_DATA_DIR",
    "PAS_PASSWORD",
    "PAS_WEB_HTTPS",
    "PAS_WEB_LISTEN",
];

/// A folder with an installation.
pub(crate) struct Home {
    folder: TempDir,
    server: Option<Schema>,
}

/// The program, to be run in the folder of an installation.
#[derive(Clone)]
pub(crate) struct Program {
    folder: PathBuf,
    database_url: Option<String>,
}

/// A schema of its own on the server for tests.
struct Schema {
    admin_url: String,
    name: String,
    url: String,
}

impl Home {
    /// On SQLite, in a folder of its own.
    pub(crate) fn embedded() -> Self {
        let home = Self {
            folder: tempfile::tempdir().expect("a folder"),
            server: None,
        };
        // The program as it is now, whoever builds another meanwhile.
        std::fs::copy(env!("CARGO_BIN_EXE_pas"), home.path(PROGRAM)).expect("copied");
        home
    }

    /// On the PostgreSQL at `admin_url`, in a schema of its own.
    pub(crate) async fn on_server(admin_url: String, test: &str) -> Self {
        let name = format!("pas_{test}_{}", std::process::id());
        let make = format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}");
        run_sql(&admin_url, make).await;
        let separator = if admin_url.contains('?') { '&' } else { '?' };
        let url = format!("{admin_url}{separator}options[search_path]={name}");
        Self {
            server: Some(Schema {
                admin_url,
                name,
                url,
            }),
            ..Self::embedded()
        }
    }

    /// Takes the schema away again.
    pub(crate) async fn clear(self) {
        if let Some(Schema {
            admin_url, name, ..
        }) = self.server
        {
            let drop = format!("SET client_min_messages = error; DROP SCHEMA {name} CASCADE");
            run_sql(&admin_url, drop).await;
        }
    }

    pub(crate) fn engine(&self) -> &'static str {
        match self.server {
            Some(_) => "PostgreSQL",
            None => "SQLite",
        }
    }

    pub(crate) fn program(&self) -> Program {
        Program {
            folder: self.folder.path().to_owned(),
            database_url: self.server.as_ref().map(|server| server.url.clone()),
        }
    }

    /// What the program said, which must have gone well.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let password = ("PAS_PASSWORD", "una password di prova");
        let output = self.program().with(arguments).envs([password]).output();
        let output = output.expect("the program runs");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "pas {arguments:?}: {words}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// Puts a file there.
    pub(crate) fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("inside")).expect("a folder");
        std::fs::write(path, text).expect("room for a file");
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes the ente with its clerk `operatore`, who has said who the ente is.
    pub(crate) fn found(&self) {
        let ente = ["--role", "clerk", "--ente", "Comune di Prova"];
        self.run(&[&["user", "add", "operatore"][..], &ente].concat());
        self.put("ente.csv", people::identity());
        self.run(&["import", "--office", "siuss", "ente.csv"]);
    }

    /// The texts that `sql` gives, as the engine itself reads it.
    pub(crate) async fn texts(&self, sql: &'static str) -> Vec<String> {
        if let Some(server) = &self.server {
            let mut connection = PgConnection::connect(&server.url).await.expect("opens");
            let texts = sqlx::query_scalar(sql).fetch_all(&mut connection).await;
            return texts.expect("read");
        }
        let file = format!("sqlite:{}", self.path(DATABASE).display());
        let mut connection = SqliteConnection::connect(&file).await.expect("opens");
        let texts = sqlx::query_scalar(sql).fetch_all(&mut connection).await;
        texts.expect("read")
    }

    /// A look below the program.
    pub(crate) async fn db(&self) -> Db {
        let embedded = || format!("sqlite:{}", self.path(DATABASE).display());
        let url = self.server.as_ref().map(|server| server.url.clone());
        Db::open(&url.unwrap_or_else(embedded))
            .await
            .expect("opens")
    }
}

impl Program {
    /// The program with these arguments, about to be run.
    pub(crate) fn with(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.folder.join(PROGRAM));
        for variable in VARIABLES {
            command.env_remove(variable);
        }
        if let Some(url) = &self.database_url {
            command.env("PAS_DATABASE_URL", url);
        }
        let command_line = command.args(arguments);
        command_line
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// The one ente of an installation.
pub(crate) async fn only_ente(db: &Db) -> EnteId {
    let mut tx = db.read().await.expect("begins");
    let enti = pas_storage::ente::list(&mut tx).await.expect("listed");
    assert_eq!(enti.len(), 1);
    enti[0].id
}

async fn run_sql(url: &str, sql: String) {
    let mut connection = PgConnection::connect(url)
        .await
        .expect("the server answers");
    let done = connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await;
    done.expect("runs");
}
