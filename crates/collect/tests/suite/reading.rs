//! Reading: page after page, each flow once, and what an e-service must not do.

use std::time::Duration;

use pas_domain::sending::OutcomeCode;
use serde_json::{Value, json};

use crate::fake_ente::{Answer, FakeEnte};
use crate::flows::{NINE, benefit, entry, insertions, name};
use crate::world::{World, on_both};

#[tokio::test]
async fn every_flow_is_read_once_page_after_page() {
    on_both(page_after_page).await;
}

async fn page_after_page(mut world: World) {
    world.limits.page_size = 3;
    let ente = FakeEnte::start("L219", insertions("L219", 1, 7)).await;
    let visit = world.visit(&ente).await;
    assert_eq!(visit.fault, None);
    assert_eq!(
        (visit.n_accepted, visit.n_refused, visit.n_delivered),
        (7, 0, 7)
    );
    let targets: Vec<_> = ente
        .received()
        .into_iter()
        .map(|call| call.target)
        .collect();
    let since = |n: i64| if n == 0 { 0 } else { NINE + n };
    let page = |n| format!("/waas/v1/flussi?limit=3&since={}", since(n));
    assert_eq!(
        targets,
        [
            page(0),
            page(3),
            page(6),
            page(7),
            "/waas/v1/esiti".to_owned()
        ]
    );
    let again = world.visit(&ente).await;
    assert_eq!(
        (again.n_accepted, again.n_delivered, again.fault),
        (0, 0, None)
    );
    let targets: Vec<_> = ente
        .received()
        .into_iter()
        .map(|call| call.target)
        .collect();
    assert_eq!(targets, [page(7)], "reads on from where it stopped");
    ente.publish(insertions("L219", 8, 9));
    assert_eq!(world.visit(&ente).await.n_accepted, 2);
    assert_eq!(world.stamps("L219").await, (1..=9).collect::<Vec<_>>());
    assert_eq!(world.authority.n_voucher_requests(), 3, "one a collector");
}

#[tokio::test]
async fn a_call_carries_its_voucher_and_nothing_else_does() {
    let world = World::new().await;
    let ente = FakeEnte::start("L219", insertions("L219", 1, 1)).await;
    world.visit(&ente).await;
    let calls = ente.received();
    assert_eq!(calls.len(), 3);
    for call in calls {
        assert!(
            call.authorization.starts_with("Bearer ey"),
            "{}",
            call.method
        );
        let token = &call.authorization["Bearer ".len()..];
        assert!(!call.target.contains(token) && !call.body.contains(token));
    }
}

#[tokio::test]
async fn each_verdict_is_stored_with_its_flow() {
    on_both(six_verdicts).await;
}

async fn six_verdicts(world: World) {
    let flows = vec![
        benefit("L219", 1, "I", 100),
        entry("L219", 2, "non è base64"),
        benefit("L219", 3, "I", 100),
        benefit("L219", 4, "C", 100),
        benefit("L219", 5, "C", 100),
        benefit("L219", 6, "I", 200),
    ];
    let ente = FakeEnte::start("L219", flows).await;
    let visit = world.visit(&ente).await;
    assert_eq!((visit.n_accepted, visit.n_refused), (3, 3));
    let flows = world.flows("L219").await;
    let codes: Vec<_> = flows.iter().map(|flow| flow.outcome.name()).collect();
    assert_eq!(
        codes,
        [
            "OK",
            "RICHIESTA_INVALIDA",
            "DATI_NON_TROVATI",
            "OK",
            "DATI_NON_TROVATI",
            "OK"
        ]
    );
    let in_force: Vec<_> = flows
        .iter()
        .filter(|flow| flow.is_in_force)
        .map(|flow| flow.ts - NINE)
        .collect();
    assert_eq!(in_force, [6]);
    let line = world.line("L219").await;
    assert_eq!((line.n_flows, line.n_accepted, line.n_refused), (6, 3, 3));
    assert_eq!(
        (line.n_in_force, line.n_to_deliver, line.since),
        (1, 0, NINE + 6)
    );
}

