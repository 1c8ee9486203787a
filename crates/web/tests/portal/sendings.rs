//! The way to INPS on the pages: numbers lead to records, refusals to values; publishing, the proof.

use axum::http::StatusCode;
use pas_domain::actor::Role;

use crate::support::{Browser, Portal};

/// Addresses below `prefix` with the words that lead there, from the tables of a page.
fn links(html: &str, prefix: &str) -> Vec<(String, String)> {
    let start = format!("<a href=\"{prefix}");
    let cells = html.split(&start).skip(1);
    cells
        .filter_map(|cell| {
            let (rest, words) = cell.split_once("\">")?;
            let words = words.split('<').next()?.to_owned();
            Some((format!("{prefix}{}", rest.replace("&#38;", "&")), words))
        })
        .collect()
}

fn is_number(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Follows every number of the page at `address` to the list of records; how many.
async fn follow_numbers(clerk: &Browser<'_>, address: &str) -> usize {
    let page = clerk.get(address).await.text();
    let numbers = links(&page, "/record?");
    let numbers = numbers.iter().filter(|(_, words)| is_number(words));
    let mut n_followed = 0;
    for (href, n) in numbers {
        let list = clerk.get(href).await.text();
        let found = format!("<p>{n} record trovat");
        assert!(list.contains(&found), "{address}: {n} at {href}");
        n_followed += 1;
    }
    n_followed
}

#[tokio::test]
async fn every_number_is_what_its_link_finds() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let deadline = "responsabile=Ada+Esempini&giorni_ps=400&giorni_sinba=";
    let set = clerk.post("/invii/scadenze", deadline).await;
    assert_eq!(set.location(), "/invii");
    for (address, at_least) in [
        ("/invii", 60),
        ("/invii?per=ufficio&anno=2024", 20),
        ("/invii?per=anno", 12),
        ("/invii?per=mese&prestazione=A2.12", 12),
        ("/invii/prova?anno=2023", 3),
    ] {
        let n = follow_numbers(&clerk, address).await;
        assert!(n >= at_least, "{address}: {n} numbers followed");
    }
}

#[tokio::test]
async fn a_refusal_leads_to_the_value_and_goes_again() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let home = clerk.get("/").await.text();
    assert!(
        home.contains("href=\"/invii#da-parte\""),
        "an outcome is set aside"
    );
    let groups = links(&home, "/invii/scartati?");
    assert!(!groups.is_empty(), "the day's work names the refusals");
    for (href, n) in groups {
        let list = clerk.get(&href).await.text();
        let records = links(&list, "/record/");
        let of_records = records.iter().filter(|(_, words)| words.starts_with("n."));
        assert_eq!(of_records.count().to_string(), n, "{href}");
    }
    let all = clerk.get("/invii/scartati").await.text();
    let values = links(&all, "/record/");
    let value = values.iter().find(|(href, _)| href.contains("#valore-"));
    let (href, _) = value.expect("a refusal names a value");
    let (path, anchor) = href.split_once('#').expect("an anchor");
    let record = clerk.get(path).await.text();
    assert!(record.contains(&format!("id=\"{anchor}\"")), "{href}");
    assert!(record.contains("Perché INPS ha scartato questo record?"));
    let id = path.trim_start_matches("/record/");
    let again = clerk.post("/invii/pubblica", &format!("record={id}")).await;
    assert_eq!(again.location(), path);
    let record = clerk.get(path).await.text();
    assert!(record.contains("1 record pubblicato: INPS"), "{record}");
    assert!(record.contains("Questo record aspetta che INPS lo prelevi"));
}

#[tokio::test]
async fn publishing_says_what_left() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let done = clerk.post("/invii/pubblica", "anno=2025").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let page = clerk.get("/invii?anno=2025").await.text();
    assert!(
        page.contains("record pubblicati: INPS li preleva"),
        "{page}"
    );
    let again = clerk.post("/invii/pubblica", "anno=2025").await;
    assert_eq!(again.location(), "/invii");
    let page = clerk.get("/invii").await.text();
    assert!(
        page.contains("Non c&#39;era niente da pubblicare."),
        "{page}"
    );
    for nonsense in ["anno=ieri", "record=uno"] {
        let refused = clerk.post("/invii/pubblica", nonsense).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{nonsense}");
    }
    let nobody = clerk.post("/invii/pubblica", "record=999999").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    let wrong = clerk.post("/invii/scadenze", "giorni_ps=presto").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_proof_names_no_person_and_leaves_whole() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let page = clerk.get("/invii/prova?anno=2023").await;
    assert_eq!(page.header("cache-control"), "no-store");
    let text = page.text();
    for part in [
        "D.Lgs. 147/2017, art. 24 c. 5",
        "Ada Esempini",
        "Foglio 1 di",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("href=\"/persone/"));
    let csv = clerk.get("/invii/prova?anno=2023&csv=invii").await.text();
    let n_lines = csv.lines().count();
    assert!(n_lines > 201, "more than a sheet: {n_lines}");
    let sha = csv.lines().nth(1).and_then(|line| line.rsplit(';').next());
    assert_eq!(sha.map(str::len), Some(64), "each line ends in its hash");
    let worker = portal.sign_in(Role::SocialWorker).await;
    let page = worker.get("/invii").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("/invii/prova"));
}
