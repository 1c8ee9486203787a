//! Every route for every role; every form without its secret; every link of every page.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

use crate::support::{Answer, Browser, Portal};
use axum::http::StatusCode;
use pas_domain::actor::Role;
use pas_web::routes::{Access, ROUTES, Route, Verb};

/// Pages that one role's crawl opens at most, and how many of one kind.
const N_PAGES: usize = 400;
const N_OF_A_KIND: usize = 12;

fn path(route: &Route) -> String {
    let known = route.path.replace("/livelli/{id}", "/livelli/comune");
    known
        .replace("{id}", "1")
        .replace("{numero}", "1")
        .replace("{codice}", "A1.07")
}

/// Opens a route as its page would: a form with its secret, and nothing filled in.
async fn open(browser: &Browser<'_>, route: &Route) -> Answer {
    match route.verb {
        Verb::Get => browser.get(&path(route)).await,
        Verb::Post if takes_files(route) => browser.upload(&path(route), &[], ("", b"")).await,
        Verb::Post => browser.post(&path(route), "").await,
    }
}

fn takes_files(route: &Route) -> bool {
    matches!(
        route.path,
        "/importazioni" | "/controlla" | "/flussi/{id}/caricamento" | "/flussi/{id}/esito"
    )
}

/// Whether programs ask there: they are refused in JSON, and are not sent to sign in.
fn is_for_programs(route: &Route) -> bool {
    route.path.starts_with("/api/")
}

fn is_sign_out(route: &Route) -> bool {
    route.path == "/uscita"
}

#[tokio::test]
async fn each_role_opens_what_its_rule_says_and_nothing_else() {
    let portal = Portal::open().await;
    let mut browsers = Vec::new();
    for &role in Role::ALL {
        browsers.push((role, portal.sign_in(role).await));
    }
    let mut heading = format!("{:<36}{:>10} ", "", "nessuno");
    for role in Role::ALL {
        let _ = write!(heading, "{:>14}", role.name());
    }
    println!("{heading}");
    // Signing out ends the session, so it comes last.
    let routes = ROUTES.iter().filter(|route| !is_sign_out(route));
    for route in routes.chain(ROUTES.iter().filter(|route| is_sign_out(route))) {
        let stranger = open(&portal.stranger(), route).await;
        let expected = match (route.access, route.verb) {
            (Access::Anyone, Verb::Get) => StatusCode::OK,
            (Access::Anyone, Verb::Post) => StatusCode::FORBIDDEN,
            (Access::Signed(_), Verb::Get) if is_for_programs(route) => StatusCode::UNAUTHORIZED,
            (Access::Signed(_), Verb::Get) => StatusCode::SEE_OTHER,
            (Access::Signed(_), Verb::Post) => StatusCode::UNAUTHORIZED,
        };
        assert_eq!(stranger.status, expected, "nobody at {}", route.path);
        let mut line = format!(
            "{:<6}{:<30}{:>10} ",
            format!("{:?}", route.verb),
            route.path,
            stranger.status.as_u16()
        );
        for (role, browser) in &browsers {
            let answer = open(browser, route).await;
            let _ = write!(line, "{:>14}", answer.status.as_u16());
            let is_denied = answer.status == StatusCode::FORBIDDEN;
            if route.access != Access::Anyone {
                assert_eq!(
                    is_denied,
                    !route.is_open_to(*role),
                    "{role:?} at {}",
                    route.path
                );
            }
            assert!(
                !answer.status.is_server_error(),
                "{role:?} at {}: {}",
                route.path,
                answer.text()
            );
            if is_denied && is_for_programs(route) {
                let kind = answer.header("content-type");
                assert_eq!(kind, "application/problem+json", "{}", route.path);
            } else if is_denied {
                assert!(
                    answer.text().contains("<h1>"),
                    "a refusal is a page with words"
                );
            }
        }
        println!("{line}");
    }
}

#[tokio::test]
async fn a_form_without_its_secret_changes_nothing() {
    let portal = Portal::open().await;
    for &role in Role::ALL {
        let browser = portal.sign_in(role).await;
        for route in ROUTES.iter().filter(|route| route.verb == Verb::Post) {
            for body in ["", "segreto=", "segreto=indovinato"] {
                let answer = browser.post_raw(&path(route), body).await;
                assert_eq!(
                    answer.status,
                    StatusCode::FORBIDDEN,
                    "{role:?} {} {body}",
                    route.path
                );
            }
        }
        assert_eq!(
            browser.get("/").await.status,
            StatusCode::OK,
            "{role:?} is still signed in"
        );
    }
}

/// Whether a part of a path is the code of a benefit, such as `A1.07`.
fn is_benefit(part: &str) -> bool {
    part.starts_with(|letter: char| letter.is_ascii_uppercase()) && part.contains('.')
}

/// The kind of a page: its path with numbers and codes left out, and the names of what it is asked.
fn kind(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path: Vec<&str> = path
        .split('/')
        .map(|part| {
            if part.parse::<i64>().is_ok() {
                "{id}"
            } else if is_benefit(part) {
                "{codice}"
            } else {
                part
            }
        })
        .collect();
    let names: Vec<&str> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .collect();
    format!("{}?{}", path.join("/"), names.join("&"))
}

/// What any page owes its readers.
fn assert_sound(address: &str, answer: &Answer) {
    let html = answer.text();
    assert_eq!(html.matches("<h1>").count(), 1, "{address}: one h1");
    assert!(html.contains("<html lang=\"it\">"), "{address}: in Italian");
    assert!(
        !html.contains(" style=") && !html.contains("<style"),
        "{address}: no inline style"
    );
    for script in html.split("<script").skip(1) {
        assert!(script.starts_with(" src="), "{address}: no inline script");
    }
    let ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let different: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), different.len(), "{address}: an id stands once");
    for part in html.split("aria-labelledby=\"").skip(1) {
        for id in part.split('"').next().unwrap_or("").split(' ') {
            assert!(
                different.contains(id),
                "{address}: {id} labels something and is not there"
            );
        }
    }
    for part in html.split("<label for=\"").skip(1) {
        let id = part.split('"').next().unwrap_or("");
        assert!(
            different.contains(id),
            "{address}: a label for {id}, which is not there"
        );
    }
    for table in html.split("<table").skip(1) {
        assert!(
            table.contains("<caption"),
            "{address}: a table without caption"
        );
    }
}

#[tokio::test]
async fn every_link_of_every_page_leads_somewhere() {
    let portal = Portal::open().await;
    for &role in Role::ALL {
        let browser = portal.sign_in(role).await;
        let mut waiting = VecDeque::from(["/".to_owned()]);
        let mut known = BTreeSet::from(["/".to_owned()]);
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        let mut n_opened = 0;
        while let Some(address) = waiting.pop_front().filter(|_| n_opened < N_PAGES) {
            let answer = browser.get(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{role:?}: {address}");
            n_opened += 1;
            if !answer.is_page() {
                continue;
            }
            assert_sound(&address, &answer);
            for link in answer.links() {
                let of_kind = kinds.entry(kind(&link)).or_default();
                if *of_kind < N_OF_A_KIND && known.insert(link.clone()) {
                    *of_kind += 1;
                    waiting.push_back(link);
                }
            }
        }
        println!(
            "{}: {n_opened} pages and files of {} kinds",
            role.name(),
            kinds.len()
        );
    }
}
