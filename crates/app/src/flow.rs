//! Flows built from records: the header, one beneficiary for each person, the file's name.

use jiff::civil::Date;
use pas_domain::fact::EnteIdentity;
use pas_domain::flow::{
    Field, FlowBody, UncheckedBeneficiary, UncheckedFlow, UncheckedMinor, Values,
};
use pas_domain::record::{RecordBody, SiussRecord};

use crate::use_cases::write_flow::FlowKind;

/// Name of a flow. Source: INPS specification 2.0.1, §3.2 and tables 2 and 13.
pub(crate) fn name(ente_code: &str, kind: FlowKind, day: Date, number: i64) -> String {
    format!(
        "{ente_code}.{}.{}.{number:07}",
        kind.name(),
        day.strftime("%Y%m%d")
    )
}

/// Name of a flow that is shown before it is written: the day and the number are not given yet.
pub(crate) fn draft_name(ente_code: &str, record: &SiussRecord) -> String {
    let kind = match record.body {
        RecordBody::Benefit(_) => FlowKind::Benefits,
        RecordBody::Minor(_) => FlowKind::Minors,
    };
    format!("{ente_code}.{}.bozza", kind.name())
}

/// The header of a flow that `ente` sends as `name`.
pub(crate) fn header(ente: &EnteIdentity, name: &str) -> Values<'static> {
    let mut header = Values::with_capacity(5);
    header.set(Field::FlowName, name.to_owned());
    header.set(Field::EnteCode, ente.code.clone());
    header.set(Field::EnteName, ente.name.clone());
    header.set(Field::EnteSeat, ente.seat.clone());
    header.set(Field::OperatorCf, ente.operator_cf.to_string());
    header
}

/// The flow with one record, as the WaaS channel sends it.
pub(crate) fn of_one(record: &SiussRecord, header: Values<'static>) -> UncheckedFlow<'static> {
    let body = match &record.body {
        RecordBody::Benefit(beneficiary) => FlowBody::Benefits(vec![beneficiary.clone()]),
        RecordBody::Minor(minor) => FlowBody::Minors(vec![minor.clone()]),
    };
    UncheckedFlow { header, body }
}

/// The flow with many records, as INPS's web form takes it: benefits that follow each other and are
/// of the same person at the same address share one beneficiary.
pub(crate) fn of_many(
    records: Vec<SiussRecord>,
    kind: FlowKind,
    header: Values<'static>,
) -> UncheckedFlow<'static> {
    let body = match kind {
        FlowKind::Benefits => FlowBody::Benefits(beneficiaries(records)),
        FlowKind::Minors => FlowBody::Minors(minors(records)),
    };
    UncheckedFlow { header, body }
}

fn beneficiaries(records: Vec<SiussRecord>) -> Vec<UncheckedBeneficiary<'static>> {
    let mut people: Vec<UncheckedBeneficiary<'static>> = Vec::new();
    for record in records {
        let RecordBody::Benefit(next) = record.body else {
            continue;
        };
        match people.last_mut() {
            Some(last) if last.person == next.person && last.residences == next.residences => {
                last.benefits.extend(next.benefits);
            }
            _ => people.push(next),
        }
    }
    people
}

fn minors(records: Vec<SiussRecord>) -> Vec<UncheckedMinor<'static>> {
    let minor = |record: SiussRecord| match record.body {
        RecordBody::Minor(minor) => Some(minor),
        RecordBody::Benefit(_) => None,
    };
    records.into_iter().filter_map(minor).collect()
}
