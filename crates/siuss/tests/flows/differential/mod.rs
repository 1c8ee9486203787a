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

/// A flow, spoilt or not, and the schema that fits it.
struct Case {
    bytes: Vec<u8>,
    schema: Schema,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Schema {
    Benefits,
    Minors,
}

/// Flow number `number`, the same at every run.
fn case(number: u64) -> Case {
    let mut dice = Dice(number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
    let (flow, schema) = if dice.chance(70) {
        (support::benefit_flow(&mut dice), Schema::Benefits)
    } else {
        (support::minor_flow(&mut dice), Schema::Minors)
    };
    let mut root = tree::tree(&flow);
    // A sixth stays as it was, so that both verdicts are well represented.
    let changes = [0, 1, 1, 1, 2, 4];
    for _ in 0..*dice.pick(&changes) {
        mutation::mutate(&mut root, &mut dice);
    }
    let mut text = Style::roll(&mut dice).print(&root);
    if dice.chance(15) {
        mutation::mutate_text(&mut text, &mut dice);
    }
    let bytes = mutation::encode(&text, &mut dice);
    Case { bytes, schema }
}

fn is_valid(bytes: &[u8]) -> bool {
    pas_siuss::read(bytes).is_ok_and(|reading| reading.is_valid())
}

/// What we say on a flow, for a report of disagreements.
fn reasons(bytes: &[u8]) -> String {
    match pas_siuss::read(bytes) {
        Err(error) => error.to_string(),
        Ok(reading) => {
            let findings = reading.findings.iter();
            let lines = findings.map(|found| format!("{}: {}\n", found.code, found.message));
            lines.collect::<Vec<_>>().concat()
        }
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
    let cases: Vec<Case> = (0..how_many()).map(case).collect();
    let of = |schema: Schema| -> Vec<usize> {
        (0..cases.len())
            .filter(|number| cases[*number].schema == schema)
            .collect()
    };
    for (number, case) in cases.iter().enumerate() {
        std::fs::write(oracle::file(folder.path(), number), &case.bytes).expect("written");
    }
    let jobs = [
        (benefits, of(Schema::Benefits)),
        (minors, of(Schema::Minors)),
    ];
    let official = oracle::valid(&jobs, folder.path());
    let disagreements: Vec<usize> = (0..cases.len())
        .filter(|number| is_valid(&cases[*number].bytes) != official.contains(number))
        .collect();
    for number in disagreements.iter().take(12) {
        report(*number, &cases[*number].bytes, folder.path());
    }
    let (valid, spoilt) = (official.len(), cases.len() - official.len());
    println!(
        "{} flows: {valid} valid, {spoilt} not, {} disagreements",
        cases.len(),
        disagreements.len()
    );
    assert!(disagreements.is_empty());
    assert!(
        valid > 4_000 && spoilt > 4_000,
        "both verdicts should be frequent"
    );
}

fn report(number: usize, bytes: &[u8], folder: &Path) {
    println!(
        "flow {number}: we say {}\n{}xmllint: {}{}\n",
        if is_valid(bytes) {
            "valid"
        } else {
            "not valid"
        },
        reasons(bytes),
        oracle::reasons(&oracle::file(folder, number)),
        String::from_utf8_lossy(bytes),
    );
}
