//! Figures for programs: keys, every address against its own document, parts, tags, refusals.

use std::collections::BTreeSet;

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use pas_domain::actor::Role;
use pas_web::routes::ROUTES;
use serde_json::{Value, json};

use crate::support::{Answer, Browser, Portal};

const BY_BENEFIT: &str = "/api/v1/dati?misure=beneficiari,spesa&righe=prestazione&colonne=sesso";

fn json_of(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.bytes).expect("JSON")
}

/// The key that the page shows after `name` was asked for.
async fn make_key(browser: &Browser<'_>, name: &str) -> String {
    let page = browser
        .post("/chiavi", &format!("nome={name}&giorni=30"))
        .await;
    assert_eq!(page.status, StatusCode::CREATED, "{}", page.text());
    assert_eq!(page.header("cache-control"), "no-store");
    let text = page.text();
    let rest = text.split("<code>pas_").nth(1).expect("a key");
    format!("pas_{}", rest.split('<').next().expect("its end"))
}

fn bearer(key: &str) -> HeaderMap {
    let value = HeaderValue::try_from(format!("Bearer {key}")).expect("a header");
    HeaderMap::from_iter([(axum::http::header::AUTHORIZATION, value)])
}

async fn build(browser: &Browser<'_>) {
    let answer = browser.post("/analisi/edizione", "").await;
    assert_eq!(answer.location(), "/analisi", "{}", answer.text());
}

/// What the document says of the answer with `status` to a GET of `path`.
fn validator(document: &Value, path: &str, status: StatusCode) -> jsonschema::Validator {
    let answer = &document["paths"][path]["get"]["responses"][status.as_str()];
    let content = answer["content"].as_object();
    let content = content.unwrap_or_else(|| panic!("{path} has no answer {status}"));
    let (_, content) = content.iter().next().expect("a kind of content");
    let mut schema = content["schema"].clone();
    schema["components"] = document["components"].clone();
    jsonschema::draft202012::new(&schema).expect("a schema")
}

/// Path in the document, address, status of the answer.
const CASES: &[(&str, &str, StatusCode)] = &[
    (
        "/api/v1/openapi.json",
        "/api/v1/openapi.json",
        StatusCode::OK,
    ),
    ("/api/v1/edizioni", "/api/v1/edizioni", StatusCode::OK),
    (
        "/api/v1/edizioni",
        "/api/v1/edizioni?pagina=2",
        StatusCode::NOT_FOUND,
    ),
    (
        "/api/v1/edizioni/{numero}",
        "/api/v1/edizioni/1",
        StatusCode::OK,
    ),
    (
        "/api/v1/edizioni/{numero}",
        "/api/v1/edizioni/7",
        StatusCode::NOT_FOUND,
    ),
    (
        "/api/v1/edizioni/{numero}",
        "/api/v1/edizioni/uno",
        StatusCode::BAD_REQUEST,
    ),
    ("/api/v1/misure", "/api/v1/misure", StatusCode::OK),
    (
        "/api/v1/misure",
        "/api/v1/misure?lingua=it",
        StatusCode::BAD_REQUEST,
    ),
    ("/api/v1/livelli", "/api/v1/livelli", StatusCode::OK),
    (
        "/api/v1/livelli/{id}/valori",
        "/api/v1/livelli/comune/valori?cerca=val",
        StatusCode::OK,
    ),
    (
        "/api/v1/livelli/{id}/valori",
        "/api/v1/livelli/quartiere/valori",
        StatusCode::BAD_REQUEST,
    ),
    ("/api/v1/dati", BY_BENEFIT, StatusCode::OK),
    (
        "/api/v1/dati",
        "/api/v1/dati?misure=beneficiari&righe=comune&confronto=anno_prima&anno=2025",
        StatusCode::OK,
    ),
    (
        "/api/v1/dati",
        "/api/v1/dati?misure=beneficiari_per_mille&righe=anno",
        StatusCode::OK,
    ),
    (
        "/api/v1/dati",
        "/api/v1/dati?misure=beneficiari&anno=1861",
        StatusCode::UNPROCESSABLE_ENTITY,
    ),
    (
        "/api/v1/dati",
        "/api/v1/dati?misure=beneficiari&righe=anno,mese",
        StatusCode::UNPROCESSABLE_ENTITY,
    ),
    (
        "/api/v1/dati",
        "/api/v1/dati?misure=beneficiari&quartiere=1",
        StatusCode::BAD_REQUEST,
    ),
    (
        "/api/v1/dati",
        "/api/v1/dati?misure=beneficiari&misure=spesa",
        StatusCode::BAD_REQUEST,
    ),
    ("/api/v1/dati", "/api/v1/dati", StatusCode::BAD_REQUEST),
    (
        "/api/v1/dati",
        "/api/v1/dati?misure=beneficiari&edizione=9",
        StatusCode::NOT_FOUND,
    ),
    (
        "/api/v1/dati",
        "/api/v1/dati?misure=beneficiari&pagina=2",
        StatusCode::NOT_FOUND,
    ),
];

