//! `pas collect`: reads an e-service over HTTP with a voucher, says what came of it, and goes on after
//! it was stopped or killed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Child;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use insta::assert_snapshot;
use pas_authority::{Authority, Client, Purpose, SigningKey, system_clock};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::support::Desk;

const PAGE: &str = include_str!("../fixtures/pagina.json");

/// A made-up PDND, an e-service and a desk with an observatory that reads it.
struct Scene {
    desk: Desk,
    ente: Ente,
    _pdnd: Runtime,
}

/// A made-up e-service: says each call before it answers.
struct Ente {
    calls: Receiver<String>,
    outcomes: Arc<Mutex<Vec<Value>>>,
}

impl Scene {
    fn new(flows: Vec<Value>) -> Self {
        let pdnd = Runtime::new().expect("a runtime");
        let authority = pdnd.block_on(Authority::start(system_clock()));
        let key = SigningKey::from_seed(7);
        authority.register(Client {
            id: "client".to_owned(),
            consumer_id: "osservatorio".to_owned(),
            keys: vec![("chiave".to_owned(), key.public_pem())],
            purposes: vec![Purpose {
                id: "finalita".to_owned(),
                audience: "https://ente.example/waas/v1".to_owned(),
                producer_id: None,
                eservice_id: None,
                voucher_seconds: None,
            }],
        });
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let desk = Desk::with_clerk();
        desk.put("chiave.pem", key.to_pem());
        desk.put("enti.toml", registry(&authority, port));
        Self {
            desk,
            ente: Ente::start(listener, flows),
            _pdnd: pdnd,
        }
    }

    /// What the observatory holds, every flow with it.
    fn held(&self) -> Value {
        let shown = self
            .desk
            .pas(&["collect", "--show", "--flows", "--format", "json"]);
        assert_eq!(shown.code, 0, "{shown}");
        let shown: Value = serde_json::from_str(&shown.stdout).expect("JSON");
        shown["enti"][0].clone()
    }
}

fn registry(authority: &Authority, port: u16) -> String {
    format!(
        "[pdnd]\ntoken_url = \"{}\"\nclient_id = \"client\"\nkey_id = \"chiave\"\n\
         key_file = \"chiave.pem\"\nassertion_audience = \"{}\"\n\n\
         [limits]\npage_size = 2\nmax_retries = 0\n\n\
         [[ente]]\ncode = \"M320\"\nname = \"Ambito di Prova\"\n\
         url = \"http://127.0.0.1:{port}/waas/v1\"\npurpose_id = \"finalita\"\n",
        authority.token_url(),
        authority.assertion_audience()
    )
}

impl Ente {
    fn start(listener: TcpListener, flows: Vec<Value>) -> Self {
        let (said, calls) = channel();
        let outcomes = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&outcomes);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                // A caller who was killed half-way leaves nothing to answer.
                let _ = answer(stream, &flows, &kept, &said);
            }
        });
        Self { calls, outcomes }
    }
}

fn answer(
    stream: TcpStream,
    flows: &[Value],
    outcomes: &Mutex<Vec<Value>>,
    said: &Sender<String>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? <= 2 {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let _ = said.send(first.clone());
    let (status, body) = if first.starts_with("POST") {
        let notice: Value = serde_json::from_slice(&body)?;
        let came = notice["elenco_esiti"].as_array().expect("a list").clone();
        outcomes.lock().expect("sound").extend(came);
        (204, String::new())
    } else {
        let (_, since) = first.split_once("since=").expect("a place");
        let since: i64 = since
            .split(' ')
            .next()
            .unwrap_or("")
            .parse()
            .expect("a number");
        let after = flows.iter().filter(|flow| stamp(flow) > since).take(2);
        let page: Vec<&Value> = after.collect();
        (200, json!({ "elenco_flussi": page }).to_string())
    };
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status} -\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
    reader.get_mut().write_all((head + &body).as_bytes())
}

fn stamp(flow: &Value) -> i64 {
    let stamp = flow["ts_flusso"].as_str().expect("a stamp");
    let stamp: jiff::Timestamp = stamp.parse().expect("an instant");
    stamp.as_millisecond()
}

fn page() -> Vec<Value> {
    let page: Value = serde_json::from_str(PAGE).expect("JSON");
    page["elenco_flussi"].as_array().expect("a list").clone()
}

/// The flows of the page and some more like the second, so that there are several pages.
fn pages() -> Vec<Value> {
    let mut flows = page();
    for n in 3..=7 {
        let mut flow = flows[1].clone();
        flow["id_flusso"] = json!(format!("M320DEMO.PS.20261123.{n:07}"));
        flow["ts_flusso"] = json!(format!("2026-11-23T09:00:00.{n:03}Z"));
        flows.push(flow);
    }
    flows
}

