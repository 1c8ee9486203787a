//! `xmllint` with INPS's XSDs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn is_installed() -> bool {
    Command::new("xmllint").arg("--version").output().is_ok()
}

/// The file of a flow.
pub(crate) fn file(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number}.xml"))
}

/// The flows that one of the schemas accepts.
pub(crate) fn valid(schemas: &[&PathBuf], folder: &Path, flows: u64) -> BTreeSet<u64> {
    let jobs = schemas
        .iter()
        .map(|schema| move || accepted(schema, folder, flows));
    std::thread::scope(|scope| {
        let running: Vec<_> = jobs.map(|job| scope.spawn(job)).collect();
        let sets = running
            .into_iter()
            .map(|job| job.join().expect("the oracle runs"));
        sets.flatten().collect()
    })
}

/// `xmllint` takes many files at a time and says of each whether it validates.
fn accepted(schema: &Path, folder: &Path, flows: u64) -> BTreeSet<u64> {
    let numbers: Vec<u64> = (0..flows).collect();
    let mut valid = BTreeSet::new();
    for batch in numbers.chunks(1_000) {
        let output = Command::new("xmllint")
            .current_dir(folder)
            .args(["--noout", "--nonet", "--schema"])
            .arg(schema)
            .args(batch.iter().map(|number| format!("{number}.xml")))
            .output()
            .expect("xmllint runs");
        let report = String::from_utf8_lossy(&output.stderr).into_owned();
        let lines = report
            .lines()
            .filter_map(|line| line.strip_suffix(".xml validates"));
        valid.extend(lines.filter_map(|number| number.parse::<u64>().ok()));
    }
    valid
}

/// What `xmllint` says without a schema.
pub(crate) fn reasons(file: &Path) -> String {
    let output = Command::new("xmllint").arg("--noout").arg(file).output();
    output.map_or(String::new(), |output| {
        String::from_utf8_lossy(&output.stderr).into_owned()
    })
}
