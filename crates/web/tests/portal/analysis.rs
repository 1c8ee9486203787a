//! Questions to an edition: the page without one, the first one built, the answer for people and programs.

use axum::http::StatusCode;
use pas_domain::actor::Role;
use serde_json::Value;

use crate::support::{Answer, Browser, Portal};

const BY_BENEFIT: &str = "misure=beneficiari,spesa&righe=prestazione&colonne=sesso";

fn json(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.bytes).expect("JSON")
}

/// Builds the first edition, as the page's button does.
async fn build(browser: &Browser<'_>) {
    let answer = browser.post("/analisi/edizione", "").await;
    assert_eq!(answer.location(), "/analisi", "{}", answer.text());
}

/// The words between `from` and `to`, each time that they stand there.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    let parts = text.split(from).skip(1);
    parts.filter_map(|part| part.split(to).next()).collect()
}

#[tokio::test]
async fn without_an_edition_the_page_offers_to_build_one() {
    let portal = Portal::open().await;
    let worker = portal.sign_in(Role::SocialWorker).await;
    let page = worker.get("/analisi").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Non c'è ancora nessuna edizione"));
    assert!(!page.text().contains("Costruisci la prima edizione"));
    let none = worker.get(&format!("/api/v1/dati?{BY_BENEFIT}")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);

    let planner = portal.sign_in(Role::Planner).await;
    let page = planner.get("/analisi").await.text();
    assert!(page.contains("Costruisci la prima edizione"));
    build(&planner).await;
    let page = planner.get("/analisi").await.text();
    for part in [
        "Costruita l&#39;edizione 1",
        "<h1>Beneficiari e spesa totale per prestazione, 20",
        "risultano ",
        "(edizione 1).",
        "Riservatezza",
        "href=\"/analisi.csv?misure=beneficiari,spesa",
        "name=\"righe\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let page = planner.get("/analisi").await;
    let of_analysis = |link: &String| link.starts_with("/analisi") || link.starts_with("/api");
    let links: Vec<String> = page.links().into_iter().filter(of_analysis).collect();
    assert!(links.len() >= 5, "files and orders: {links:?}");
    for link in links {
        assert_eq!(planner.get(&link).await.status, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn a_form_leads_to_the_grammar_and_a_mistake_keeps_the_form() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    build(&clerk).await;
    let sent = "/analisi?misure=beneficiari&misure=spesa&righe=eta&colonne=&anno=&sesso=F";
    assert_eq!(
        clerk.get(sent).await.location(),
        "/analisi?misure=beneficiari,spesa&righe=eta&sesso=F"
    );
    for (question, status, words) in [
        (
            "misure=soldi&sesso=F",
            StatusCode::BAD_REQUEST,
            "La misura «soldi» non esiste",
        ),
        (
            "misure=spesa&sesso=F&anno=1861",
            StatusCode::BAD_REQUEST,
            "1861",
        ),
        (
            "misure=spesa&sesso=F&edizione=9",
            StatusCode::NOT_FOUND,
            "edizione 9",
        ),
    ] {
        let page = clerk.get(&format!("/analisi?{question}")).await;
        assert_eq!(page.status, status, "{question}");
        let html = page.text();
        assert!(html.contains(words), "{question}: {html}");
        assert!(
            html.contains("<option value=\"F\" selected>"),
            "{question}: the form is kept"
        );
    }
}

#[tokio::test]
async fn what_is_hidden_has_no_value_anywhere() {
    let portal = Portal::open().await;
    let planner = portal.sign_in(Role::Planner).await;
    build(&planner).await;
    let question = "misure=beneficiari,spesa&righe=prestazione&colonne=eta";
    let told = json(&planner.get(&format!("/api/v1/dati?{question}")).await);
    let lines = |name: &str| told["figures"][name].as_array().expect("lines").clone();
    let body = lines("body").into_iter();
    let cells = body.flat_map(|row| row.as_array().expect("cells").clone());
    let cells = cells.chain(lines("row_totals"));
    let figures: Vec<Value> = cells
        .flat_map(|cell| cell.as_array().expect("figures").clone())
        .collect();
    let n_hidden = figures.iter().filter(|figure| figure.is_string()).count();
    assert!(n_hidden > 0, "few people are in some cell");
    let is_known = |figure: &Value| *figure == "oscurato" || figure.is_number();
    assert!(figures.iter().all(is_known));

    let page = planner.get(&format!("/analisi?{question}")).await.text();
    let table = between(&page, "<tbody>", "</tbody>");
    let hidden = between(table[0], "pas-riservato\">", "</td>");
    assert_eq!(hidden.len(), n_hidden);
    assert!(hidden.iter().all(|cell| *cell == "oscurato"));
    // No attribute holds a figure; what a drawing says is held against the table by the outsider.
    assert!(!page.contains("data-valore") && !page.contains("title="));
    let csv = planner.get(&format!("/analisi.csv?{question}")).await;
    let named = csv.header("content-disposition");
    assert!(
        named.contains("filename=\"pas-beneficiari-e-spesa-") && named.contains("-ed1.csv\""),
        "{named}"
    );
    assert!(csv.text().matches("oscurato").count() >= n_hidden);
    let sheet = planner.get(&format!("/analisi.xlsx?{question}")).await;
    assert!(sheet.bytes.starts_with(b"PK"));
}

#[tokio::test]
async fn programs_get_json_with_a_tag_for_each_protection() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let planner = portal.sign_in(Role::Planner).await;
    build(&planner).await;
    let address = format!("/api/v1/dati?{BY_BENEFIT}");
    let mut tags = Vec::new();
    for browser in [&clerk, &planner] {
        let answer = browser.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/json");
        assert!(answer.header("cache-control").contains("private"));
        let tag = answer.header("etag").to_owned();
        let again = browser.get_unless(&address, &tag).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert!(again.bytes.is_empty() && again.header("etag") == tag);
        // The same question in other words is the same answer.
        let turned = "/api/v1/dati?colonne=sesso&righe=prestazione&misure=beneficiari,spesa";
        assert_eq!(browser.get(turned).await.header("etag"), tag);
        tags.push((tag, json(&answer)["protection"].clone()));
    }
    assert_ne!(tags[0], tags[1]);
    assert_eq!(tags[0].1, "esatti");
    assert_eq!(tags[1].1, "soglia");
    assert_ne!(
        tags[0].0, tags[1].0,
        "what is exact is not what is protected"
    );
    let crossed = planner.get_unless(&address, &tags[0].0).await;
    assert_eq!(crossed.status, StatusCode::OK);
}

#[tokio::test]
async fn programs_are_told_what_is_wrong() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    build(&clerk).await;
    let administrator = portal.sign_in(Role::Administrator).await;
    let stranger = portal.stranger();
    for (browser, question, status, words) in [
        (&clerk, "", StatusCode::BAD_REQUEST, "Manca «misure»"),
        (
            &clerk,
            "misure=soldi",
            StatusCode::BAD_REQUEST,
            "«misure» non può essere «soldi»",
        ),
        (
            &clerk,
            "misure=spesa&edizione=9",
            StatusCode::NOT_FOUND,
            "edizione 9",
        ),
        (
            &administrator,
            "misure=spesa",
            StatusCode::FORBIDDEN,
            "Serve a chi ha",
        ),
        (
            &stranger,
            "misure=spesa",
            StatusCode::UNAUTHORIZED,
            "la sessione non c'è",
        ),
    ] {
        let answer = browser.get(&format!("/api/v1/dati?{question}")).await;
        assert_eq!(answer.status, status, "{question}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(answer.header("cache-control").contains("private"));
        let problem = json(&answer);
        assert_eq!(problem["status"], status.as_u16());
        let detail = problem["detail"].as_str().expect("words");
        assert!(detail.contains(words), "{detail}");
    }
}
