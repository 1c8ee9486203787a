//! What must hold for every rule at once: good flows, odd values, the table of sources, the manual.

mod support;

use std::collections::BTreeSet;

use jiff::civil::date;
use pas_catalogue::Catalogue;
use pas_domain::finding::Target;
use pas_domain::flow::{Field, FlowBody, UncheckedFlow};
use pas_rules::registry::RULES;
use pas_rules::unjudged::UNJUDGED;
use pas_rules::{Channel, Context, check};

fn good_flows() -> [UncheckedFlow<'static>; 3] {
    [
        support::good_benefits(),
        support::good_assessment(),
        support::good_minors(),
    ]
}

fn contexts() -> [Context<'static>; 2] {
    let context = Context::new(Catalogue::builtin());
    [context, context.by(Channel::Api).on(date(2025, 1, 31))]
}

#[test]
fn good_flows_have_no_finding() {
    for flow in good_flows() {
        for context in contexts() {
            assert_eq!(check(&flow, &context), []);
        }
    }
}

/// `flow` with `text` wherever it can hold `field`.
fn with(flow: &UncheckedFlow<'static>, field: Field, text: &str) -> UncheckedFlow<'static> {
    let mut flow = flow.clone();
    flow.header.set(field, text.to_owned());
    match &mut flow.body {
        FlowBody::Benefits(people) => {
            for person in people {
                person.person.set(field, text.to_owned());
                person.residences[0].set(field, text.to_owned());
                person.benefits[0].values.set(field, text.to_owned());
                if let Some(assessment) = &mut person.benefits[0].assessment {
                    assessment.values.set(field, text.to_owned());
                    assessment.needed_benefits = vec![text.to_owned().into()];
                }
            }
        }
        FlowBody::Minors(minors) => {
            minors[0].values.set(field, text.to_owned());
            minors[0].benefits = vec![text.to_owned().into()];
        }
    }
    flow
}

#[test]
fn no_value_makes_a_rule_panic() {
    let long = "9".repeat(60);
    let texts = [
        "",
        " ",
        "é",
        "ééééé",
        "1",
        "-1",
        "0",
        long.as_str(),
        "2024-02-30",
        "-2024-01-01",
        "\u{0}",
        "12024-01-01",
        "9999-12-31",
        "0000-01-01",
        "13/2024",
        "a.b.c.d",
        "....",
        "INPS-ISEE-é-",
        "AAAAAA00A00A000A",
        "éAAAAA00A00A000A",
        "ÀÀÀÀÀÀ00A00A000A",
        "32767",
        "99999999999",
        "0.0000000000000000000000000000000000000000000000000000000000001",
    ];
    for flow in good_flows() {
        for field in Field::ALL {
            for text in texts {
                for context in contexts() {
                    check(&with(&flow, *field, text), &context);
                }
            }
        }
    }
}

/// The schema speaks of an empty value; only these two may be empty for it.
#[test]
fn what_the_schema_refuses_is_passed_over() {
    for flow in good_flows() {
        for field in Field::ALL {
            if matches!(field, Field::FlowName | Field::DsuNumber) {
                continue;
            }
            for context in contexts() {
                let findings = check(&with(&flow, *field, ""), &context);
                let about_it: Vec<_> = findings
                    .iter()
                    .filter(|finding| finding.target == Target::Field(*field))
                    .collect();
                assert!(about_it.is_empty(), "{field:?}: {about_it:#?}");
            }
        }
    }
}

#[test]
fn one_finding_does_not_hide_another() {
    let mut flow = support::good_benefits();
    let FlowBody::Benefits(people) = &mut flow.body else {
        unreachable!()
    };
    let values = &mut people[0].benefits[0].values;
    values.set(Field::MonthlyAmount, "0");
    values.set(Field::BenefitEnd, "2025-03-31");
    values.set(Field::PresaInCarico, "1");
    people[0].residences[0].remove(Field::ResidenceComune);
    flow.header.set(Field::FlowName, "gennaio");
    let found = check(&flow, &Context::new(Catalogue::builtin()));
    let codes: Vec<_> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(
        codes,
        ["FLUSSO-E8", "PS-P2", "PS-P10", "PS-P12", "PS-P13", "PS-P16"]
    );
}

/// No row of the table of sources is forgotten: each has a rule or a reason.
#[test]
fn every_row_of_the_sources_is_judged_or_explained() {
    let judged: BTreeSet<&str> = RULES.iter().flat_map(|rule| rule.rows).copied().collect();
    let explained: BTreeSet<&str> = UNJUDGED.iter().map(|row| row.row).collect();
    let both: Vec<_> = judged.intersection(&explained).collect();
    assert!(both.is_empty(), "judged and explained away: {both:?}");

    let Some(shared) = support::shared() else {
        return;
    };
    let text = std::fs::read_to_string(shared.join("siuss/regole-validazione.md")).unwrap();
    let rows: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .filter(|row| row.len() > 1 && row.starts_with(['E', 'P', 'N', 'B', 'K']))
        .filter(|row| row[1..].starts_with(|first: char| first.is_ascii_digit()))
        .collect();
    assert!(rows.len() > 50, "the table of sources was not read");
    let known: BTreeSet<&str> = judged.union(&explained).copied().collect();
    assert_eq!(rows, known);
}

/// The page of the rules is written by `cargo run -p pas-rules --example regole`.
#[test]
fn the_manual_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/regole.md");
    let written = std::fs::read_to_string(path).unwrap();
    assert_eq!(
        written,
        pas_rules::manual::markdown(),
        "run: cargo run -p pas-rules --example regole > docs/regole.md"
    );
}
