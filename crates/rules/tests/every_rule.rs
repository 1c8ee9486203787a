//! Every rule against its fixture: what it finds, what it leaves alone, and what it says.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use pas_catalogue::Catalogue;
use pas_domain::finding::{Finding, FindingKind, Severity};
use pas_rules::registry::{RULES, rule};
use pas_rules::{Rule, check};
use support::{Case, Fixture};

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn fixture(rule: &Rule) -> Fixture {
    let path = folder("fixtures").join(format!("{}.toml", rule.code));
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|_| panic!("{} has no fixture", rule.code));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", rule.code))
}

fn findings_of(rule: &Rule, case: &Case) -> Vec<Finding> {
    let context = case.context(Catalogue::builtin());
    let mut findings = check(&case.flow(), &context);
    findings.retain(|finding| finding.code == rule.code);
    findings
}

#[test]
fn every_rule_finds_the_bad_and_leaves_the_good() {
    let mut surprises = Vec::new();
    for rule in RULES {
        let fixture = fixture(rule);
        assert!(
            !fixture.good.is_empty() && !fixture.bad.is_empty(),
            "{}",
            rule.code
        );
        let cases = fixture.good.iter().map(|case| (case, false));
        for (case, is_bad) in cases.chain(fixture.bad.iter().map(|case| (case, true))) {
            let found = findings_of(rule, case);
            if found.is_empty() == is_bad {
                surprises.push(format!("{} in «{}»: {found:?}", rule.code, case.name));
            }
        }
    }
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
}

#[test]
fn every_rule_says_the_same_as_last_time() {
    for rule in RULES {
        let mut told = String::new();
        for case in fixture(rule).bad {
            writeln!(told, "# {}", case.name).unwrap();
            for finding in findings_of(rule, &case) {
                let place = support::where_is(&finding);
                let found = finding.found.as_deref().unwrap_or("–");
                writeln!(told, "{place} · {found}\n  {}", finding.message).unwrap();
            }
        }
        insta::assert_snapshot!(rule.code, told);
    }
}

#[test]
fn every_finding_is_signed_and_ends_with_the_remedy() {
    for rule in RULES {
        for case in fixture(rule).bad {
            for finding in findings_of(rule, &case) {
                assert_eq!(finding.kind, FindingKind::Rule);
                assert_eq!(finding.severity, rule.severity);
                assert_eq!(finding.source, rule.source);
                assert!(
                    finding.message.ends_with(rule.remedy),
                    "{}",
                    finding.message
                );
            }
        }
    }
}

#[test]
fn every_rule_introduces_itself() {
    let codes: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), RULES.len(), "two rules share a code");
    for rule in RULES {
        assert!(rule.what.ends_with('.'), "{}", rule.code);
        assert!(rule.remedy.ends_with('.'), "{}", rule.code);
        assert!(
            !rule.source.is_empty() && !rule.rows.is_empty(),
            "{}",
            rule.code
        );
        assert!(pas_rules::registry::rule(rule.code).is_some());
    }
    assert!(rule("PS-P99").is_none());
}

/// An error blocks a record: only what INPS itself states may be one.
#[test]
fn only_inps_makes_errors() {
    for rule in RULES.iter().filter(|rule| rule.severity == Severity::Error) {
        let is_inps = ["SPEC", "XSD", "INPS"]
            .iter()
            .any(|own| rule.source.starts_with(own));
        assert!(is_inps, "{}: {}", rule.code, rule.source);
    }
}

#[test]
fn every_fixture_has_its_rule() {
    for entry in std::fs::read_dir(folder("fixtures")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let code = name.strip_suffix(".toml").expect("fixtures are TOML");
        assert!(rule(code).is_some(), "{name} belongs to no rule");
    }
}

/// A file with a rule that the registry forgot would never be asked.
#[test]
fn every_file_of_a_rule_is_in_the_registry() {
    let mut written = BTreeSet::new();
    for group in std::fs::read_dir(folder("src/rules")).unwrap() {
        let group = group.unwrap().path();
        for file in group
            .is_dir()
            .then(|| std::fs::read_dir(&group).unwrap())
            .into_iter()
            .flatten()
        {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            if let Some((_, rest)) = text.split_once("    code: \"") {
                written.insert(rest.split('"').next().unwrap().to_owned());
            }
        }
    }
    let registered: BTreeSet<_> = RULES.iter().map(|rule| rule.code.to_owned()).collect();
    assert_eq!(written, registered);
}
