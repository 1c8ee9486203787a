//! `pas serve` and `pas doctor` with the e-service for INPS: what is missing, and what answers.

use std::io::{BufRead as _, BufReader, Lines, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use pas_authority::{Authority, SigningKey, system_clock};

use crate::support::Desk;

const CONSUMER: &str = "00000000-0000-4000-8003-000000000001";
const IDENTITY: &str = "Codice ente;Denominazione;Sede legale;CF operatore\r\n\
                        L762PROVA;Comune di Prova;L762;RSSMRA85T10A562S\r\n";

/// A configuration with the e-service, any port, keys in a file beside it.
fn configuration() -> String {
    format!(
        "[web]\nlisten = \"127.0.0.1:0\"\n[waas]\nlisten = \"127.0.0.1:0\"\n\
         [pdnd]\nissuer = \"pdnd.example.it\"\naudience = \"https://ente.example.it/waas/v1\"\n\
         jwks = \"chiavi.json\"\nconsumer_id = \"{CONSUMER}\"\n"
    )
}

fn authority() -> Authority {
    Authority::new("pdnd.example.it", SigningKey::from_seed(1), system_clock())
}

/// An installation that can answer INPS.
fn ready() -> Desk {
    let desk = Desk::with_clerk();
    desk.put("ente.csv", IDENTITY);
    let imported = desk.pas(&["import", "--office", "siuss", "ente.csv"]);
    assert_eq!(imported.code, 0, "{imported}");
    desk.put("pas-data/pas.toml", configuration());
    desk.put("pas-data/chiavi.json", authority().jwks().to_string());
    desk
}

#[test]
fn without_a_whole_pdnd_there_is_no_service() {
    let desk = ready();
    for key in ["issuer", "audience", "jwks", "consumer_id"] {
        let all = configuration();
        let without = all.lines().filter(|line| !line.starts_with(key));
        let without: Vec<&str> = without.collect();
        desk.put("pas-data/pas.toml", without.join("\n"));
        let served = desk.pas(&["serve"]);
        assert_eq!(served.code, 2, "{served}");
        assert!(
            served.stderr.contains(&format!("in [pdnd] manca «{key}»")),
            "{served}"
        );
        assert_eq!(served.stdout, "");
        let looked = desk.pas(&["doctor"]);
        assert_eq!(looked.code, 1, "{looked}");
        assert!(
            looked.stdout.contains(&format!("in [pdnd] manca «{key}»")),
            "{looked}"
        );
    }
}

#[test]
fn without_an_ente_that_inps_can_know_there_is_no_service() {
    let desk = Desk::with_clerk();
    desk.put("pas-data/pas.toml", configuration());
    let looked = desk.pas(&["doctor"]);
    assert_eq!(looked.code, 1, "{looked}");
    assert!(
        looked.stdout.contains("pas import --office siuss"),
        "{looked}"
    );
    // The portal opens all the same: the ente's file may come through it.
    let mut said = Said::of(&desk);
    let line = said.lines.next().expect("it goes on").expect("a line");
    assert!(line.starts_with("Il portale è aperto su "), "{line}");
    drop(said);
    let desk = ready();
    let served = desk.pas_with(&["serve"], &[("PAS_WAAS_ENTE", "H501")]);
    assert_eq!(served.code, 2, "{served}");
    assert!(served.stderr.contains("L762PROVA"), "{served}");
}

#[test]
fn the_doctor_tells_of_the_service_and_its_keys() {
    let desk = ready();
    let looked = desk.pas(&["doctor"]);
    assert_eq!(looked.code, 0, "{looked}");
    for said in [
        "bene      servizio WaaS: Comune di Prova (L762PROVA), ascolta su 127.0.0.1:0; l'indirizzo è libero",
        "bene      chiavi PDND: una chiave",
    ] {
        assert!(looked.stdout.contains(said), "{looked}");
    }
    desk.put("pas-data/chiavi.json", "{}");
    let looked = desk.pas(&["doctor"]);
    assert_eq!(looked.code, 1, "{looked}");
    assert!(looked.stdout.contains("da curare chiavi PDND:"), "{looked}");
    desk.put(
        "pas-data/pas.toml",
        configuration().replace("[waas]\nlisten = \"127.0.0.1:0\"\n", ""),
    );
    let looked = desk.pas(&["doctor"]);
    assert_eq!(looked.code, 1, "{looked}");
    assert!(
        looked.stdout.contains("in [waas] manca «listen»"),
        "{looked}"
    );
}

#[test]
fn a_port_in_use_stops_portal_and_service() {
    let desk = ready();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    for variable in ["PAS_WAAS_LISTEN", "PAS_WEB_LISTEN"] {
        let served = desk.pas_with(&["serve"], &[(variable, &address)]);
        assert_eq!(served.code, 2, "{served}");
        assert!(
            served
                .stderr
                .contains("un altro programma usa già questa porta"),
            "{served}"
        );
    }
}

/// `pas serve` with both its addresses.
struct Serving {
    said: Said,
    portal: String,
    waas: String,
}

/// `pas serve` at work, and what it says; it ends with the test.
struct Said {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Said {
    fn of(desk: &Desk) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pas"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PAS_")) {
            command.env_remove(name);
        }
        command.arg("serve").current_dir(desk.path("."));
        command.stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the binary runs");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        Self { child, lines }
    }
}

