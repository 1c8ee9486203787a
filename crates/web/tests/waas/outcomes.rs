//! `POST /esiti`.

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use serde_json::{Value, json};

use crate::support::Service;

fn outcome(flow: &Value) -> Value {
    json!({
        "id_flusso": flow["id_flusso"],
        "ts_flusso": flow["ts_flusso"],
        "ts_acquisizione": "2026-11-23T09:00:00.000Z",
        "tipo": flow["tipo"],
        "codice_esito": "OK",
        "id_acquisizione_siuss": "22738",
    })
}

#[tokio::test]
async fn outcomes_are_taken_and_the_same_again_change_nothing() {
    let service = Service::open().await;
    let flows = service.page(0, 3).await;
    let list = json!({ "elenco_esiti": flows.iter().map(outcome).collect::<Vec<_>>() });
    for taken in ["3 esiti nuovi, 0 già noti", "0 esiti nuovi, 3 già noti"] {
        let answer = service.notify(&list).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert!(answer.bytes.is_empty());
        let entries = service.audit().await;
        assert_eq!(entries[0].use_case, "take_outcomes");
        assert!(
            entries[0].detail.starts_with(taken),
            "{}",
            entries[0].detail
        );
    }
}

#[tokio::test]
async fn an_outcome_of_nobody_is_taken_and_set_aside() {
    let service = Service::open().await;
    let mut stranger = outcome(&service.page(0, 1).await[0]);
    stranger["id_flusso"] = json!("Z999.PS.20260101.0000001\0");
    stranger["descrizione_esito"] = json!("\0");
    let answer = service.notify(&json!({ "elenco_esiti": [stranger] })).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let entries = service.audit().await;
    assert!(
        entries[0].detail.contains("1 messi da parte"),
        "{}",
        entries[0].detail
    );
}

#[tokio::test]
async fn an_empty_list_is_a_list() {
    let service = Service::open().await;
    for list in [json!({}), json!({ "elenco_esiti": [] })] {
        assert_eq!(service.notify(&list).await.status, StatusCode::NO_CONTENT);
    }
}

#[tokio::test]
async fn a_fault_names_position_and_member_and_takes_nothing() {
    let service = Service::open().await;
    let good = outcome(&service.page(0, 1).await[0]);
    let mut bad = good.clone();
    bad["codice_esito"] = json!("FORSE ROSSI MARIO");
    let before = service.audit().await.len();
    let answer = service
        .notify(&json!({ "elenco_esiti": [good, bad] }))
        .await;
    let detail = answer.problem(StatusCode::BAD_REQUEST);
    assert!(detail.contains("posizione 2"), "{detail}");
    assert!(detail.contains("«codice_esito»"), "{detail}");
    assert!(!detail.contains("ROSSI"), "{detail}");
    assert_eq!(service.audit().await.len(), before);
}

#[tokio::test]
async fn a_body_that_is_none_is_told() {
    let service = Service::open().await;
    let many = json!({ "elenco_esiti": vec![json!({}); 101] }).to_string();
    for (body, said) in [
        ("", "JSON"),
        ("{", "JSON"),
        ("{\"elenco_esiti\":\"\u{fffd}", "JSON"),
        ("[]", "oggetto"),
        ("null", "oggetto"),
        (r#"{"elenco_esiti":{}}"#, "elenco"),
        (r#"{"elenco_esiti":[],"altro":1}"#, "membro"),
        (r#"{"elenco_esiti":[1]}"#, "posizione 1"),
        (many.as_str(), "101"),
    ] {
        let answer = service.post(body.as_bytes().to_vec()).await;
        let detail = answer.problem(StatusCode::BAD_REQUEST);
        assert!(detail.contains(said), "{body}: {detail}");
    }
    let answer = service.post(b"{\"elenco_esiti\":\"\xff\"}".to_vec()).await;
    answer.problem(StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn only_json_is_taken() {
    let service = Service::open().await;
    for (media_type, encoding, status) in [
        (Some("application/json"), None, StatusCode::NO_CONTENT),
        (
            Some("Application/JSON; charset=UTF-8"),
            None,
            StatusCode::NO_CONTENT,
        ),
        (None, None, StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (Some("text/plain"), None, StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (
            Some("application/jsonp"),
            None,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (
            Some("application/problem+json"),
            None,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (
            Some("application/json; charset=utf-16"),
            None,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (
            Some("application/json"),
            Some("gzip"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
    ] {
        let mut request = service.request("POST", "/waas/v1/esiti");
        if let Some(media_type) = media_type {
            request = request.header(CONTENT_TYPE, media_type);
        }
        if let Some(encoding) = encoding {
            request = request.header(CONTENT_ENCODING, encoding);
        }
        let request = request.body(Body::from("{}")).expect("a request");
        let answer = service.send(request).await;
        assert_eq!(answer.status, status, "{media_type:?} {encoding:?}");
        if status != StatusCode::NO_CONTENT {
            answer.problem(status);
        }
    }
}

#[tokio::test]
async fn a_body_has_its_size() {
    let service = Service::open_with(|options| options.max_body_bytes = 200).await;
    let mut body = b"{}".to_vec();
    body.resize(200, b' ');
    assert_eq!(
        service.post(body.clone()).await.status,
        StatusCode::NO_CONTENT
    );
    body.push(b' ');
    let detail = service
        .post(body)
        .await
        .problem(StatusCode::PAYLOAD_TOO_LARGE);
    assert!(detail.contains("200"), "{detail}");
}
