//! `xmllint` with INPS's XSDs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn is_installed() -> bool {
    Command::new("xmllint").arg("--version").output().is_ok()
}

/// The file of a flow.
pub(crate) fn file(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{number}.xml"))
}

/// The flows that their schema accepts, each schema on a core of its own.
pub(crate) fn valid(jobs: &[(PathBuf, Vec<usize>)], folder: &Path) -> BTreeSet<usize> {
    std::thread::scope(|scope| {
        let start = |(schema, numbers)| scope.spawn(move || accepted(schema, numbers, folder));
        let running: Vec<_> = jobs
            .iter()
            .map(|(schema, numbers)| start((schema, numbers)))
            .collect();
        let sets = running
            .into_iter()
            .map(|job| job.join().expect("the oracle runs"));
        sets.flatten().collect()
    })
}

/// `xmllint` takes many files at a time and says of each whether it validates.
fn accepted(schema: &Path, numbers: &[usize], folder: &Path) -> BTreeSet<usize> {
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
        valid.extend(lines.filter_map(|number| number.parse::<usize>().ok()));
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