/// A page in which something is wrong from one flow on.
struct Faulty {
    what: &'static str,
    page: Vec<Value>,
    /// Flows that are good before it, of those that are new.
    n_good: usize,
    said: &'static str,
}

fn with(mut flow: Value, key: &str, value: Value) -> Value {
    flow[key] = value;
    flow
}

#[expect(clippy::too_many_lines, reason = "a table is as long as its cases")]
fn faulty_pages() -> Vec<Faulty> {
    let new = |n| benefit("L219", n, "I", 1000 + n);
    let faulty = |what, page, n_good, said| Faulty {
        what,
        page,
        n_good,
        said,
    };
    vec![
        faulty(
            "repeated page",
            vec![new(1), new(2)],
            0,
            "non è successivo a since",
        ),
        faulty(
            "before since",
            vec![new(3), new(1)],
            1,
            "non è successivo a since",
        ),
        faulty("out of order", vec![new(3), new(5), new(4)], 2, "in ordine"),
        faulty(
            "a stamp twice",
            vec![
                new(3),
                with(new(4), "ts_flusso", new(3)["ts_flusso"].clone()),
            ],
            1,
            "un ts_flusso suo",
        ),
        faulty(
            "a name twice",
            vec![new(3), with(new(4), "id_flusso", json!(name("L219", 3)))],
            1,
            "una volta sola",
        ),
        faulty(
            "a name read before",
            vec![with(new(3), "id_flusso", json!(name("L219", 1)))],
            0,
            "una volta sola",
        ),
        faulty(
            "a stranger's flow",
            vec![new(3), benefit("H501", 4, "I", 4)],
            1,
            "codice_ente «H501»",
        ),
        faulty(
            "no name",
            vec![with(new(3), "id_flusso", Value::Null)],
            0,
            "posizione 1 della pagina id_flusso non è un testo",
        ),
        faulty(
            "no stamp",
            vec![new(3), with(new(4), "ts_flusso", json!("ieri"))],
            1,
            "ts_flusso non è data e ora",
        ),
        faulty(
            "a finer stamp",
            vec![with(
                new(3),
                "ts_flusso",
                json!("2026-11-23T10:00:00.0001Z"),
            )],
            0,
            "più fine",
        ),
        faulty(
            "a strange kind",
            vec![with(new(3), "tipo", json!("PSA"))],
            0,
            "tipo non è PS_PSA_SINA",
        ),
        faulty(
            "no flow",
            vec![with(new(3), "flusso", Value::Null)],
            0,
            "flusso non è un testo",
        ),
        faulty(
            "another type",
            vec![with(new(3), "flusso", json!(7))],
            0,
            "flusso non è un testo",
        ),
        faulty(
            "too many",
            (3..=104).map(new).collect(),
            100,
            "porta 102 flussi",
        ),
    ]
}

#[tokio::test]
async fn a_fault_in_a_page_is_never_passed() {
    for faulty in faulty_pages() {
        let world = World::new().await;
        let ente = FakeEnte::start("L219", insertions("L219", 1, 2)).await;
        assert_eq!(world.visit(&ente).await.fault, None);
        ente.script([Answer::Page(faulty.page.clone())]);
        let visit = world.visit(&ente).await;
        let said = visit.fault.clone().unwrap_or_default();
        assert!(said.contains(faulty.said), "{}: {said}", faulty.what);
        assert_eq!(visit.n_accepted, faulty.n_good as u64, "{}", faulty.what);
        assert_eq!(visit.n_delivered, faulty.n_good as u64, "{}", faulty.what);
        let flows = world.flows("L219").await;
        assert_eq!(flows.len(), 2 + faulty.n_good, "{}", faulty.what);
        let line = world.line("L219").await;
        assert_eq!(
            Some(line.since),
            flows.last().map(|flow| flow.ts),
            "{}",
            faulty.what
        );
        assert_eq!(line.fault, visit.fault, "{}", faulty.what);
        // Once the ente has mended it, all is read.
        ente.replace(insertions("L219", 1, 5));
        let visit = world.visit(&ente).await;
        if faulty.n_good < 100 {
            assert_eq!(visit.fault, None, "{}", faulty.what);
            assert_eq!(
                world.flows("L219").await.last().map(|flow| flow.ts),
                Some(NINE + 5)
            );
        }
        assert_eq!(world.line("L219").await.fault, visit.fault);
    }
}

