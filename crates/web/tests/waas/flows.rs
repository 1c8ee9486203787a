//! `GET /flussi`.

use axum::http::StatusCode;
use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::support::{Service, stamp};

/// What a reader meets who follows the cursor with this page size.
async fn follow(service: &Service, limit: u32) -> Vec<(i64, Value)> {
    let (mut since, mut met) = (0, Vec::new());
    loop {
        let page = service.page(since, limit).await;
        assert!(page.len() <= limit as usize);
        let Some(last) = page.last() else { return met };
        since = stamp(last);
        met.extend(
            page.iter()
                .map(|flow| (stamp(flow), flow["id_flusso"].clone())),
        );
    }
}

#[tokio::test]
async fn the_cursor_meets_every_flow_once() {
    let service = Service::open().await;
    let all = follow(&service, 100).await;
    assert!(all.len() >= 25);
    assert!(all.is_sorted_by(|one, next| one.0 < next.0));
    for limit in [1, 7, 10] {
        assert_eq!(follow(&service, limit).await, all, "limit {limit}");
    }
}

#[tokio::test]
async fn a_flow_is_what_the_openapi_says() {
    let service = Service::open().await;
    let flow = &service.page(0, 1).await[0];
    let mut members: Vec<&String> = flow.as_object().expect("an object").keys().collect();
    members.sort();
    assert_eq!(
        members,
        [
            "codice_ente",
            "denominazione_ente",
            "flusso",
            "id_flusso",
            "tipo",
            "ts_flusso"
        ]
    );
    let text = |member: &str| flow[member].as_str().expect("a text");
    assert_eq!(text("codice_ente").len(), 4);
    assert_eq!(text("ts_flusso").len(), "2026-11-23T08:00:00.000Z".len());
    assert!(["PS_PSA_SINA", "SINBA"].contains(&text("tipo")));
    let xml = BASE64.decode(text("flusso").as_bytes()).expect("base64");
    let xml = String::from_utf8(xml).expect("a text");
    assert!(xml.contains(text("id_flusso")), "{}", text("id_flusso"));
}

#[tokio::test]
async fn ten_flows_are_a_page_unless_another_number_is_given() {
    let service = Service::open().await;
    for (query, n) in [
        ("since=0", 10),
        ("since=0&max_entries=3", 3),
        ("since=0&max_entries=3&limit=2", 2),
        ("since=0&limit=0", 0),
        ("since=99999999999999999999", 0),
        ("since=100000000000000000000", 0),
    ] {
        let answer = service
            .call("GET", &format!("/waas/v1/flussi?{query}"))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("cache-control"), "no-store");
        let page = answer.json();
        assert_eq!(
            page["elenco_flussi"].as_array().map(Vec::len),
            Some(n),
            "{query}"
        );
    }
}

#[tokio::test]
async fn nothing_new_is_an_empty_list() {
    let service = Service::open().await;
    let all = follow(&service, 100).await;
    let last = all.last().expect("a flow").0;
    let path = format!("/waas/v1/flussi?since={last}");
    let answer = service.call("GET", &path).await;
    assert_eq!(answer.json(), json!({ "elenco_flussi": [] }));
}

#[tokio::test]
async fn a_query_that_is_not_allowed_is_told() {
    let service = Service::open().await;
    for (query, said) in [
        ("", "since"),
        ("?limit=5", "since"),
        ("?since=ieri", "da 0 a 100000000000000000000"),
        ("?since=0&since=0", "ripetuto"),
        ("?since=0&limit=101", "da 0 a 100"),
        ("?since=0&limit=-1", "da 0 a 100"),
        ("?since=0&max_entries=101", "max_entries"),
    ] {
        let answer = service
            .call("GET", &format!("/waas/v1/flussi{query}"))
            .await;
        let detail = answer.problem(StatusCode::BAD_REQUEST);
        assert!(detail.contains(said), "{query}: {detail}");
        assert_eq!(answer.header("x-ratelimit-limit"), "30000");
    }
}

#[tokio::test]
async fn a_head_leaves_no_flow_fetched() {
    let service = Service::open().await;
    let before = service.audit().await.len();
    let answer = service.call("HEAD", "/waas/v1/flussi?since=0").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/json");
    assert!(answer.bytes.is_empty());
    assert_eq!(service.audit().await.len(), before);
    let answer = service.call("HEAD", "/waas/v1/flussi").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_register_names_the_voucher_and_does_not_hold_it() {
    let service = Service::open().await;
    let voucher = service.voucher().sign();
    service.page(0, 2).await;
    let entries = service.audit().await;
    let entry = &entries[0];
    assert_eq!(entry.use_case, "serve_flows");
    assert!(
        entry
            .username
            .contains("00000000-0000-4000-8003-000000000001")
    );
    assert!(
        entry.detail.contains("limit 2: 2 flussi"),
        "{}",
        entry.detail
    );
    assert!(entry.detail.contains("jti 0000"), "{}", entry.detail);
    let head = voucher.split('.').next().expect("a head");
    assert!(!entry.detail.contains(head));
}

#[tokio::test]
async fn a_failure_tells_nothing_of_the_inside() {
    let service = Service::open().await;
    service.break_database();
    let answer = service.call("GET", "/waas/v1/flussi?since=0").await;
    assert_eq!(answer.problem(StatusCode::INTERNAL_SERVER_ERROR), "");
    let list = json!({ "elenco_esiti": Vec::<Value>::new() });
    let answer = service.notify(&list).await;
    assert_eq!(answer.problem(StatusCode::INTERNAL_SERVER_ERROR), "");
    let answer = service.call("GET", "/waas/v1/status").await;
    answer.problem(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), "30");
}
