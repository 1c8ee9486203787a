//! Which crate may depend on which: `deps.toml` against what cargo says.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};
use serde::Deserialize;

use crate::repository::{report, root};

type Edges = BTreeMap<String, BTreeSet<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Allowed {
    edges: Edges,
    test_edges: Edges,
}

fn allowed() -> Allowed {
    toml::from_str(include_str!("../../deps.toml")).expect("deps.toml is well formed")
}

/// The edges inside the workspace: those of the binaries, and those that only tests add.
fn found() -> (Edges, Edges) {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo metadata describes the workspace");
    let members: BTreeSet<String> = metadata
        .packages
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    let mut edges = Edges::new();
    let mut test_edges = Edges::new();
    for package in &metadata.packages {
        let of_package = edges.entry(package.name.to_string()).or_default();
        for dependency in package
            .dependencies
            .iter()
            .filter(|dep| members.contains(&dep.name))
        {
            if dependency.kind == DependencyKind::Development {
                let of_tests = test_edges.entry(package.name.to_string()).or_default();
                of_tests.insert(dependency.name.clone());
            } else {
                of_package.insert(dependency.name.clone());
            }
        }
    }
    (edges, test_edges)
}

fn differences(kind: &str, allowed: &Edges, found: &Edges) -> Vec<String> {
    let none = BTreeSet::new();
    let crates: BTreeSet<&String> = allowed.keys().chain(found.keys()).collect();
    let mut problems = Vec::new();
    for from in crates {
        let may = allowed.get(from).unwrap_or(&none);
        let does = found.get(from).unwrap_or(&none);
        let new = does
            .difference(may)
            .map(|to| format!("{kind}: {from} → {to} is not allowed"));
        let idle = may
            .difference(does)
            .map(|to| format!("{kind}: {from} → {to} is not used"));
        problems.extend(new.chain(idle));
    }
    problems
}

#[test]
fn the_edges_between_crates_are_the_allowed_ones() {
    let allowed = allowed();
    let (edges, test_edges) = found();
    let mut problems = differences("build", &allowed.edges, &edges);
    problems.extend(differences("tests", &allowed.test_edges, &test_edges));
    let unlisted = edges
        .keys()
        .filter(|name| !allowed.edges.contains_key(*name));
    problems.extend(unlisted.map(|name| format!("{name} is not listed under [edges]")));
    report(
        &problems,
        "Siblings do not depend on each other: a shared type belongs in domain, a shared doing in \
         app. If the edge is right, add it to crates/tidy/deps.toml in a commit of its own.",
    );
}

#[test]
fn no_edge_goes_up_or_sideways() {
    const LAYERS: &[&[&str]] = &[
        &["pas"],
        &["pas-collect", "pas-web"],
        &["pas-app"],
        &["pas-guide"],
        &[
            "pas-analytics",
            "pas-demo",
            "pas-edition",
            "pas-intake",
            "pas-nation",
            "pas-pdnd",
            "pas-records",
            "pas-rules",
            "pas-siuss",
            "pas-storage",
            "pas-waas",
        ],
        &["pas-domain", "pas-gazetteer"],
        &["pas-catalogue"],
        &[
            "pas-authority",
            "pas-chart",
            "pas-cube",
            "pas-print",
            "pas-tidy",
            "pas-translation",
        ],
    ];
    let layer = |name: &str| LAYERS.iter().position(|layer| layer.contains(&name));
    let allowed = allowed();
    let pairs = |edges: &Edges| -> Vec<(String, String)> {
        let each = edges
            .iter()
            .flat_map(|(from, all)| all.iter().map(move |to| (from, to)));
        each.map(|(from, to)| (from.clone(), to.clone())).collect()
    };
    let sideways = |(from, to): &(String, String)| layer(from) == layer(to);
    let up = |(from, to): &(String, String)| layer(to) < layer(from) || layer(to).is_none();
    let (build, tests) = (pairs(&allowed.edges), pairs(&allowed.test_edges));
    let mutual = |(from, to): &(String, String)| tests.contains(&(to.clone(), from.clone()));
    let problems: Vec<String> = build
        .iter()
        .filter(|edge| sideways(edge) || up(edge))
        .chain(tests.iter().filter(|edge| up(edge) || mutual(edge)))
        .map(|(from, to)| format!("{from} → {to}"))
        .collect();
    report(
        &problems,
        "Edges go down only: cli, web, app, the siblings, domain, catalogue. A sibling's tests may \
         use another sibling, one way.",
    );
}