#[tokio::test]
async fn a_failed_call_is_tried_again_with_longer_pauses() {
    let cases: Vec<(Answer, &str)> = vec![
        (Answer::Status(500, None), "lo stato 500: ha un guasto"),
        (Answer::Status(503, None), "lo stato 503"),
        (Answer::Status(429, None), "troppe chiamate"),
        (Answer::Half, "si è interrotta a metà"),
        (Answer::Lost, "la chiamata si è interrotta"),
        (Answer::Hang, "entro 30 secondi"),
    ];
    for (answer, said) in cases {
        let world = World::new().await;
        let ente = FakeEnte::start("L219", insertions("L219", 1, 3)).await;
        world.waits.run_out_with(&ente);
        ente.script([answer.clone(), answer.clone()]);
        let visit = world.visit(&ente).await;
        assert_eq!((visit.fault, visit.n_accepted), (None, 3), "{answer:?}");
        let doubling = [500, 1000].map(Duration::from_millis);
        assert_eq!(world.waits.retries(), doubling, "{answer:?}");
        ente.publish(insertions("L219", 4, 4));
        ente.script([answer.clone(), answer.clone(), answer.clone()]);
        let visit = world.visit(&ente).await;
        let fault = visit.fault.unwrap_or_default();
        assert!(fault.contains(said), "{answer:?}: {fault}");
        assert_eq!(world.stamps("L219").await, [1, 2, 3], "{answer:?}");
        assert_eq!(world.visit(&ente).await.n_accepted, 1, "{answer:?}");
    }
}

#[tokio::test]
async fn what_will_not_pass_is_not_tried_again() {
    let cases: Vec<(Answer, &str)> = vec![
        (
            Answer::Status(400, None),
            "lo stato 400: non accetta la chiamata",
        ),
        (Answer::Status(403, None), "non autorizza"),
        (Answer::Status(404, None), "controlla «url» nel registro"),
        (Answer::Status(302, None), "rimanda altrove"),
        (Answer::Status(204, None), "lo stato 204"),
        (Answer::Body("{}".to_owned()), "non porta l'elenco"),
        (Answer::Body("[]".to_owned()), "non porta l'elenco"),
        (Answer::Body("<html>".to_owned()), "la risposta non è JSON"),
        (Answer::Body(String::new()), "la risposta non è JSON"),
    ];
    for (answer, said) in cases {
        let world = World::new().await;
        let ente = FakeEnte::start("L219", insertions("L219", 1, 3)).await;
        ente.script([answer.clone()]);
        let fault = world.visit(&ente).await.fault.unwrap_or_default();
        assert!(fault.contains(said), "{answer:?}: {fault}");
        assert_eq!(world.waits.retries(), [], "{answer:?}");
        assert_eq!(ente.received().len(), 1, "{answer:?}");
        assert_eq!(world.visit(&ente).await.n_accepted, 3, "{answer:?}");
    }
}

#[tokio::test]
async fn retry_after_is_honoured() {
    let world = World::new().await;
    let ente = FakeEnte::start("L219", insertions("L219", 1, 3)).await;
    ente.script([
        Answer::Status(429, Some("20")),
        // Ten seconds after the tests' hour.
        Answer::Status(503, Some("Mon, 23 Nov 2026 10:00:10 GMT")),
    ]);
    assert_eq!(world.visit(&ente).await.fault, None);
    assert_eq!(world.waits.retries(), [20, 10].map(Duration::from_secs));
    // Longer than a visit waits: the ente is left alone until then.
    ente.received();
    ente.script([Answer::Status(429, Some("3600"))]);
    let collector = world.collector(&[&ente]);
    for _ in 0..3 {
        let fault = collector.round().await.pop().and_then(|visit| visit.fault);
        assert!(fault.is_some());
    }
    assert_eq!(world.waits.retries(), []);
    let polls = ente
        .received()
        .into_iter()
        .filter(|call| call.method == "GET");
    assert_eq!(polls.count(), 1);
}