impl Drop for Said {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Serving {
    fn start(desk: &Desk) -> Self {
        let mut said = Said::of(desk);
        let (mut portal, mut waas) = (String::new(), String::new());
        while portal.is_empty() || waas.is_empty() {
            let line = said.lines.next().expect("it goes on").expect("a line");
            let address = line.split_once("http://").expect("an address").1.to_owned();
            if line.starts_with("Il portale è aperto su ") {
                portal = address;
            } else {
                waas = address.replace("/waas/v1", "");
            }
        }
        Self { said, portal, waas }
    }

    /// The answer to a call, head and body.
    fn call(address: &str, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(address).expect("a connection");
        let call =
            format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\r\n");
        stream.write_all(call.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

#[test]
fn portal_and_service_are_apart_and_stop_together() {
    let desk = ready();
    let mut serving = Serving::start(&desk);
    let (portal, waas) = (&serving.portal, &serving.waas);
    let voucher = authority().voucher(system_clock()()).sign();
    let bearer = format!("Authorization: Bearer {voucher}\r\n");
    for (address, path, headers, status) in [
        (waas, "/waas/v1/status", "", "200"),
        (waas, "/waas/v1/flussi?since=0", "", "401"),
        (waas, "/waas/v1/flussi?since=0", &*bearer, "200"),
        (waas, "/accesso", &bearer, "404"),
        (portal, "/accesso", "", "200"),
        (portal, "/waas/v1/status", "", "404"),
    ] {
        let answer = Serving::call(address, path, headers);
        let begins = format!("HTTP/1.1 {status}");
        assert!(answer.starts_with(&begins), "{path}: {answer}");
    }
    let flows = Serving::call(waas, "/waas/v1/flussi?since=0", &bearer);
    assert!(flows.ends_with("\r\n\r\n{\"elenco_flussi\":[]}"), "{flows}");
    let id = serving.said.child.id().to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status();
    assert!(told.expect("told").success());
    assert!(serving.said.child.wait().expect("an end").success());
}

#[test]
fn who_publishes_by_itself_must_be_allowed_to() {
    let desk = ready();
    let every = ("PAS_WAAS_PUBLISH_EVERY_MINUTES", "60");
    for (variables, said) in [
        (&[every][..], "manca «publish_as»"),
        (&[every, ("PAS_WAAS_PUBLISH_AS", "nessuno")], "«nessuno»"),
        (&[("PAS_WAAS_PUBLISH_EVERY_MINUTES", "0")], "da 1 a 1440"),
    ] {
        let served = desk.pas_with(&["serve"], variables);
        assert_eq!(served.code, 2, "{served}");
        assert!(served.stderr.contains(said), "{served}");
    }
}

#[test]
fn what_is_ready_is_published_by_itself() {
    let desk = ready();
    desk.put(
        "anagrafe.csv",
        "Codice fiscale;Cognome;Nome;Sesso;Data di nascita;Luogo di nascita;Cittadinanza;Comune di residenza\r\n\
         PRVDAA50C49L762M;PROVALDI;ADA;F;09/03/1950;Vergato;380;Vergato\r\n",
    );
    desk.put(
        "contributi.csv",
        "C.F.;Codice;Protocollo;Data mandato;Importo;In carico;Area;Prova dei mezzi\r\n\
         PRVDAA50C49L762M;A1.04;CON/1;15/05/2024;100,00;No;;4\r\n",
    );
    for (office, file) in [
        ("anagrafe", "anagrafe.csv"),
        ("contributi", "contributi.csv"),
    ] {
        let imported = desk.pas(&["import", "--office", office, file]);
        assert_eq!(imported.code, 0, "{imported}");
    }
    let automatic = "publish_every_minutes = 60\npublish_as = \"operatore\"\n[pdnd]";
    let all = configuration().replace("[pdnd]", automatic);
    desk.put("pas-data/pas.toml", all);
    let mut said = Said::of(&desk);
    let published = said.lines.find(|line| {
        let line = line.as_ref().expect("a line");
        line.starts_with("Pubblicazione automatica")
    });
    let published = published.expect("said").expect("a line");
    assert!(
        published.contains("1 record, 0 cancellazioni"),
        "{published}"
    );
}
