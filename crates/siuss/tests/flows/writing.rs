//! What the writer writes, byte by byte, and what it refuses.

use std::borrow::Cow;

use pas_domain::flow::{
    Field, FlowBody, UncheckedAssessment, UncheckedBeneficiary, UncheckedBenefit, UncheckedFlow,
    Values,
};
use pas_siuss::{FlowKind, FlowWriter, WriteError, read, write};
use proptest::prelude::*;

use crate::sorted::sorted;
use crate::support::{self, Dice};

/// Values in the order given: the writer has to put them into the order of the XSD.
fn values(pairs: &[(Field, &'static str)]) -> Values<'static> {
    pairs
        .iter()
        .map(|(field, value)| (*field, Cow::Borrowed(*value)))
        .collect()
}

fn header(name: &'static str) -> Values<'static> {
    values(&[
        (Field::OperatorCf, "PRVLDE80A01H501X"),
        (Field::EnteSeat, "H501"),
        (Field::EnteName, "Comune di \"Provaldo\" & Esempio"),
        (Field::EnteCode, "H501"),
        (Field::FlowName, name),
    ])
}

fn person() -> UncheckedBeneficiary<'static> {
    let person = values(&[
        (Field::BeneficiaryCf, "SMPNTN45T41L219Y"),
        (Field::GivenName, "Antonia <detta Nina>"),
        (Field::Surname, "Esempini"),
        (Field::BirthYear, "1945"),
        (Field::Birthplace, "L219"),
        (Field::Sex, "2"),
        (Field::Citizenship, "380"),
        (Field::SecondCitizenship, ""),
    ]);
    let benefit = values(&[
        (Field::Operation, "I"),
        (Field::MeansTest, "1"),
        (Field::Carattere, "1"),
        (Field::DsuNumber, ""),
        (Field::BenefitCode, "A2.12"),
        (Field::BenefitName, "Assistenza domiciliare"),
        (Field::ApplicationProtocol, "2024\t0001\n"),
        (Field::BenefitStart, "2024-01-01"),
        (Field::BenefitEnd, "2024-12-31"),
        (Field::MonthlyAmount, "150.00"),
        (Field::PresaInCarico, "1"),
        (Field::ServiceArea, "2"),
    ]);
    let assessment = UncheckedAssessment {
        values: values(&[
            (Field::Mobility, "2"),
            (Field::DailyLiving, "2"),
            (Field::BehaviouralDisorders, "1"),
            (Field::IncomeArea, "1"),
            (Field::SupportArea, "1"),
            (Field::AssessmentSource, "1"),
            (Field::AssessmentInstrument, "7"),
        ]),
        needed_benefits: vec!["A2.12".into()],
        certified_disabilities: Vec::new(),
    };
    UncheckedBeneficiary {
        person,
        residences: vec![values(&[
            (Field::ResidenceCountry, "380"),
            (Field::ResidenceComune, "001272"),
            (Field::ResidenceRegion, "13"),
        ])],
        benefits: vec![UncheckedBenefit {
            values: benefit,
            assessment: Some(assessment),
        }],
    }
}

fn benefit_flow() -> UncheckedFlow<'static> {
    UncheckedFlow {
        header: header("H501.PS.20240131.0000001"),
        body: FlowBody::Benefits(vec![person()]),
    }
}

#[test]
fn a_benefit_flow_byte_by_byte() {
    let bytes = write(&benefit_flow()).expect("valid");
    insta::assert_snapshot!(String::from_utf8(bytes).expect("UTF-8"));
}

#[test]
fn a_minor_flow_byte_by_byte() {
    let flow = support::minor_flow(&mut Dice(7));
    let bytes = write(&flow).expect("valid");
    insta::assert_snapshot!(String::from_utf8(bytes).expect("UTF-8"));
}

#[test]
fn record_by_record_gives_the_same_bytes() {
    let flow = benefit_flow();
    let mut writer = FlowWriter::new(Vec::new(), FlowKind::Ps, &flow.header).expect("a header");
    writer.beneficiary(&person()).expect("a person");
    assert_eq!(
        writer.finish().expect("the end"),
        write(&flow).expect("valid")
    );
}

/// Spoils the flow and tells the codes for which it is refused.
fn refused(spoil: impl FnOnce(&mut UncheckedFlow<'static>)) -> Vec<&'static str> {
    let mut flow = benefit_flow();
    spoil(&mut flow);
    match write(&flow) {
        Ok(_) => Vec::new(),
        Err(WriteError::Refused(findings)) => findings.iter().map(|found| found.code).collect(),
        Err(error) => panic!("{error}"),
    }
}

fn first<'f>(flow: &'f mut UncheckedFlow<'static>) -> &'f mut UncheckedBeneficiary<'static> {
    match &mut flow.body {
        FlowBody::Benefits(people) => people.first_mut().expect("a person"),
        FlowBody::Minors(_) => panic!("benefits"),
    }
}

#[test]
fn nothing_that_the_schema_refuses_is_written() {
    assert_eq!(refused(|_| {}), [""; 0]);
    assert_eq!(
        refused(|flow| flow.body = FlowBody::Benefits(Vec::new())),
        ["XSD-MISSING-ELEMENT"]
    );
    assert_eq!(
        refused(|flow| first(flow).residences.clear()),
        ["XSD-MISSING-ELEMENT"]
    );
    assert_eq!(
        refused(|flow| first(flow).benefits.clear()),
        ["XSD-MISSING-ELEMENT"]
    );
    assert_eq!(
        refused(|flow| {
            let residence = first(flow).residences[0].clone();
            first(flow).residences.resize(6, residence);
        }),
        ["XSD-TOO-MANY"]
    );
    assert_eq!(
        refused(|flow| drop(first(flow).person.remove(Field::Surname))),
        ["XSD-MISSING-ATTRIBUTE"]
    );
    assert_eq!(
        refused(|flow| first(flow).person.set(Field::Surname, "")),
        ["XSD-LENGTH"]
    );
    assert_eq!(
        refused(|flow| first(flow).person.set(Field::Sex, "3")),
        ["XSD-ENUM"]
    );
    assert_eq!(
        refused(|flow| first(flow).benefits[0]
            .values
            .set(Field::MonthlyAmount, "1,5")),
        ["XSD-DECIMAL"]
    );
    assert_eq!(
        refused(|flow| first(flow).benefits[0]
            .values
            .set(Field::EventDate, "2024-02-30")),
        ["XSD-DATE"]
    );
}

#[test]
fn nothing_is_lost_in_silence() {
    // A value that belongs elsewhere, a second value, a character that XML cannot carry.
    assert_eq!(
        refused(|flow| flow.header.set(Field::Surname, "Provaldi")),
        ["XSD-ATTRIBUTE"]
    );
    assert_eq!(
        refused(|flow| first(flow).person.push(Field::Sex, "1")),
        ["XSD-ATTRIBUTE"]
    );
    assert_eq!(
        refused(|flow| first(flow).person.set(Field::Surname, "a\u{1}")),
        ["XML-CHARACTER"]
    );
}

#[test]
fn a_record_of_the_other_kind_is_refused() {
    let mut writer = FlowWriter::new(Vec::new(), FlowKind::Sinba, &header("N")).expect("a header");
    assert!(matches!(
        writer.beneficiary(&person()),
        Err(WriteError::Refused(_))
    ));
    assert!(
        matches!(writer.finish(), Err(WriteError::Refused(_))),
        "no record"
    );
}

proptest! {
    /// Whatever valid flow is written, it reads back as it was, and the schema accepts it.
    #[test]
    fn what_is_written_reads_back_the_same(seed: u64, minors: bool, surname in "[^\\x00-\\x1f\u{fffe}\u{ffff}]{1,36}") {
        let mut dice = Dice(seed);
        let mut flow = if minors {
            support::minor_flow(&mut dice)
        } else {
            support::benefit_flow(&mut dice)
        };
        if let FlowBody::Benefits(people) = &mut flow.body {
            for person in people {
                person.person.set(Field::Surname, surname.clone());
            }
        }
        let bytes = write(&flow).expect("valid");
        let reading = read(&bytes).expect("ours");
        prop_assert_eq!(&reading.findings, &[]);
        prop_assert_eq!(sorted(reading.flow), sorted(flow));
    }
}
