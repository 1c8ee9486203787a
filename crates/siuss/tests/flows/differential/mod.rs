//! Mutated flows: our verdict against the one of `xmllint` with INPS's own XSDs.
//!
//! Left out on purpose, because there we refuse what libxml2 2.9 lets pass: a DOCTYPE that declares
//! entities or attributes, a NUL or half a UTF-16 unit after the end, a byte order mark that
//! contradicts the declared encoding, and encodings such as EBCDIC or UTF-7.

mod mutation;
mod oracle;
mod pools;
mod tree;

use std::path::Path;

use tree::Style;

use crate::support::{self, Dice};

/// `PAS_DIFFERENTIAL_FLOWS` asks for another number.
const FLOWS: u64 = 24_000;

fn how_many() -> u64 {
    let asked = std::env::var("PAS_DIFFERENTIAL_FLOWS").ok();
    asked
        .and_then(|number| number.parse().ok())
        .unwrap_or(FLOWS)
}

/// Flow number `number`, the same at every run.
fn flow(number: u64) -> Vec<u8> {
    let mut dice = Dice(number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
    let flow = if dice.chance(70) {
        support::benefit_flow(&mut dice)
    } else {
        support::minor_flow(&mut dice)
    };
    let mut root = tree::tree(&flow);
    // A third stays as it was, or nearly, so that both verdicts are well represented.
    let changes = [0, 1, 1, 1, 2, 4];
    for _ in 0..*dice.pick(&changes) {
        mutation::mutate(&mut root, &mut dice);
    }
    let mut text = Style::roll(&mut dice).print(&root);
    if dice.chance(15) {
        mutation::mutate_text(&mut text, &mut dice);
    }
    mutation::encode(&text, &mut dice)
}

fn is_valid(bytes: &[u8]) -> bool {
    pas_siuss::read(bytes).is_ok_and(|reading| reading.is_valid())
}

/// What we say on a flow, for a report of disagreements.
fn reasons(bytes: &[u8]) -> String {
    match pas_siuss::read(bytes) {
        Err(error) => error.to_string(),
        Ok(reading) => reading
            .findings
            .iter()
            .map(|f| format!("{}: {}\n", f.code, f.message))
            .collect(),
    }
}

#[test]
fn every_verdict_is_the_one_of_the_official_schema() {
    let schemas = ["PS_PSA_SINA201812.xsd", "SINBA.xsd"].map(support::shared);
    let [Some(benefits), Some(minors)] = schemas else {
        return;
    };
    if !oracle::is_installed() {
        println!("skipped: xmllint is not installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let flows = how_many();
    for number in 0..flows {
        std::fs::write(oracle::file(folder.path(), number), flow(number)).expect("written");
    }
    // A flow is valid when the schema that fits it says so; none fits both.
    let official = oracle::valid(&[&benefits, &minors], folder.path(), flows);
    let disagreements: Vec<u64> = (0..flows)
        .filter(|number| is_valid(&flow(*number)) != official.contains(number))
        .collect();
    report(&disagreements, folder.path());
    let valid = official.len();
    let spoilt = flows - u64::try_from(valid).expect("a count");
    println!(
        "{flows} flows: {valid} valid, {spoilt} not, {} disagreements",
        disagreements.len()
    );
    assert!(disagreements.is_empty());
    assert!(
        valid > 4_000 && spoilt > 4_000,
        "both verdicts should be frequent"
    );
}

fn report(disagreements: &[u64], folder: &Path) {
    for number in disagreements.iter().take(12) {
        let bytes = flow(*number);
        println!(
            "flow {number}: we say {}\n{}xmllint: {}{}\n",
            if is_valid(&bytes) {
                "valid"
            } else {
                "not valid"
            },
            reasons(&bytes),
            oracle::reasons(&oracle::file(folder, *number)),
            String::from_utf8_lossy(&bytes),
        );
    }
}
