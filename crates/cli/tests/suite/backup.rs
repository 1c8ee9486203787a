//! `pas db backup` and `pas db restore`: a copy taken while somebody writes, restored elsewhere.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pas_app::clock::SystemClock;
use pas_app::demo::Scale;
use pas_app::use_cases::create_account::{NewAccount, create_local_account};
use pas_app::use_cases::load_demo;
use pas_app::use_cases::publish_flows::{PublishQuery, publish_flows};
use pas_app::use_cases::sign_in::local_actor;
use pas_app::{App, Config};
use pas_domain::actor::Role;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

use crate::support::{Desk, Outcome, PASSWORD};

/// A desk, and the server's database if its installation has one.
struct Site {
    desk: Desk,
    url: Option<String>,
}

impl Site {
    fn pas(&self, arguments: &[&str]) -> Outcome {
        let url: Vec<(&str, &str)> = self
            .url
            .iter()
            .map(|url| ("PAS_DATABASE_URL", url.as_str()))
            .collect();
        self.desk.pas_with(arguments, &url)
    }

    async fn open(&self) -> App {
        let config = Config {
            data_dir: self.desk.path("pas-data"),
            database_url: self.url.clone(),
        };
        let opened = App::open(&config, Arc::new(SystemClock)).await;
        opened.expect("the installation opens")
    }

    /// The texts that `sql` gives, straight from the database.
    async fn texts(&self, sql: &'static str) -> Vec<String> {
        if let Some(url) = &self.url {
            let mut server = PgConnection::connect(url).await.expect("the server");
            let texts = sqlx::query_scalar(sql).fetch_all(&mut server).await;
            return texts.expect("texts");
        }
        let url = format!("sqlite:{}", self.desk.path("pas-data/pas.db").display());
        let mut file = SqliteConnection::connect(&url).await.expect("the file");
        let texts = sqlx::query_scalar(sql).fetch_all(&mut file).await;
        texts.expect("texts")
    }

    fn key(&self) -> Vec<u8> {
        let key = self.desk.path("pas-data/segreti/pseudonimi.key");
        std::fs::read(key).expect("the key of pseudonyms")
    }
}

const NAMES: &str = "SELECT flow_name FROM sending ORDER BY id";
const UNSEEN: &str = "SELECT flow_name FROM sending WHERE channel = 'waas'
    AND fetched_at IS NULL AND superseded_at IS NULL";
const ACCOUNTS: &str = "SELECT username FROM account WHERE username LIKE 'mentre%'";
const SESSIONS: &str = "SELECT csrf FROM session";
const SCHEMAS_ASIDE: &str =
    "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'public_prima_del_%'";
const RESTORED: &str = "SELECT detail FROM audit WHERE use_case = 'restore'";

fn on<F: Future>(story: F) -> F::Output {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(story)
}

async fn publish(app: &App, n: u64) {
    let clerk = local_actor(app, "operatore").await.expect("an answer");
    let query = PublishQuery {
        at_most: Some(n),
        ..PublishQuery::default()
    };
    let report = publish_flows(app, &clerk.expect("the clerk"), query).await;
    assert!(report.expect("published").n_inserted >= n);
}

/// Makes account after account until told to stop; how many.
async fn write_on(app: App, stop: Arc<AtomicBool>) -> usize {
    let mut n = 0;
    while !stop.load(Ordering::Relaxed) {
        let account = NewAccount {
            username: format!("mentre{n}"),
            display_name: "Scrive mentre si copia".to_owned(),
            role: Role::Auditor,
            password: PASSWORD.to_owned(),
        };
        let made = create_local_account(&app, None, account).await;
        made.expect("an account");
        n += 1;
    }
    n
}

/// The copy of `site`, taken while somebody writes.
async fn copy_while_writing(site: &Site) -> PathBuf {
    let stop = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn(write_on(site.open().await, Arc::clone(&stop)));
    std::fs::create_dir(site.desk.path("copie")).expect("a folder");
    let copied = tokio::task::block_in_place(|| site.pas(&["db", "backup", "--out", "copie"]));
    stop.store(true, Ordering::Relaxed);
    let n_written = writer.await.expect("the writer ends well");
    assert_eq!((copied.code, copied.stdout.as_str()), (0, ""), "{copied}");
    assert!(copied.stderr.contains("dati personali"), "{copied}");
    let n_there = site.texts(ACCOUNTS).await.len();
    assert_eq!(n_there, n_written, "the writer was never refused");
    let [copy] = site.desk.files("copie").try_into().expect("one file");
    copy
}