#[tokio::test]
async fn a_refused_voucher_is_asked_for_once_more() {
    let world = World::new().await;
    let ente = FakeEnte::start("L219", insertions("L219", 1, 1)).await;
    ente.script([Answer::Status(401, None)]);
    assert_eq!(world.visit(&ente).await.fault, None);
    assert_eq!(world.authority.n_voucher_requests(), 2);
    ente.script([Answer::Status(401, None), Answer::Status(401, None)]);
    let fault = world.visit(&ente).await.fault.unwrap_or_default();
    assert!(fault.contains("non accetta il voucher"), "{fault}");
    assert_eq!(world.waits.retries(), []);
}

#[tokio::test]
async fn a_page_that_is_too_long_is_asked_for_in_parts() {
    let mut world = World::new().await;
    world.limits.max_page_bytes = 20_000;
    let ente = FakeEnte::start("L219", insertions("L219", 1, 60)).await;
    let visit = world.visit(&ente).await;
    assert_eq!((visit.fault, visit.n_accepted), (None, 60));
    assert_eq!(world.stamps("L219").await, (1..=60).collect::<Vec<_>>());
    world.limits.max_page_bytes = 500;
    ente.publish(insertions("L219", 61, 61));
    let fault = world.visit(&ente).await.fault.unwrap_or_default();
    assert!(
        fault.contains("supera 500 byte anche per un flusso solo"),
        "{fault}"
    );
    assert_eq!(world.line("L219").await.n_flows, 60);
}

#[tokio::test]
async fn a_pdnd_that_fails_is_the_fault_of_the_visit() {
    let world = World::new().await;
    let ente = FakeEnte::start("L219", insertions("L219", 1, 1)).await;
    world.authority.set_fault(Some(pas_authority::Fault::Down));
    let fault = world.visit(&ente).await.fault.unwrap_or_default();
    assert!(fault.contains("PDND"), "{fault}");
    assert_eq!(ente.received(), []);
    world.authority.set_fault(None);
    assert_eq!(world.visit(&ente).await.n_accepted, 1);
}

#[tokio::test]
async fn accepted_outcomes_carry_a_number() {
    let world = World::new().await;
    let flows = vec![benefit("L219", 1, "I", 100), entry("L219", 2, "")];
    let ente = FakeEnte::start("L219", flows).await;
    world.visit(&ente).await;
    let outcomes = ente.outcomes();
    let stored = world.flows("L219").await;
    assert_eq!(outcomes[0]["codice_esito"], "OK");
    assert_eq!(
        outcomes[0]["id_acquisizione_siuss"],
        json!(stored[0].id.to_string())
    );
    assert_eq!(outcomes[0]["tipo"], "PS_PSA_SINA");
    assert_eq!(
        outcomes[0]["ts_flusso"],
        benefit("L219", 1, "I", 100)["ts_flusso"]
    );
    assert_eq!(outcomes[0]["ts_acquisizione"], "2026-11-23T10:00:00.000Z");
    assert!(outcomes[0].get("descrizione_esito").is_none());
    assert_eq!(stored[1].outcome, OutcomeCode::InvalidRequest);
    assert_eq!(outcomes[1]["codice_esito"], "RICHIESTA_INVALIDA");
    assert!(outcomes[1].get("id_acquisizione_siuss").is_none());
    let said = outcomes[1]["descrizione_esito"].as_str().expect("a text");
    assert!(said.contains("vuoto"), "{said}");
}
