//! `pas check`: any flow, every finding, the exit status that scripts rely on.

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Desk, fixture, shared};

/// Changes to the good flow of benefits: what each is called, what stands there, what comes instead.
const CHANGES: &[(&str, &str, &str)] = &[
    ("schema", r#" Genere="1""#, r#" Genere="7""#),
    (
        "rule",
        r#"DataFinePrestazione="2024-12-31""#,
        r#"DataFinePrestazione="2025-01-31""#,
    ),
    (
        "warning_only",
        "Nome=\"M320DEMO.PS.",
        "Nome=\"M320DEMO.PS.INPS.",
    ),
    ("missing", r#" CodiceCittadinanza="380""#, ""),
];

#[test]
fn a_good_flow_of_either_format_has_no_finding() {
    let desk = Desk::new();
    desk.put("prestazioni.xml", fixture("prestazioni.xml"));
    desk.put("minori.xml", fixture("minori.xml"));
    assert_snapshot!(desk.pas(&["check", "prestazioni.xml", "minori.xml"]));
}

#[test]
fn each_kind_of_finding_has_its_words_and_its_status() {
    let desk = Desk::new();
    for (name, there, instead) in CHANGES {
        let good = fixture("prestazioni.xml");
        let changed = good.replacen(there, instead, 1);
        assert_ne!(good, changed, "{name}: `{there}` is not in the fixture");
        desk.put("flusso.xml", changed);
        assert_snapshot!(*name, desk.pas(&["check", "flusso.xml"]));
    }
}

#[test]
fn what_is_no_flow_is_unreadable_and_says_what_to_do() {
    let desk = Desk::new();
    let good = fixture("prestazioni.xml");
    desk.put("troncato.xml", &good[..good.len() / 2]);
    desk.put("vuoto.xml", "");
    desk.put("testo.xml", "Buongiorno, in allegato il flusso.\n");
    desk.put(
        "pagina.xml",
        "<html><body>Servizio non disponibile</body></html>",
    );
    desk.put("foglio.xlsx", b"PK\x03\x04\x14\x00\x06\x00");
    desk.put("cartella/altro.xml", "");
    let names = [
        "troncato.xml",
        "vuoto.xml",
        "testo.xml",
        "pagina.xml",
        "foglio.xlsx",
        "cartella",
        "manca.xml",
    ];
    for name in names {
        assert_eq!(desk.pas(&["check", name]).code, 2, "{name}");
    }
    let all = desk.pas(&[&["check"][..], &names].concat());
    assert_snapshot!(all);
    for personal in ["BNCNTN49A07A944Y", "BANCADATINI", "Antonio"] {
        assert!(
            !all.stderr.contains(personal),
            "`{personal}` reached the log"
        );
    }
}

#[test]
fn one_unreadable_file_does_not_keep_the_others_from_being_checked() {
    let desk = Desk::new();
    let (_, there, instead) = CHANGES[0];
    desk.put("uno.xml", fixture("prestazioni.xml"));
    desk.put(
        "tre.xml",
        fixture("prestazioni.xml").replacen(there, instead, 1),
    );
    assert_snapshot!(desk.pas(&["check", "uno.xml", "due.xml", "tre.xml"]));
}

#[test]
fn json_has_the_shape_that_scripts_rely_on() {
    const KEYS: &[&str] = &[
        "code", "file", "found", "kind", "message", "path", "record", "severity", "source",
    ];
    let desk = Desk::new();
    let changed = CHANGES[..3]
        .iter()
        .fold(fixture("prestazioni.xml"), |flow, (_, there, instead)| {
            flow.replacen(there, instead, 1)
        });
    desk.put("flusso.xml", changed);
    let outcome = desk.pas(&["check", "--format", "json", "flusso.xml", "manca.xml"]);
    assert_snapshot!(outcome);
    let findings: Vec<Value> = serde_json::from_str(&outcome.stdout).expect("a list");
    assert!(findings.len() >= 3, "one finding a change");
    for finding in &findings {
        let object = finding.as_object().expect("an object");
        let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, KEYS);
        assert!(["schema", "rule"].contains(&object["kind"].as_str().expect("text")));
        assert!(["error", "warning"].contains(&object["severity"].as_str().expect("text")));
        assert!(object["record"].is_null() || object["record"].as_u64().is_some_and(|n| n > 0));
    }
}

#[test]
fn json_without_findings_is_an_empty_list() {
    let desk = Desk::new();
    desk.put("flusso.xml", fixture("prestazioni.xml"));
    assert_snapshot!(desk.pas(&["check", "--format", "json", "flusso.xml"]));
}

#[test]
fn the_known_faults_of_the_examples_of_inps_are_found() {
    const EXAMPLES: &[(&str, &[&str])] = &[
        ("esempio-openapi-1-ps-psa-sina", &["PS-P13"]),
        ("esempio-openapi-2-sinba", &["SINBA-B4"]),
        ("esempio-openapi-3-ps-psa-sina", &["PS-P10", "PS-P13"]),
    ];
    let desk = Desk::new();
    for (name, errors) in EXAMPLES {
        let Some(file) = shared(&format!("siuss/{name}.xml")) else {
            return;
        };
        let file = file.to_str().expect("a readable path");
        let outcome = desk.pas(&["check", "--format", "json", file]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (1, ""), "{name}");
        let findings: Vec<Value> = serde_json::from_str(&outcome.stdout).expect("a list");
        let found: Vec<&str> = findings
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| finding["code"].as_str().expect("text"))
            .collect();
        assert_eq!(found, *errors, "{name}");
    }
}
