//! A derived record before INPS's schema and all rules: what they find becomes a reason.

use pas_catalogue::Catalogue;
use pas_domain::finding::{Finding, Place, Severity, Target};
use pas_domain::flow::{Field, Values};
use pas_domain::office::Office;
use pas_domain::record::{Reason, RecordState, SiussRecord};
use pas_rules::{Channel, Context};
use pas_siuss::WriteError;

use crate::error::AppError;
use crate::flow;

/// Checks a record that is ready by its facts. An error keeps it back; a warning stays as a remark.
pub(crate) fn judge(record: &mut SiussRecord, catalogue: &Catalogue) -> Result<(), AppError> {
    if record.state != RecordState::Ready {
        return Ok(());
    }
    let flow = flow::of_one(record, stand_in_header());
    let mut findings = match pas_siuss::write(&flow) {
        Ok(_) => Vec::new(),
        Err(WriteError::Refused(findings)) => findings,
        Err(error) => return Err(AppError::system("comporre un flusso", error)),
    };
    // Both channels must take the record: it is one beneficiary with one benefit anyway.
    let context = Context::new(catalogue).by(Channel::Api);
    pas_rules::check_into(&flow, &context, &mut findings);
    for finding in findings
        .iter()
        .filter(|finding| finding.place != Place::Header)
    {
        add(record, finding);
    }
    Ok(())
}

/// A header that the schema takes: only the record is judged here, before the ente's data are known.
fn stand_in_header() -> Values<'static> {
    let values = [
        (Field::FlowName, "bozza"),
        (Field::EnteCode, "bozza"),
        (Field::EnteSeat, "H501"),
        (Field::OperatorCf, "00000000000"),
    ];
    values
        .into_iter()
        .map(|(field, text)| (field, text.into()))
        .collect()
}

/// Adds `finding`, unless a reason says the same: by its code, or, for a mere remark, because the
/// derivation has already spoken of the field in its own words.
fn add(record: &mut SiussRecord, finding: &Finding) {
    let field = match finding.target {
        Target::Field(field) => Some(field),
        Target::Other(_) | Target::Whole => None,
    };
    let is_remark = finding.severity == Severity::Warning;
    let says_the_same =
        |reason: &Reason| reason.code == finding.code || (is_remark && reason.field == field);
    if record.reasons.iter().any(says_the_same) {
        return;
    }
    let reason = Reason {
        code: finding.code.to_owned(),
        state: match finding.severity {
            Severity::Error => RecordState::Blocked,
            Severity::Warning => RecordState::Ready,
        },
        office: field.and_then(office_of).unwrap_or(Office::Siuss),
        message: finding.message.clone(),
        field,
    };
    match finding.severity {
        Severity::Error => {
            record.state = RecordState::Blocked;
            record.reasons.insert(0, reason);
        }
        Severity::Warning => record.reasons.push(reason),
    }
}

/// The office that holds a value, whatever the benefit; none where it is the benefit's own office.
pub(crate) const fn office_of(field: Field) -> Option<Office> {
    match field {
        Field::BeneficiaryCf
        | Field::Surname
        | Field::GivenName
        | Field::BirthYear
        | Field::Birthplace
        | Field::Sex
        | Field::Citizenship
        | Field::SecondCitizenship
        | Field::ResidenceRegion
        | Field::ResidenceComune
        | Field::ResidenceCountry
        | Field::MinorBirthYear
        | Field::MinorRegion
        | Field::MinorResidenceCountry => Some(Office::Anagrafe),
        Field::DsuNumber | Field::DsuYear | Field::DsuDate => Some(Office::Isee),
        _ => None,
    }
}