#[tokio::test]
async fn the_document_names_every_route_and_every_answer_is_as_it_says() {
    let portal = Portal::open().await;
    let planner = portal.sign_in(Role::Planner).await;
    build(&planner).await;
    let told = planner.get("/api/v1/openapi.json").await;
    let document = json_of(&told);
    let paths = document["paths"].as_object().expect("paths");
    let documented: BTreeSet<&str> = paths.keys().map(String::as_str).collect();
    let routed = ROUTES.iter().map(|route| route.path);
    let routed: BTreeSet<&str> = routed.filter(|path| path.starts_with("/api/")).collect();
    assert_eq!(documented, routed);

    let mut answered = BTreeSet::new();
    for &(path, address, status) in CASES {
        let answer = planner.get(address).await;
        assert_eq!(answer.status, status, "{address}: {}", answer.text());
        let kind = if status == StatusCode::OK {
            "application/json"
        } else {
            "application/problem+json"
        };
        assert_eq!(answer.header("content-type"), kind, "{address}");
        let body = json_of(&answer);
        let faults: Vec<String> = validator(&document, path, status)
            .iter_errors(&body)
            .map(|fault| format!("{} at {}", fault, fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{address}: {faults:?}");
        answered.insert(path);
    }
    assert_eq!(answered, documented, "an address that no case asks");
}

#[tokio::test]
async fn a_schema_refuses_what_is_not_as_it_says() {
    let portal = Portal::open().await;
    let planner = portal.sign_in(Role::Planner).await;
    let document = json_of(&planner.get("/api/v1/openapi.json").await);
    let list = validator(&document, "/api/v1/misure", StatusCode::OK);
    assert!(!list.is_valid(&json!({"measures": [{"id": "soldi"}]})));
    assert!(!list.is_valid(&json!({"measures": [], "more": 1})));
}

#[tokio::test]
async fn a_key_sees_what_its_owner_sees_and_opens_nothing_else() {
    let portal = Portal::open().await;
    let (clerk, planner) = (
        portal.sign_in(Role::Clerk).await,
        portal.sign_in(Role::Planner).await,
    );
    build(&planner).await;
    let stranger = portal.stranger();
    for (browser, protection) in [(&clerk, "esatti"), (&planner, "soglia")] {
        let key = make_key(browser, "Cruscotto").await;
        let answer = stranger.ask(Method::GET, BY_BENEFIT, bearer(&key)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(json_of(&answer)["protection"], protection);
        assert_eq!(
            answer.header("etag"),
            browser.get(BY_BENEFIT).await.header("etag")
        );
        let page = browser.get("/chiavi").await.text();
        assert!(!page.contains(&key), "a key is shown once");
        assert!(page.contains(&key[..16]), "{page}");
        // A key is for the addresses of programs alone.
        let elsewhere = stranger.ask(Method::GET, "/analisi", bearer(&key)).await;
        assert_eq!(elsewhere.status, StatusCode::SEE_OTHER);
        let head = stranger.ask(Method::HEAD, BY_BENEFIT, bearer(&key)).await;
        assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
        assert_eq!(head.header("etag"), answer.header("etag"));
    }
}

#[tokio::test]
async fn a_key_that_is_revoked_or_not_whole_is_refused() {
    let portal = Portal::open().await;
    let planner = portal.sign_in(Role::Planner).await;
    let key = make_key(&planner, "Foglio").await;
    let stranger = portal.stranger();
    let address = "/api/v1/misure";
    let good = stranger.ask(Method::GET, address, bearer(&key)).await;
    assert_eq!(good.status, StatusCode::OK);
    let last = if key.ends_with('0') { "1" } else { "0" };
    let changed = format!("{}{last}", &key[..key.len() - 1]);
    for wrong in [changed.as_str(), &key[..16], "pas_", "", "è", "x"] {
        let answer = stranger.ask(Method::GET, address, bearer(wrong)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong}");
        assert!(answer.header("www-authenticate").contains("invalid_token"));
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    // Who sends a wrong key is not let in by the session beside it.
    let both = planner.ask(Method::GET, address, bearer(&changed)).await;
    assert_eq!(both.status, StatusCode::UNAUTHORIZED);
    let none = stranger.get(address).await;
    assert_eq!(none.status, StatusCode::UNAUTHORIZED);
    assert_eq!(none.header("www-authenticate"), "Bearer realm=\"PAS\"");

    let clerk = portal.sign_in(Role::Clerk).await;
    let foreign = clerk.post("/chiavi/1/revoca", "").await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND, "another's key");
    let page = planner.get("/chiavi").await.text();
    let address_of_form = page.split("action=\"/chiavi/").nth(1).expect("a form");
    let id = address_of_form.split('/').next().expect("a number");
    let revoked = planner.post(&format!("/chiavi/{id}/revoca"), "").await;
    assert_eq!(revoked.location(), "/chiavi");
    let gone = stranger.ask(Method::GET, address, bearer(&key)).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn long_tables_come_in_parts() {
    let portal = Portal::open().await;
    let planner = portal.sign_in(Role::Planner).await;
    build(&planner).await;
    let question = "/api/v1/dati?misure=beneficiari&righe=prestazione";
    let whole = planner.get(question).await;
    assert_eq!(whole.header("link"), "", "all in one part");
    let told = json_of(&whole);
    let rows = told["figures"]["rows"].as_array().expect("rows").clone();
    assert!(rows.len() > 4, "{}", rows.len());
    assert_eq!(told["page"]["total"], rows.len());

    let mut address = format!("{question}&per_pagina=2");
    let (mut found, mut tags) = (Vec::new(), BTreeSet::new());
    loop {
        let answer = planner.get(&address).await;
        let part = json_of(&answer);
        assert_eq!(part["figures"]["whole"], told["figures"]["whole"]);
        let shown = part["figures"]["rows"].as_array().expect("rows");
        for of_rows in ["body", "row_totals"] {
            let lines = part["figures"][of_rows].as_array().expect("lines");
            assert_eq!(lines.len(), shown.len(), "{of_rows}");
        }
        found.extend(shown.iter().cloned());
        tags.insert(answer.header("etag").to_owned());
        let links = answer.header("link").to_owned();
        assert!(links.contains("rel=\"first\"") && links.contains("rel=\"last\""));
        let next = links.split(", ").find(|link| link.contains("rel=\"next\""));
        let Some(next) = next else { break };
        next[1..]
            .split('>')
            .next()
            .expect("an address")
            .clone_into(&mut address);
    }
    assert_eq!(found, rows);
    assert_eq!(tags.len(), rows.len().div_ceil(2));
}

#[tokio::test]
async fn programs_are_told_how_to_ask() {
    let portal = Portal::open().await;
    let planner = portal.sign_in(Role::Planner).await;
    let accept = HeaderMap::from_iter([(
        axum::http::header::ACCEPT,
        HeaderValue::from_static("text/html"),
    )]);
    for (method, address, headers, status) in [
        (
            Method::GET,
            "/api/v1/misure",
            accept,
            StatusCode::NOT_ACCEPTABLE,
        ),
        (
            Method::POST,
            "/api/v1/misure",
            HeaderMap::new(),
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (
            Method::GET,
            "/api/v1/nulla",
            HeaderMap::new(),
            StatusCode::NOT_FOUND,
        ),
    ] {
        let answer = planner.ask(method, address, headers).await;
        assert_eq!(answer.status, status, "{address}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(json_of(&answer)["status"], status.as_u16());
        let is_refused_method = status == StatusCode::METHOD_NOT_ALLOWED;
        assert_eq!(answer.header("allow").contains("GET"), is_refused_method);
    }
    let unknown = planner.get("/api/v1/misure").await;
    for part in ["accept", "authorization", "cookie"] {
        assert!(unknown.header("vary").contains(part));
    }
}