#[test]
fn one_round_reads_everything_and_says_so() {
    let scene = Scene::new(page());
    assert_snapshot!(
        "round",
        scene
            .desk
            .pas(&["collect", "--enti", "enti.toml", "--once"])
    );
    assert_snapshot!(
        "round_again",
        scene
            .desk
            .pas(&["collect", "--enti", "enti.toml", "--once"])
    );
    let held = scene.held();
    assert_eq!((&held["flows"], &held["accepted"]), (&json!(2), &json!(1)));
    assert_eq!(
        (&held["in_force"], &held["to_deliver"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(held["fault"], Value::Null);
    let flows = held["flow_list"].as_array().expect("a list");
    let outcomes = scene.ente.outcomes.lock().expect("sound").clone();
    for (flow, outcome) in flows.iter().zip(&outcomes) {
        assert_eq!(flow["name"], outcome["id_flusso"]);
        assert_eq!(flow["outcome"], outcome["codice_esito"]);
        assert_eq!(flow["text"], outcome["descrizione_esito"]);
    }
    let shown = scene.desk.pas(&["collect", "--show"]);
    assert!(
        shown
            .stdout
            .contains("2 flussi, 1 acquisito (1 in vigore), 1 scartato; 0 esiti"),
        "{shown}"
    );
}

#[test]
fn an_ente_that_cannot_be_read_is_named() {
    let desk = Desk::with_clerk();
    desk.put("chiave.pem", SigningKey::from_seed(7).to_pem());
    let registry = "[pdnd]\ntoken_url = \"http://127.0.0.1:1/token\"\nclient_id = \"c\"\n\
                    key_id = \"k\"\nkey_file = \"chiave.pem\"\nassertion_audience = \"a\"\n\
                    [limits]\nmax_retries = 0\n\
                    [[ente]]\ncode = \"M320\"\nname = \"Ambito di Prova\"\n\
                    url = \"http://127.0.0.1:1/waas/v1\"\npurpose_id = \"p\"\n";
    desk.put("enti.toml", registry);
    assert_snapshot!(
        "unreachable",
        desk.pas(&["collect", "--enti", "enti.toml", "--once"])
    );
    desk.put("enti.toml", registry.replace("[limits]", "[limiti]"));
    assert_snapshot!(
        "bad_registry",
        desk.pas(&["collect", "--enti", "enti.toml", "--once"])
    );
    assert_snapshot!(
        "no_registry",
        desk.pas(&["collect", "--enti", "altro.toml", "--once"])
    );
    desk.put("enti.toml", registry.replace("chiave.pem", "altra.pem"));
    assert_eq!(
        desk.pas(&["collect", "--enti", "enti.toml", "--once"]).code,
        2
    );
    assert_snapshot!(
        "nothing_held",
        Desk::with_clerk().pas(&["collect", "--show"])
    );
}

/// Starts a collector and lets it make `n_calls` calls.
fn running(scene: &Scene, arguments: &[&str], n_calls: usize) -> Child {
    let mut all = vec!["collect", "--enti", "enti.toml"];
    all.extend(arguments);
    let child = scene.desk.start(&all);
    for _ in 0..n_calls {
        scene.ente.calls.recv().expect("a call");
    }
    child
}

#[test]
fn a_killed_collector_goes_on_where_it_was() {
    for n_calls in 1..=6 {
        let scene = Scene::new(pages());
        let mut child = running(&scene, &["--once"], n_calls);
        child.kill().expect("killed");
        child.wait().expect("ended");
        let ended = scene
            .desk
            .pas(&["collect", "--enti", "enti.toml", "--once"]);
        assert_eq!(ended.code, 0, "{ended}");
        let held = scene.held();
        let flows = held["flow_list"].as_array().expect("a list");
        let names: Vec<_> = flows.iter().map(|flow| flow["name"].clone()).collect();
        let published: Vec<_> = pages()
            .iter()
            .map(|flow| flow["id_flusso"].clone())
            .collect();
        assert_eq!(names, published, "killed at call {n_calls}");
        assert_eq!(held["to_deliver"], 0);
        let outcomes = scene.ente.outcomes.lock().expect("sound").clone();
        for flow in flows {
            let of_flow = |outcome: &&Value| outcome["id_flusso"] == flow["name"];
            let told: Vec<_> = outcomes.iter().filter(of_flow).collect();
            assert!(!told.is_empty(), "no outcome, killed at call {n_calls}");
            assert!(told.iter().all(|outcome| outcome == &told[0]));
        }
    }
}

#[test]
#[cfg(unix)]
fn a_collector_that_is_asked_to_stop_stops() {
    let scene = Scene::new(page());
    // Two pages, the outcomes; then it waits for its next round.
    let mut child = running(&scene, &[], 3);
    let asked = std::process::Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(asked.expect("kill runs").success());
    let ended = child.wait().expect("ended");
    assert_eq!(ended.code(), Some(0));
    assert_eq!(scene.held()["flows"], 2);
}