async fn the_copy_is_the_installation(from: &Site, to: &Site) {
    load(from).await;
    let before = from.pas(&["records", "--format", "json"]).stdout;
    let copy = copy_while_writing(from).await;
    only_its_owner_reads(&copy);
    // What nobody will remember, and INPS has seen.
    publish(&from.open().await, 3).await;
    let copy = copy.to_str().expect("a path");
    let restored = to.pas(&["db", "restore", copy]);
    assert_eq!(
        (restored.code, restored.stderr.as_str()),
        (0, ""),
        "{restored}"
    );
    let doctor = to.pas(&["doctor"]);
    assert_eq!(doctor.code, 0, "{doctor}");
    assert!(doctor.stdout.contains("catena integra"), "{doctor}");
    assert_eq!(to.pas(&["records", "--format", "json"]).stdout, before);
    assert_eq!(to.key(), from.key());
    the_promises_hold(from, to).await;
    a_second_one_puts_the_first_aside(to, copy).await;
}

async fn load(site: &Site) {
    let app = site.open().await;
    load_demo::load(&app, 1, Scale::Small)
        .await
        .expect("loaded");
    publish(&app, 3).await;
    site.desk
        .put("pas-data/catalogo/regioni.csv.vecchio", "un file dell'ente");
}

async fn the_promises_hold(from: &Site, to: &Site) {
    assert_eq!(to.texts(RESTORED).await.len(), 1);
    assert_eq!(
        to.texts(UNSEEN).await,
        [""; 0],
        "what INPS may have seen is not taken back"
    );
    assert_eq!(to.texts(SESSIONS).await, [""; 0]);
    let known = to.texts(NAMES).await.len();
    publish(&to.open().await, 3).await;
    let given_before = from.texts(NAMES).await;
    let given_after = to.texts(NAMES).await.split_off(known);
    assert!(!given_after.is_empty() && given_before.len() > known);
    for name in given_after {
        assert!(!given_before.contains(&name), "{name} is given twice");
    }
}

async fn a_second_one_puts_the_first_aside(to: &Site, copy: &str) {
    let refused = to.pas(&["db", "restore", copy]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("--replace"), "{refused}");
    let given = to.texts(NAMES).await.len();
    let replaced = to.pas(&["db", "restore", copy, "--replace"]);
    assert_eq!(replaced.code, 0, "{replaced}");
    assert!(to.texts(NAMES).await.len() < given);
    let folders = to.desk.files("pas-data");
    let aside = folders
        .iter()
        .find(|path| path.to_string_lossy().contains("prima-del-ripristino-"));
    let aside = aside.expect("the first one is kept");
    assert!(aside.join("segreti/pseudonimi.key").is_file());
    assert_eq!(aside.join("pas.db").is_file(), to.url.is_none());
    if to.url.is_some() {
        assert_eq!(to.texts(SCHEMAS_ASIDE).await.len(), 1);
    }
    assert_eq!(to.pas(&["doctor"]).code, 0);
}

