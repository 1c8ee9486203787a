//! The way from `pas demo` to upload files that INPS takes, command by command.

use std::fs;
use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Desk, shared};

/// Any seed but the one that everybody sees: nothing may hang on that one district.
const SEED: &str = "7";

/// One story, because loading the district takes most of the time.
#[test]
fn the_district_becomes_flows_without_an_error() {
    let desk = Desk::new();
    let demo = ["demo", "--no-serve", "--seed", SEED];
    assert_snapshot!("loaded", desk.pas(&demo).without_numbers());
    assert_snapshot!("loaded_again", desk.pas(&demo).without_numbers());
    assert_snapshot!("doctor", desk.pas(&["doctor"]).without_numbers());
    the_records_are_counted(&desk);
    the_flows_are_good(&desk);
    the_working_csv_claims_nothing(&desk);
    an_upload_is_answered_and_corrected(&desk);
}

fn the_records_are_counted(desk: &Desk) {
    let outcome = desk.pas(&["records", "--format", "json"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let view: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let states = view["states"].as_object().expect("states");
    let names: Vec<&str> = states.keys().map(String::as_str).collect();
    assert_eq!(names, ["bloccato", "incompleto", "non_dovuto", "pronto"]);
    let of_state = |name: &str| states[name].as_u64().expect("a number");
    assert!(of_state("pronto") > 10 * of_state("bloccato"), "{states:?}");
    let reasons = view["reasons"].as_array().expect("reasons");
    for reason in reasons {
        let keys: Vec<&str> = reason
            .as_object()
            .expect("an object")
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(keys, ["code", "message", "n", "office", "state"]);
    }
    let kept_back = |reason: &&Value| reason["state"] != "pronto";
    assert!(reasons.iter().filter(kept_back).count() > 3, "{reasons:?}");
}

fn the_flows_are_good(desk: &Desk) {
    let written = desk.pas(&["flow", "write", "--out", "invio"]);
    assert_snapshot!("flows_written", written.without_numbers());
    let flows = desk.files("invio");
    assert_eq!(written.stdout.lines().count(), flows.len());
    let mut arguments = vec![Path::new("check").to_owned()];
    arguments.extend(flows.iter().cloned());
    let checked = desk.pas(&arguments);
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""));
    let summaries = checked
        .stdout
        .lines()
        .filter(|line| line.contains(", 0 errori, "));
    assert_eq!(
        summaries.count(),
        flows.len(),
        "one summary a file, without errors"
    );
    for flow in &flows {
        official_schema_accepts(flow);
    }
}

fn the_working_csv_claims_nothing(desk: &Desk) {
    let arguments = [
        "flow", "write", "--format", "csv", "--year", "2025", "--out",
    ];
    let written = desk.pas(&[&arguments[..], &["csv"]].concat());
    assert_snapshot!("working_csv_written", written.without_numbers());
    for (file, kind) in desk.files("csv").iter().zip(["benefits", "minors"]) {
        let text = fs::read_to_string(file).expect("UTF-8");
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut lines = text.lines();
        let heading = lines.next().expect("a heading");
        assert_snapshot!(format!("working_csv_{kind}"), heading.replace(';', "\n"));
        let n_columns = heading.split(';').count();
        // No value of the district holds a semicolon.
        assert!(lines.all(|line| line.split(';').count() == n_columns));
    }
}

fn an_upload_is_answered_and_corrected(desk: &Desk) {
    let flows = desk.files("invio");
    let name = flows[0].file_stem().expect("a name").to_string_lossy();
    desk.put("scartati.txt", "1; importo non coerente\n");
    let uploaded = desk.pas(&["flow", "upload", &name, "--number", "INPS.1"]);
    let again = desk.pas(&["flow", "upload", &name, "--number", "INPS.1"]);
    let answered = desk.pas(&["flow", "receipt", &name, "--refused", "scartati.txt"]);
    let told = [uploaded, again, answered].map(|outcome| outcome.without_numbers());
    assert_snapshot!("upload_answered", told.join("\n"));
}

fn official_schema_accepts(flow: &Path) {
    let minors = flow.to_string_lossy().contains(".SINBA.");
    let schema = if minors {
        "siuss/SINBA.xsd"
    } else {
        "siuss/PS_PSA_SINA201812.xsd"
    };
    let Some(schema) = shared(schema) else { return };
    let mut xmllint = Command::new("xmllint");
    let run = xmllint
        .args(["--noout", "--schema"])
        .arg(schema)
        .arg(flow)
        .output();
    match run {
        Ok(output) => assert!(
            output.status.success(),
            "{}: {}",
            flow.display(),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(_) => eprintln!("skipped: xmllint is not installed"),
    }
}
