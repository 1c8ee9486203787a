//! INPS's own example flows, read as a stranger's: their known faults are found.

mod support;

use std::fmt::Write;

use pas_catalogue::Catalogue;
use pas_domain::finding::{Finding, Place};
use pas_rules::{Channel, Context, check};

/// What the rules find in one of INPS's examples; `None` when it is not at hand.
fn findings_in(file: &str, channel: Channel) -> Option<Vec<Finding>> {
    let path = support::shared()?.join("siuss").join(file);
    let bytes = std::fs::read(path).expect("INPS's example");
    let reading = pas_siuss::read(&bytes).expect("INPS's example is a flow");
    let context = Context::new(Catalogue::builtin()).by(channel);
    Some(check(&reading.flow, &context))
}

fn told(findings: &[Finding]) -> String {
    let mut told = String::new();
    for finding in findings {
        let place = support::where_is(finding);
        writeln!(told, "{} · {place}", finding.code).expect("a text grows");
        writeln!(told, "  {}", finding.message).expect("a text grows");
    }
    told
}

fn has(findings: &[Finding], code: &str, place: Place) -> bool {
    findings
        .iter()
        .any(|finding| finding.code == code && finding.place == place)
}

fn benefit(benefit: usize) -> Place {
    Place::Benefit {
        beneficiary: 0,
        benefit,
    }
}

/// Of its three benefits the first has quotas that do not add up, the third a name that belongs to
/// another code; the second is good.
#[test]
fn first_example() {
    let file = "esempio-openapi-1-ps-psa-sina.xml";
    let Some(found) = findings_in(file, Channel::Upload) else {
        return;
    };
    assert!(has(&found, "PS-P13", benefit(0)));
    assert!(!has(&found, "PS-P13", benefit(1)) && !has(&found, "PS-P13", benefit(2)));
    assert!(has(&found, "PS-P7.2", benefit(2)));
    assert!(!has(&found, "PS-P7.2", benefit(0)) && !has(&found, "PS-P7.2", benefit(1)));
    assert!(!found.iter().any(|finding| finding.code == "PS-P2.2"));
    insta::assert_snapshot!("first_example", told(&found));
}

/// By API it is refused: one beneficiary, but three benefits.
#[test]
fn first_example_by_api() {
    let file = "esempio-openapi-1-ps-psa-sina.xml";
    let Some(found) = findings_in(file, Channel::Api) else {
        return;
    };
    assert!(has(&found, "FLUSSO-E1", Place::Header));
}

/// A minor in Italy without a region.
#[test]
fn second_example() {
    let Some(found) = findings_in("esempio-openapi-2-sinba.xml", Channel::Upload) else {
        return;
    };
    assert!(has(&found, "SINBA-B4", Place::Minor { minor: 0 }));
    insta::assert_snapshot!("second_example", told(&found));
}

/// Dates across two years, and quotas of nothing for an amount of 200.
#[test]
fn third_example() {
    let file = "esempio-openapi-3-ps-psa-sina.xml";
    let Some(found) = findings_in(file, Channel::Upload) else {
        return;
    };
    assert!(has(&found, "PS-P10", benefit(0)));
    assert!(has(&found, "PS-P13", benefit(0)));
    assert!(has(&found, "FLUSSO-E8.1", Place::Header));
    insta::assert_snapshot!("third_example", told(&found));
}