fn only_its_owner_reads(copy: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(copy)
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn an_embedded_installation_comes_back() {
    let site = || Site {
        desk: Desk::new(),
        url: None,
    };
    on(the_copy_is_the_installation(&site(), &site()));
}

#[test]
fn an_installation_on_a_server_comes_back() {
    let server = std::env::var("PAS_TEST_POSTGRES_URL").unwrap_or_default();
    if server.is_empty() {
        eprintln!("skipped: PAS_TEST_POSTGRES_URL is not set");
        return;
    }
    on(async {
        let mut admin = PgConnection::connect(&server).await.expect("the server");
        let names = ["da", "a"].map(|part| format!("pas_copia_{}_{part}", std::process::id()));
        for name in &names {
            let create = format!("CREATE DATABASE {name}");
            admin
                .execute(AssertSqlSafe(create))
                .await
                .expect("a database");
        }
        let [from, to] = names.clone().map(|name| Site {
            desk: Desk::new(),
            url: Some(server.replacen("/postgres", &format!("/{name}"), 1)),
        });
        the_copy_is_the_installation(&from, &to).await;
        for name in &names {
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            admin.execute(AssertSqlSafe(drop)).await.expect("dropped");
        }
    });
}

/// Each needs an installation and a copy of it, and changes nothing.
#[test]
fn what_is_no_good_copy_touches_nothing() {
    let desk = Desk::with_clerk();
    assert_eq!(desk.pas(&["db", "backup", "--out", "copia.zip"]).code, 0);
    let copy = std::fs::read(desk.path("copia.zip")).expect("the copy");
    let mut cut = copy.clone();
    cut.truncate(copy.len() / 2);
    let mut other = copy.clone();
    // Somewhere in the database, which comes first.
    other[4000] ^= 1;
    desk.put("tagliata.zip", cut);
    desk.put("altra.zip", other);
    desk.put("testo.zip", "non è una copia");
    let before = desk.files("pas-data");
    for (file, words) in [
        ("tagliata.zip", "non è intero"),
        ("altra.zip", "danneggiata"),
        ("testo.zip", "non è una copia"),
        ("manca.zip", "non riesco a aprire"),
    ] {
        let outcome = desk.pas(&["db", "restore", file, "--replace"]);
        assert_eq!(outcome.code, 2, "{file}");
        assert!(outcome.stderr.contains(words), "{file}: {outcome}");
        assert_eq!(desk.files("pas-data"), before, "{file}");
    }
    let again = desk.pas(&["db", "backup", "--out", "copia.zip"]);
    assert!(
        again.code == 2 && again.stderr.contains("c'è già"),
        "{again}"
    );
    assert_eq!(
        std::fs::read(desk.path("copia.zip")).expect("the copy"),
        copy
    );
}

#[test]
fn an_installation_that_somebody_has_open_is_not_replaced() {
    let desk = Desk::with_clerk();
    assert_eq!(desk.pas(&["db", "backup", "--out", "copia.zip"]).code, 0);
    let config = Config {
        data_dir: desk.path("pas-data"),
        database_url: None,
    };
    on(async {
        let app = App::open(&config, Arc::new(SystemClock))
            .await
            .expect("opened");
        let restore = ["db", "restore", "copia.zip", "--replace"];
        let refused = desk.pas(&restore);
        assert!(
            refused.code == 2 && refused.stderr.contains("chiudi il portale"),
            "{refused}"
        );
        drop(app);
    });
}

#[test]
fn a_half_done_restore_is_told_and_done_again() {
    let desk = Desk::with_clerk();
    assert_eq!(desk.pas(&["db", "backup", "--out", "copia.zip"]).code, 0);
    desk.put("pas-data/ripristino-in-corso/pas.db", "interrotto");
    let refused = desk.pas(&["records"]);
    assert!(
        refused.code == 2 && refused.stderr.contains("--replace"),
        "{refused}"
    );
    let restored = desk.pas(&["db", "restore", "copia.zip", "--replace"]);
    assert_eq!(restored.code, 0, "{restored}");
    assert_eq!(desk.pas(&["records"]).code, 0);
}

#[test]
fn a_copy_goes_through_a_pipe() {
    let desk = Desk::with_clerk();
    let piped = "\"$PAS\" db backup --out - | cat | \"$PAS\" --data-dir altrove db restore -";
    let ran = std::process::Command::new("sh")
        .args(["-c", piped])
        .current_dir(desk.path(""))
        .env("PAS", env!("CARGO_BIN_EXE_pas"))
        .output()
        .expect("a shell");
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let added = desk.pas(&["--data-dir", "altrove", "records"]);
    assert_eq!(added.code, 0, "the account is there: {added}");
}

#[test]
fn without_the_programs_of_postgresql_their_package_is_named() {
    let outcome = Desk::new().pas_with(
        &["db", "backup", "--out", "copia.zip"],
        &[
            ("PAS_DATABASE_URL", "postgres://pas@127.0.0.1:1/pas"),
            ("PATH", ""),
        ],
    );
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("postgresql-client"), "{outcome}");
}
