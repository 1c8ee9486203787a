//! ARCHITECTURE.md against the crates that are there, decision records against their form.

use std::collections::BTreeSet;

use crate::repository::{crate_folders, files, read, report};

/// The crates that the code map's table names, first column.
fn mapped() -> BTreeSet<String> {
    let text = read("ARCHITECTURE.md");
    let (_, map) = text
        .split_once("## Code map")
        .expect("ARCHITECTURE.md has a code map");
    let map = map.split("\n## ").next().unwrap_or_default();
    map.lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| line.split_once('`'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

#[test]
fn the_code_map_names_every_crate_and_no_other() {
    let mapped = mapped();
    let there: BTreeSet<String> = crate_folders().into_iter().collect();
    let missing = there
        .difference(&mapped)
        .map(|name| format!("`{name}` is not on the map"));
    let gone = mapped
        .difference(&there)
        .map(|name| format!("`{name}` is on the map only"));
    let problems: Vec<String> = missing.chain(gone).collect();
    report(
        &problems,
        "Keep the table under \"Code map\" in ARCHITECTURE.md in step with crates/.",
    );
}

#[test]
fn every_decision_has_a_number_of_its_own_and_its_three_parts() {
    let files = files();
    let mut numbers = BTreeSet::new();
    let mut problems = Vec::new();
    for file in &files {
        let Some(name) = file.path.strip_prefix("docs/decisions/") else {
            continue;
        };
        let number = name.split('-').next().unwrap_or_default();
        if number.len() != 4 || !number.bytes().all(|b| b.is_ascii_digit()) {
            problems.push(format!(
                "{}: the name does not begin with four digits",
                file.path
            ));
        }
        if !numbers.insert(number.to_owned()) {
            problems.push(format!("{}: number {number} is taken", file.path));
        }
        let parts = ["## Context", "## Choice", "## Consequences"];
        let missing = parts.iter().filter(|part| !file.text.contains(*part));
        problems.extend(missing.map(|part| format!("{}: no `{part}`", file.path)));
    }
    report(
        &problems,
        "A decision is docs/decisions/NNNN-what.md with context, choice, consequences.",
    );
}
