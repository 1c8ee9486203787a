//! Pages in other languages: the Italian one is left as it is, the others say what they are.

use axum::http::header::{ACCEPT_LANGUAGE, HOST};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use pas_domain::actor::Role;

use crate::support::{Answer, Browser, Portal};

/// Pages of every kind that a planner opens.
const PATHS: [&str; 7] = [
    "/",
    "/domande",
    "/domande/spesa",
    "/domande/isee",
    "/analisi?misure=beneficiari,spesa&righe=comune&anno=2025",
    "/guida",
    "/non-c-e",
];

async fn ask(browser: &Browser<'_>, path: &str, language: &'static str) -> Answer {
    let mut headers = HeaderMap::new();
    headers.insert(HOST, HeaderValue::from_static("pas.example"));
    headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(language));
    browser.ask(Method::GET, path, headers).await
}

#[tokio::test]
async fn an_italian_page_is_byte_for_byte_what_it_was() {
    let portal = portal_with_edition().await;
    let planner = portal.sign_in(Role::Planner).await;
    for path in PATHS {
        let plain = planner.get_plain(path).await.text();
        let (before, after) = plain
            .split_once("<!-- lingue -->")
            .expect("room for the menu");
        for language in ["it", "it-IT,it;q=0.9,de;q=0.8", "en", "*"] {
            let answer = ask(&planner, path, language).await;
            let page = answer.text();
            assert_eq!(answer.header("content-language"), "it", "{path}");
            let menu = page
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(after));
            let menu = menu.unwrap_or_else(|| panic!("{path} in {language} is another page"));
            assert!(
                menu.starts_with("<nav") && menu.ends_with("</nav>"),
                "{menu}"
            );
        }
    }
}

#[tokio::test]
async fn another_language_is_said_and_figures_stay() {
    let portal = portal_with_edition().await;
    let planner = portal.sign_in(Role::Planner).await;
    let mut n = 0;
    for path in PATHS {
        let italian = planner.get(path).await;
        let german = ask(&planner, path, "de").await;
        assert_eq!(german.status, italian.status, "{path}");
        assert_eq!(german.header("content-language"), "de", "{path}");
        assert!(german.header("vary").contains("accept-language"), "{path}");
        let page = german.text();
        assert!(
            page.contains("<html lang=\"de\">") && page.contains(">Abmelden<"),
            "{path}"
        );
        let figures = |page: &str| -> Vec<String> {
            let cells = page.split("<td class=\"pas-cifra\">").skip(1);
            cells
                .map(|rest| rest.split('<').next().unwrap_or("").to_owned())
                .collect()
        };
        n += figures(&page).len();
        assert_eq!(figures(&page), figures(&italian.text()), "{path}");
    }
    assert!(n > 50, "only {n} figures are compared");
}

/// A portal whose clerk has built an edition, so that questions have answers.
async fn portal_with_edition() -> Portal {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let built = clerk.post("/analisi/edizione", "").await;
    assert_eq!(built.status, StatusCode::SEE_OTHER, "{}", built.text());
    portal
}

#[tokio::test]
async fn files_and_answers_to_programs_stay_italian() {
    let portal = portal_with_edition().await;
    let planner = portal.sign_in(Role::Planner).await;
    for path in [
        "/analisi.csv?misure=spesa&righe=anno",
        "/spesa?per=comune&csv=spesa",
        "/api/v1/misure",
        "/piano-di-zona.odt",
    ] {
        let (italian, german) = (planner.get(path).await, ask(&planner, path, "de").await);
        assert_eq!(german.header("content-language"), "", "{path}");
        assert!(!italian.is_page(), "{path}: {}", italian.text());
        if italian.header("content-type").starts_with("text/csv") {
            assert_eq!(german.bytes, italian.bytes, "{path}");
        }
    }
}

#[tokio::test]
async fn the_choice_is_kept_and_leads_back_to_our_pages_alone() {
    let portal = Portal::open().await;
    let stranger = portal.stranger();
    for (path, status, location) in [
        (
            "/lingua?scelta=de&verso=%2Fdomande%3Fanno%3D2024",
            StatusCode::SEE_OTHER,
            "/domande?anno=2024",
        ),
        (
            "/lingua?scelta=it&verso=%2Faccesso",
            StatusCode::SEE_OTHER,
            "/accesso",
        ),
        (
            "/lingua?scelta=de&verso=%2F%2Faltro.example",
            StatusCode::SEE_OTHER,
            "/",
        ),
        ("/lingua?scelta=de", StatusCode::SEE_OTHER, "/"),
        ("/lingua?scelta=xx&verso=%2F", StatusCode::NOT_FOUND, ""),
        ("/lingua", StatusCode::NOT_FOUND, ""),
    ] {
        let answer = stranger.get(path).await;
        assert_eq!(
            (answer.status, answer.location()),
            (status, location),
            "{path}"
        );
        let cookie = answer.header("set-cookie");
        let is_kept = cookie.starts_with("pas_lingua=")
            && cookie.contains("HttpOnly; SameSite=Lax; Max-Age=");
        assert_eq!(is_kept, status == StatusCode::SEE_OTHER, "{path}: {cookie}");
    }
}
