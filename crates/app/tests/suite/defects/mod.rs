//! The 21 defects of the main peer's export, one test each: by behaviour, we do not have them.
//!
//! Source: `siso-come-esporta.md` §5 of the project's notes, whose numbers the tests bear.

mod keeping;
mod records;
mod sending;

use pas_domain::flow::{Field, FlowBody, UncheckedBeneficiary, UncheckedFlow, Values};
use pas_domain::record::{RecordBody, RecordState, SiussRecord};

use crate::support::Home;
use crate::support::village::{ADA, Village};

/// How many benefits each beneficiary of a flow has.
pub(crate) fn n_benefits(flow: &UncheckedFlow<'_>) -> Vec<usize> {
    match &flow.body {
        FlowBody::Benefits(people) => people.iter().map(|person| person.benefits.len()).collect(),
        FlowBody::Minors(_) => panic!("a flow of benefits"),
    }
}

/// The same, of a flow as it was written.
pub(crate) fn n_benefits_in(xml: &str) -> Vec<usize> {
    let reading = pas_siuss::read(xml.as_bytes()).expect("readable");
    assert!(reading.is_valid(), "{:?}", reading.findings);
    n_benefits(&reading.flow)
}

/// The person of a record, as it would be sent.
pub(crate) fn person(record: &SiussRecord) -> UncheckedBeneficiary<'static> {
    match &record.body {
        RecordBody::Benefit(person) => person.clone(),
        RecordBody::Minor(_) => panic!("a record of a benefit"),
    }
}

/// A flow of these people with a header that the schema takes.
pub(crate) fn flow_of(people: Vec<UncheckedBeneficiary<'static>>) -> UncheckedFlow<'static> {
    let header = [
        (Field::FlowName, "L762PROVA.PS.20261123.0000001"),
        (Field::EnteCode, "L762PROVA"),
        (Field::EnteName, "Comune di Prova"),
        (Field::EnteSeat, "L762"),
        (Field::OperatorCf, "00000000000"),
    ];
    let header: Values<'static> = header
        .map(|(field, text)| (field, text.into()))
        .into_iter()
        .collect();
    UncheckedFlow {
        header,
        body: FlowBody::Benefits(people),
    }
}

/// The village with one payment to Ada that can go; its record.
pub(crate) async fn one_ready(home: &Home) -> (Village, SiussRecord) {
    let village = Village::new(home).await;
    village.pay(&[(ADA, "A1.04", "100,00", "No")]).await;
    let mut records = village.records().await;
    let record = records.pop().expect("a record");
    assert_eq!(
        (records.len(), record.state),
        (0, RecordState::Ready),
        "{:?}",
        record.reasons
    );
    (village, record)
}
