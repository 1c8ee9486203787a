//! Flows built from records: the header, one beneficiary for each person, the file's name.

use jiff::civil::Date;
use pas_domain::codice_fiscale::CodiceFiscale;
use pas_domain::fact::EnteIdentity;
use pas_domain::finding::Place;
use pas_domain::flow::{
    Field, FlowBody, UncheckedBeneficiary, UncheckedFlow, UncheckedMinor, Values,
};
use pas_domain::ids::EnteId;
use pas_domain::record::{RecordBody, SiussRecord};
use pas_domain::sending::Operation;
use pas_siuss::WriteError;
use pas_storage::{Tx, ente};

use crate::error::AppError;

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

/// How `ente` presents itself to INPS.
pub(crate) async fn identity(tx: &mut Tx, ente: EnteId) -> Result<EnteIdentity, AppError> {
    let ente = ente::get(tx, ente).await?;
    ente.and_then(|ente| ente.identity).ok_or_else(|| {
        AppError::Invalid(
            "Mancano i dati dell'ente (codice INPS, denominazione, sede legale, codice fiscale \
             dell'operatore): importa il file dell'ente dall'ufficio «Referente SIUSS»."
                .to_owned(),
        )
    })
}

/// The code of the ente in the JSON of the e-service, where only a Belfiore code fits: its own code
/// when it is one, else that of its seat. Source: INPS's OpenAPI 2.0.1, `codice_ente`.
pub(crate) fn public_code(ente: &EnteIdentity) -> &str {
    let is_belfiore = |code: &str| {
        let (first, digits) = code.as_bytes().split_first().unwrap_or((&0, &[]));
        first.is_ascii_uppercase() && digits.len() == 3 && digits.iter().all(u8::is_ascii_digit)
    };
    if is_belfiore(&ente.code) {
        &ente.code
    } else {
        &ente.seat
    }
}

/// The bytes of `flow`, or which of the ente's own data INPS's schema refuses.
pub(crate) fn written(flow: &UncheckedFlow<'_>) -> Result<Vec<u8>, AppError> {
    pas_siuss::write(flow).map_err(|error| {
        let first = match &error {
            WriteError::Refused(findings) => findings
                .iter()
                .find(|finding| finding.place == Place::Header),
            WriteError::Destination(_) => None,
        };
        match first {
            Some(first) => wrong_identity(first.code, &first.message, first.found.as_deref()),
            None => AppError::system("comporre il flusso", error),
        }
    })
}

/// What is wrong with the ente's own data, with the value unless it is a person's.
pub(crate) fn wrong_identity(code: &str, message: &str, found: Option<&str>) -> AppError {
    let found = found.filter(|found| CodiceFiscale::parse(found).is_err());
    let found = found.map(|found| format!(" (trovato «{found}»)"));
    AppError::Invalid(format!(
        "I dati dell'ente non vanno bene per INPS ({code}: {message}{}): correggi il file dell'ente e \
         importalo di nuovo dall'ufficio «Referente SIUSS».",
        found.unwrap_or_default()
    ))
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

/// The flow with one record and what it asks of INPS, as the e-service offers it.
pub(crate) fn to_send(
    record: &SiussRecord,
    operation: Operation,
    header: Values<'static>,
) -> UncheckedFlow<'static> {
    let mut flow = of_one(record, header);
    if let FlowBody::Benefits(people) = &mut flow.body {
        for person in people {
            ask(person, operation);
        }
    }
    flow
}

/// Says what is asked for every benefit of `person`. SINBA knows no operation.
fn ask(person: &mut UncheckedBeneficiary<'_>, operation: Operation) {
    for benefit in &mut person.benefits {
        benefit.values.set(Field::Operation, operation.letter());
    }
}

/// The flow with one record, as the WaaS channel sends it.
pub(crate) fn of_one(record: &SiussRecord, header: Values<'static>) -> UncheckedFlow<'static> {
    let body = match &record.body {
        RecordBody::Benefit(beneficiary) => FlowBody::Benefits(vec![beneficiary.clone()]),
        RecordBody::Minor(minor) => FlowBody::Minors(vec![minor.clone()]),
    };
    UncheckedFlow { header, body }
}

/// The flow with many records and what each asks, as INPS's web form takes it: benefits that follow
/// each other and are of the same person at the same address share one beneficiary. Their order stays.
pub(crate) fn of_many<'a>(
    records: impl Iterator<Item = (Operation, &'a SiussRecord)>,
    kind: FlowKind,
    header: Values<'static>,
) -> UncheckedFlow<'static> {
    let body = match kind {
        FlowKind::Benefits => FlowBody::Benefits(beneficiaries(records)),
        FlowKind::Minors => FlowBody::Minors(minors(records)),
    };
    UncheckedFlow { header, body }
}

fn beneficiaries<'a>(
    records: impl Iterator<Item = (Operation, &'a SiussRecord)>,
) -> Vec<UncheckedBeneficiary<'static>> {
    let mut people: Vec<UncheckedBeneficiary<'static>> = Vec::new();
    for (operation, record) in records {
        let RecordBody::Benefit(next) = &record.body else {
            continue;
        };
        let mut next = next.clone();
        ask(&mut next, operation);
        match people.last_mut() {
            Some(last) if last.person == next.person && last.residences == next.residences => {
                last.benefits.extend(next.benefits);
            }
            _ => people.push(next),
        }
    }
    people
}

fn minors<'a>(
    records: impl Iterator<Item = (Operation, &'a SiussRecord)>,
) -> Vec<UncheckedMinor<'static>> {
    let minor = |(_, record): (Operation, &SiussRecord)| match &record.body {
        RecordBody::Minor(minor) => Some(minor.clone()),
        RecordBody::Benefit(_) => None,
    };
    records.filter_map(minor).collect()
}
