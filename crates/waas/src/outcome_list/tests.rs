//! Tests of reading and writing outcomes.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn entry() -> Value {
    json!({
        "id_flusso": "H501.PS.20210520.0000002",
        "ts_flusso": "2023-11-27T11:04:56.852Z",
        "ts_acquisizione": "2023-11-27T11:04:57.000Z",
        "tipo": "PS_PSA_SINA",
        "codice_esito": "OK",
        "id_acquisizione_siuss": "22738",
    })
}

fn outcome() -> WireOutcome {
    WireOutcome {
        flow_id: "H501.PS.20210520.0000002".to_owned(),
        kind: "PS_PSA_SINA".to_owned(),
        flow_at: "2023-11-27T11:04:56.852Z".parse().unwrap(),
        acquired_at: "2023-11-27T11:04:57Z".parse().unwrap(),
        code: OutcomeCode::Accepted,
        text: None,
        siuss_id: Some("22738".to_owned()),
    }
}

fn read(body: &Value) -> Result<Vec<WireOutcome>, OutcomesFault> {
    read_outcomes(body.to_string().as_bytes())
}

#[test]
fn writes_what_the_openapi_says() {
    let list: Value = serde_json::from_slice(&write_outcomes(&[outcome()])).unwrap();
    assert_eq!(list, json!({ "elenco_esiti": [entry()] }));
}

/// The example of INPS's specification 2.0.1, §3.4.2, with its other names.
#[test]
fn reads_the_example_of_the_specification() {
    let list = json!({ "elenco_esiti": [
        {
            "codice_ente": "H501",
            "denominazione_ente": "Comune di Roma",
            "id_flusso": "H501.PS.20210520.0000002",
            "ts_flusso": "2023-11-27T11:04:56.852Z",
            "ts_acquisizione": "2023-11-27T11:04:57.000Z",
            "tipo": "PS_PSA_SINA",
            "codice_esito": "OK",
            "codice_siuss": "22738"
        },
        {
            "codice_ente": "H501",
            "denominazione_ente": "Comune di Roma",
            "id_flusso": "H501.PS.20210520.00000004",
            "ts_flusso": "2023-11-27T11:04:56.852Z",
            "ts_acquisizione": "2023-11-27T11:04:56.852Z",
            "tipo": "SINBA",
            "codice_esito": "RICHIESTA_INVALIDA",
            "descrizione_esito": "In cooperazione è possibile inviare solo un beneficiario"
        }
    ]});
    let read = read(&list).unwrap();
    assert_eq!(read[0], outcome());
    assert_eq!(read[1].code, OutcomeCode::InvalidRequest);
    assert_eq!(read[1].siuss_id, None);
    assert!(read[1].text.is_some());
}

#[test]
fn no_list_is_an_empty_list() {
    for body in [json!({}), json!({ "elenco_esiti": [] })] {
        assert_eq!(read(&body), Ok(Vec::new()));
    }
}

#[test]
fn the_openapis_name_goes_before_the_examples() {
    let mut both = entry();
    both["codice_siuss"] = json!("1");
    let read = read(&json!({ "elenco_esiti": [both] })).unwrap();
    assert_eq!(read[0].siuss_id.as_deref(), Some("22738"));
}

#[test]
fn a_nul_is_replaced() {
    let mut with_nul = entry();
    with_nul["id_flusso"] = json!("a\0b");
    with_nul["descrizione_esito"] = json!("\0");
    let read = read(&json!({ "elenco_esiti": [with_nul] })).unwrap();
    assert_eq!(read[0].flow_id, "a\u{fffd}b");
    assert_eq!(read[0].text.as_deref(), Some("\u{fffd}"));
}

#[test]
fn names_what_is_wrong_with_the_list() {
    let many = json!({ "elenco_esiti": vec![entry(); 101] });
    for (body, fault) in [
        (json!([]), OutcomesFault::NotAnObject),
        (json!(null), OutcomesFault::NotAnObject),
        (json!({ "elenco": [] }), OutcomesFault::UnknownMember),
        (
            json!({ "elenco_esiti": [], "altro": 1 }),
            OutcomesFault::UnknownMember,
        ),
        (json!({ "elenco_esiti": null }), OutcomesFault::NotAList),
        (many, OutcomesFault::TooMany { found: 101 }),
        (
            json!({ "elenco_esiti": [entry(), []] }),
            OutcomesFault::EntryNotAnObject { position: 2 },
        ),
    ] {
        assert_eq!(read(&body), Err(fault));
    }
    assert!(read(&json!({ "elenco_esiti": vec![entry(); 100] })).is_ok());
    assert_eq!(
        read_outcomes(b"{\n \"x"),
        Err(OutcomesFault::NotJson { line: 2, column: 3 })
    );
}

#[test]
fn names_position_and_member() {
    let members = [
        "id_flusso",
        "tipo",
        "ts_flusso",
        "ts_acquisizione",
        "codice_esito",
    ];
    for member in members {
        let mut bad = entry();
        bad.as_object_mut().unwrap().remove(member);
        check_fault(&bad, member, MemberFault::Missing);
        let mut bad = entry();
        bad[member] = json!(7);
        check_fault(&bad, member, MemberFault::NotText);
    }
    for (member, value, fault) in [
        ("ts_flusso", json!("27/11/2023"), MemberFault::NotAnInstant),
        ("ts_acquisizione", json!(""), MemberFault::NotAnInstant),
        ("codice_esito", json!("ok"), MemberFault::NotACode),
        ("descrizione_esito", json!(null), MemberFault::NotText),
        ("id_acquisizione_siuss", json!(22738), MemberFault::NotText),
    ] {
        let mut bad = entry();
        bad[member] = value;
        check_fault(&bad, member, fault);
    }
}

#[track_caller]
fn check_fault(bad: &Value, member: &'static str, fault: MemberFault) {
    let position = 2;
    let wanted = OutcomesFault::Member {
        position,
        member,
        fault,
    };
    let found = read(&json!({ "elenco_esiti": [entry(), bad] })).unwrap_err();
    assert_eq!(found, wanted);
    let words = found.to_string();
    assert!(
        words.contains("posizione 2") && words.contains(member),
        "{words}"
    );
}

#[test]
fn debug_shows_no_text() {
    let mut outcome = outcome();
    outcome.text = Some("ROSSI MARIO".to_owned());
    assert!(!format!("{outcome:?}").contains("ROSSI"));
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        texts in prop::array::uniform2("[^\0]{0,20}"),
        (text, siuss_id) in (prop::option::of("[^\0]{0,20}"), prop::option::of("[^\0]{0,20}")),
        times in prop::array::uniform2(0_i64..4_102_444_800_000),
        code in prop::sample::select(OutcomeCode::ALL),
    ) {
        let [flow_id, kind] = texts;
        let [flow_at, acquired_at] = times.map(|ms| Timestamp::from_millisecond(ms).unwrap());
        let outcome = WireOutcome { flow_id, kind, flow_at, acquired_at, code, text, siuss_id };
        let read = read_outcomes(&write_outcomes(std::slice::from_ref(&outcome)));
        prop_assert_eq!(read, Ok(vec![outcome]));
    }

    #[test]
    fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_outcomes(&bytes);
    }
}
