//! INPS's own example flows read, and the schema has nothing to say against them.

use pas_domain::flow::{Field, FlowBody};
use pas_siuss::FlowKind;

use crate::sorted::sorted;
use crate::support;

/// Reads an example and hands over the reading, where the shared files are there.
fn with_example(name: &str, check: impl Fn(pas_siuss::Reading<'_>)) {
    if let Some(path) = support::shared(name) {
        let bytes = std::fs::read(path).expect("the example");
        let reading = pas_siuss::read(&bytes).expect("the example is a flow");
        assert_eq!(reading.findings, [], "xmllint accepts {name}");
        check(reading);
    }
}

#[test]
fn the_first_example_has_three_benefits() {
    with_example("esempio-openapi-1-ps-psa-sina.xml", |reading| {
        assert_eq!(reading.kind, FlowKind::Ps);
        assert_eq!(
            reading.flow.header.get(Field::FlowName),
            Some("H501.PS.20210520.0000002")
        );
        let FlowBody::Benefits(people) = &reading.flow.body else {
            panic!("benefits");
        };
        let [person] = people.as_slice() else {
            panic!("one person");
        };
        assert_eq!(person.person.get(Field::BirthYear), Some("1939"));
        assert_eq!(person.residences.len(), 1);
        assert_eq!(person.benefits.len(), 3);
        let first = person.benefits.first().expect("the first benefit");
        assert_eq!(first.values.get(Field::EnteQuota), Some("52.54"));
        let assessment = first.assessment.as_ref().expect("a SINA assessment");
        assert_eq!(assessment.needed_benefits, ["A2.17", "A2.18"]);
        assert_eq!(assessment.certified_disabilities, ["1", "3"]);
        assert!(
            person
                .benefits
                .last()
                .expect("the last")
                .assessment
                .is_none()
        );
    });
}

#[test]
fn the_second_example_is_a_minor() {
    with_example("esempio-openapi-2-sinba.xml", |reading| {
        assert_eq!(reading.kind, FlowKind::Sinba);
        let FlowBody::Minors(minors) = &reading.flow.body else {
            panic!("minors");
        };
        let [minor] = minors.as_slice() else {
            panic!("one minor");
        };
        assert_eq!(minor.values.get(Field::MinorId), Some("PROVA BENEF"));
        assert_eq!(minor.values.get(Field::MinorBirthYear), Some("2005"));
        assert_eq!(minor.benefits, ["A1.02", "A2.06"]);
        assert_eq!(minor.household, ["1", "2"]);
    });
}

#[test]
fn the_third_example_crosses_the_year_and_the_schema_cannot_see_it() {
    with_example("esempio-openapi-3-ps-psa-sina.xml", |reading| {
        let FlowBody::Benefits(people) = &reading.flow.body else {
            panic!("benefits");
        };
        let benefit = people
            .first()
            .and_then(|person| person.benefits.first())
            .expect("a benefit");
        assert_eq!(benefit.values.get(Field::BenefitStart), Some("2015-08-13"));
        assert_eq!(benefit.values.get(Field::BenefitEnd), Some("2016-08-13"));
    });
}

/// What is written from an example reads back as the same flow.
#[test]
fn the_examples_survive_our_writer() {
    for name in [
        "esempio-openapi-1-ps-psa-sina.xml",
        "esempio-openapi-2-sinba.xml",
        "esempio-openapi-3-ps-psa-sina.xml",
    ] {
        with_example(name, |reading| {
            let written = pas_siuss::write(&reading.flow).expect("valid, so it is written");
            let again = pas_siuss::read(&written).expect("ours");
            let mut values = sorted(again.flow);
            assert_eq!(values, sorted(reading.flow), "{name}");
            values.header.remove(Field::FlowName);
            assert!(
                pas_siuss::write(&values).is_err(),
                "the name of the flow is required"
            );
        });
    }
}
