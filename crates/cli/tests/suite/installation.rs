//! `pas user`, `pas db`, `pas doctor`, `pas serve`: an installation made, looked after, and broken.

use std::net::TcpListener;

use insta::assert_snapshot;
use sqlx::{Connection, Executor, SqliteConnection};

use crate::support::{Desk, Outcome, PASSWORD};

fn add(desk: &Desk, arguments: &[&str], password: &str) -> Outcome {
    let arguments = [&["user", "add"][..], arguments].concat();
    desk.pas_with(&arguments, &[("PAS_PASSWORD", password)])
}

#[test]
fn an_account_wants_a_long_password_and_a_name_of_its_own() {
    let desk = Desk::new();
    let clerk = ["anna", "--role", "clerk", "--ente", "Comune di Esempio"];
    let outcomes = [
        ("short", add(&desk, &clerk, "corta")),
        ("empty", add(&desk, &clerk, "")),
        ("good", add(&desk, &clerk, PASSWORD)),
        ("again", add(&desk, &clerk, PASSWORD)),
        (
            "nothing typed",
            desk.pas(&["user", "add", "bruno", "--role", "clerk"]),
        ),
    ];
    let told: Vec<String> = outcomes
        .iter()
        .map(|(name, outcome)| format!("=== {name}\n{outcome}"))
        .collect();
    let told = told.join("\n");
    assert!(!told.contains(PASSWORD), "a password was printed");
    assert_snapshot!(told);
}

#[test]
fn without_records_there_is_no_flow_to_write() {
    let desk = Desk::with_clerk();
    assert_snapshot!("no_records_as_text", desk.pas(&["records"]));
    assert_snapshot!("no_records", desk.pas(&["records", "--format", "json"]));
    assert_snapshot!("no_flow", desk.pas(&["flow", "write", "--out", "invio"]));
}

#[test]
fn the_doctor_finds_a_new_installation_well_but_for_the_ente() {
    let desk = Desk::with_clerk();
    assert_snapshot!(desk.pas(&["doctor"]).without_numbers());
}

#[test]
fn the_doctor_names_the_key_of_the_configuration_that_is_wrong() {
    const CONFIGURATIONS: &[(&str, &str)] = &[
        ("unknown key", "[web]\nporta = 8080\n"),
        ("unknown section", "porta = 8080\n"),
        ("no section", "web = \"127.0.0.1:8080\"\n"),
        ("another kind", "[web]\nlisten = 8080\n"),
        ("yes for true", "[web]\nhttps = \"yes\"\n"),
        ("not TOML", "[web]\nlisten = \"127.0.0.1:8080\n"),
    ];
    let desk = Desk::new();
    let told: Vec<String> = CONFIGURATIONS
        .iter()
        .map(|(name, text)| {
            desk.put("pas-data/pas.toml", text);
            let outcome = desk.pas(&["doctor"]);
            assert_eq!(outcome.code, 1, "{name}");
            format!("=== {name}\n{outcome}")
        })
        .collect();
    assert_snapshot!(told.join("\n"));
    assert_snapshot!(
        "no_such_file",
        desk.pas(&["--config", "manca.toml", "doctor"])
    );
    desk.put(
        "pas-data/pas.toml",
        "[web]\nlisten = \"127.0.0.1:9090\"\nhttps = true\n",
    );
    let good = desk.pas(&["doctor"]);
    assert!(
        good.code == 0 && good.stdout.contains("127.0.0.1:9090"),
        "{good}"
    );
}

#[test]
fn a_broken_translation_is_told_with_its_line_and_opens_no_portal() {
    let desk = Desk::with_clerk();
    let text = "msgid \"Esci\"\nmsgstr \"Raus\"\n\nmsgid \"Nel {1}\"\nmsgstr \"Im Jahr\"\n";
    desk.put("pas-data/traduzioni/de.po", text);
    for command in [&["doctor"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        let outcome = desk.pas(command);
        assert_ne!(outcome.code, 0, "{outcome}");
        let told = outcome.to_string();
        assert!(
            told.contains("de.po, riga 4: alla traduzione manca il segnaposto {1}"),
            "{outcome}"
        );
    }
}

#[test]
fn the_environment_goes_before_the_file() {
    let desk = Desk::new();
    desk.put("pas-data/pas.toml", "[web]\nlisten = \"127.0.0.1:9090\"\n");
    let outcome = desk.pas_with(&["doctor"], &[("PAS_WEB_LISTEN", "127.0.0.1:7070")]);
    assert!(outcome.stdout.contains("127.0.0.1:7070"), "{outcome}");
    let wrong = desk.pas_with(&["doctor"], &[("PAS_WEB_HTTPS", "yes")]);
    assert!(
        wrong.code == 1 && wrong.stdout.contains("PAS_WEB_HTTPS"),
        "{wrong}"
    );
}

#[test]
fn the_doctor_tells_every_fault_of_what_does_not_open() {
    let desk = Desk::with_clerk();
    desk.put("pas-data/segreti/pseudonimi.key", "guasta");
    desk.put("pas-data/catalogo/countries.csv", "non è un elenco");
    desk.put("pas-data/tracciati/nostro.toml", "non è un tracciato");
    desk.put("pas-data/pas.toml", "[pdnd]\naudience = \"a\"\n");
    let outcome = desk.pas(&["doctor"]);
    assert_eq!(outcome.code, 1);
    let faults = outcome
        .stdout
        .lines()
        .filter(|line| line.starts_with("da curare"));
    assert_eq!(faults.count(), 4, "{outcome}");
    let kept = std::fs::read(desk.path("pas-data/segreti/pseudonimi.key")).expect("still there");
    assert_eq!(kept, b"guasta");
}

#[test]
fn a_damaged_key_of_pseudonyms_is_not_replaced() {
    let desk = Desk::with_clerk();
    desk.put("pas-data/segreti/pseudonimi.key", "guasta");
    assert_snapshot!("damaged_key", desk.pas(&["doctor"]));
    assert_eq!(desk.pas(&["records"]).code, 2);
    let kept = std::fs::read(desk.path("pas-data/segreti/pseudonimi.key")).expect("still there");
    assert_eq!(kept, b"guasta");
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    let desk = Desk::with_clerk();
    let url = format!("sqlite:{}", desk.path("pas-data/pas.db").display());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let mut database = SqliteConnection::connect(&url).await.expect("opened");
        let later = "INSERT INTO schema_version (number, name) VALUES (9999, 'di domani')";
        database.execute(later).await.expect("written");
        database.close().await.expect("closed");
    });
    assert_snapshot!("newer_doctor", desk.pas(&["doctor"]).without_numbers());
    assert_snapshot!(
        "newer_migrate",
        desk.pas(&["db", "migrate"]).without_numbers()
    );
}

#[test]
fn the_archive_is_brought_up_to_date() {
    assert_snapshot!(Desk::with_clerk().pas(&["db", "migrate"]));
}

#[test]
fn a_port_in_use_is_told() {
    let desk = Desk::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let outcome = desk.pas(&["serve", "--listen", &address]);
    assert_snapshot!(outcome.without_numbers());
}
