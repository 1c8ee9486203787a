//! What the pages do with a real installation: headers, sign-in, files in, searches, flows out.

use crate::support::Portal;
use axum::http::StatusCode;
use pas_domain::actor::Role;

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    for path in [
        "/accesso",
        "/",
        "/persone",
        "/record",
        "/spesa",
        "/non-c-e",
        "/assets/x/y.css",
    ] {
        let answer = clerk.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'self'") && !policy.contains("unsafe"),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    }
    for (path, keeping) in [
        ("/persone", "no-store"),
        ("/record", "no-store"),
        ("/accesso", "no-store"),
        ("/spesa", "private, no-cache"),
    ] {
        assert_eq!(
            clerk.get(path).await.header("cache-control"),
            keeping,
            "{path}"
        );
    }
    assert_eq!(clerk.get("/non-c-e").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        clerk.get("/record/999999").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(clerk.get("/record/uno").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_session_begins_with_the_right_password_and_ends_at_once() {
    let portal = Portal::open().await;
    let wrong = portal
        .stranger()
        .try_sign_in("operatore", "sbagliata-del-tutto")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("value=\"operatore\"") && !wrong.text().contains("sbagliata"));
    let onward = portal.stranger().get("/record?stato=pronto").await;
    assert_eq!(
        onward.location(),
        "/accesso?verso=%2Frecord%3Fstato%3Dpronto"
    );

    let clerk = portal.sign_in(Role::Clerk).await;
    assert_eq!(clerk.post("/uscita", "").await.location(), "/accesso");
    assert_eq!(clerk.get("/record").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let answer = clerk.post_from_elsewhere("/record/deriva").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_that_is_too_large_says_the_limit() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let answer = clerk.post("/record/deriva", &"x".repeat(3_000_000)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text().contains("<h1>I file sono troppo grandi</h1>"));
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing_and_says_so() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let file = b"Protocollo;Alunno;CF alunno;Mese;Costo;Quota famiglia\r\n;;CODICE-FINTO;03/2025;60,00;20,00\r\n";
    let fields = [("ufficio", "scuola")];
    let first = clerk
        .upload("/importazioni", &fields, ("mensa_prova.csv", file))
        .await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    let accounting = "1 riga: 0 usate + 1 messa da parte.";
    assert!(first.text().contains(accounting), "{}", first.text());
    let second = clerk
        .upload("/importazioni", &fields, ("copia.csv", file))
        .await;
    assert!(
        second.text().contains("Era già stato importato"),
        "{}",
        second.text()
    );

    let rubbish = clerk
        .upload(
            "/importazioni",
            &fields,
            ("foto.csv", b"\x89PNG\r\n\x1a\n\0\0"),
        )
        .await;
    assert_eq!(rubbish.status, StatusCode::OK);
    assert!(rubbish.text().contains("non letto"), "{}", rubbish.text());
    let nobody = clerk
        .upload("/importazioni", &[], ("mensa.csv", file))
        .await;
    assert_eq!(nobody.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_is_searched_never_stands_in_an_address() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let all = clerk.get("/persone").await.text();
    let name = all
        .split("<a href=\"/persone/")
        .nth(1)
        .and_then(|rest| rest.split(['>', '<', ' ']).nth(1));
    let name = name.expect("a person in the list").to_owned();
    let answer = clerk.post("/persone", &format!("cerca={name}")).await;
    assert_eq!(answer.location(), "/persone?ricerca=1");
    let found = clerk.get("/persone?ricerca=1").await;
    assert!(found.text().contains(&format!("«{name}»")), "{name}");
    for link in found.links() {
        assert!(
            !link.to_lowercase().contains(&name.to_lowercase()),
            "{link}"
        );
    }
    let lost = clerk.get("/persone?ricerca=99").await.text();
    assert!(lost.contains("non è più in memoria"));
}

#[tokio::test]
async fn tables_leave_as_csv_whole() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    for (path, heading) in [
        ("/record?csv=record", "Record;Persona;Prestazione"),
        ("/persone?csv=persone", "Cognome e nome;Codice fiscale"),
        ("/spesa?per=comune&csv=spesa", "Comune di residenza;Spesa"),
        ("/?csv=invii", "Prestazione;Attesi"),
    ] {
        let answer = clerk.get(path).await;
        assert!(
            answer
                .header("content-disposition")
                .starts_with("attachment"),
            "{path}"
        );
        assert!(
            answer
                .text()
                .trim_start_matches('\u{feff}')
                .starts_with(heading),
            "{path}"
        );
    }
    let excel = clerk.get("/spesa?per=anno&xlsx=spesa").await;
    assert!(
        excel.bytes.starts_with(b"PK")
            && excel.header("content-disposition").contains("spesa.xlsx")
    );
    let n_lines = clerk.get("/record?csv=record").await.text().lines().count();
    assert!(n_lines > 51, "the CSV holds more than one page: {n_lines}");
    assert_eq!(
        clerk.get("/record?csv=altro").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_flow_is_written_downloaded_and_checked() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let written = clerk.post("/flussi", "tipo=PS&anno=").await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text());
    let flow = written.location().to_owned();
    assert!(
        clerk
            .get(&flow)
            .await
            .text()
            .contains("scaricalo e caricalo sul portale INPS")
    );
    let file = clerk.get(&format!("{flow}/scarica")).await;
    assert_eq!(file.status, StatusCode::OK);
    let checked = clerk
        .upload("/controlla", &[], ("flusso.xml", &file.bytes))
        .await
        .text();
    assert!(
        checked.contains("Nessun errore: INPS può accettarlo."),
        "{checked}"
    );
    let broken = clerk
        .upload("/controlla", &[], ("flusso.xml", b"<Flusso>"))
        .await;
    assert_eq!(broken.status, StatusCode::OK);
    assert!(broken.text().contains("da correggere"));
}

#[tokio::test]
async fn an_upload_is_registered_and_answered_on_its_page() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let written = clerk.post("/flussi", "tipo=PS&anno=2025").await;
    let flow = written.location().to_owned();
    let csv = clerk.get(&format!("{flow}/csv")).await;
    let name = csv.header("content-disposition").to_owned();
    assert!(name.contains("CSV-di-lavoro_non-per-INPS.csv"), "{name}");
    assert!(csv.text().starts_with("\u{feff}CodiceFiscale;Cognome;"));

    let (form, answer) = (format!("{flow}/caricamento"), format!("{flow}/esito"));
    let early = clerk
        .upload(&answer, &[("esito", "accettati")], ("", b""))
        .await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (day, number, status) in [
        ("ieri", "INPS.1", StatusCode::BAD_REQUEST),
        ("24/11/2026", "INPS.1", StatusCode::UNPROCESSABLE_ENTITY),
        ("2026-11-23", "", StatusCode::UNPROCESSABLE_ENTITY),
        ("23/11/2026", "INPS.1", StatusCode::SEE_OTHER),
        ("2026-11-23", "INPS.2", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let fields = [("giorno", day), ("ricevuta", number)];
        let paper = ("ricevuta.pdf", &b"%PDF-1.4"[..]);
        let said = clerk.upload(&form, &fields, paper).await;
        assert_eq!(said.status, status, "{day} {number}: {}", said.text());
    }
    let page = clerk.get(&flow).await;
    for words in ["ricevuta n. <span class=\"pas-codice\">INPS.1", "in attesa"] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let receipt = page
        .links()
        .into_iter()
        .find(|link| link.starts_with("/ricevute/"));
    let receipt = clerk.get(&receipt.expect("a receipt")).await;
    assert_eq!(receipt.bytes, b"%PDF-1.4");

    let wrong = [("esito", "tranne"), ("scartati", "0 non va")];
    let said = clerk.upload(&answer, &wrong, ("", b"")).await;
    assert!(said.text().contains("La posizione 0") || said.text().contains("la posizione 0"));
    let right = [("esito", "tranne"), ("scartati", "1; importo non coerente")];
    let said = clerk.upload(&answer, &right, ("", b"")).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
    let page = clerk.get(&flow).await;
    for words in ["1 scartato", "importo non coerente", "con scarti"] {
        assert!(page.text().contains(words), "{words}");
    }
    let again = clerk.post("/flussi", "tipo=PS&anno=2025").await;
    assert_eq!(
        again.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing is left"
    );
    let refused = clerk.post("/flussi", "tipo=PS&anno=2025&scartati=si").await;
    assert_eq!(
        refused.status,
        StatusCode::SEE_OTHER,
        "but what was refused"
    );
}

#[tokio::test]
async fn a_planner_sees_no_small_figure() {
    let portal = Portal::open().await;
    let planner = portal.sign_in(Role::Planner).await;
    let page = planner.get("/spesa?per=comune").await.text();
    assert!(
        page.contains("oscurato"),
        "the small district has small comuni: {page}"
    );
    assert!(
        !page.contains("href=\"/record"),
        "no way from figures to people"
    );
}

#[tokio::test]
async fn a_number_is_what_its_link_finds() {
    let portal = Portal::open().await;
    let clerk = portal.sign_in(Role::Clerk).await;
    let home = clerk.get("/").await.text();
    let mut n_followed = 0;
    for cell in home.split("<a href=\"/record?").skip(1) {
        let (query, rest) = cell.split_once("\">").expect("a link");
        let number = rest.split('<').next().unwrap_or("");
        let is_state = query.contains("stato=") && !query.contains("stato=&");
        if !is_state || number.contains(|c: char| !c.is_ascii_digit() && c != '.') {
            continue;
        }
        let page = clerk
            .get(&format!("/record?{}", query.replace("&#38;", "&")))
            .await
            .text();
        let found = format!("<p>{number} record trovat");
        assert!(page.contains(&found), "{number} at {query}");
        n_followed += 1;
    }
    assert!(n_followed > 20, "{n_followed} numbers followed");
}
