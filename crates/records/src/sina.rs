//! The SINA assessment of a person in care for disability or non-self-sufficiency.

use jiff::civil::date;
use pas_domain::fact::{Assessment, Attribute};
use pas_domain::flow::Field;

use crate::draft::{Draft, Obtained, Part};
use crate::facts_of_person::{FactsOfPerson, Told};
use crate::reason::Why;
use crate::record::{BenefitCase, Subject, wants_sina};

/// Answers that the format requires. Source: INPS specification 2.0.1, table 10.
const REQUIRED: &[Field] = &[
    Field::Mobility,
    Field::DailyLiving,
    Field::BehaviouralDisorders,
    Field::IncomeArea,
    Field::SupportArea,
    Field::AssessmentSource,
    Field::AssessmentInstrument,
];

/// Answers that the format takes. Source: INPS specification 2.0.1, table 10.
const OPTIONAL: &[Field] = &[
    Field::CognitiveDisorders,
    Field::HealthCareNeeds,
    Field::DisabilitySource,
];

/// Sets the assessment where presa in carico and area ask for it.
pub(crate) fn set(
    draft: &mut Draft,
    case: &BenefitCase<'_>,
    person: &FactsOfPerson<'_>,
    subject: &Subject<'_, '_>,
) {
    if !wants_sina(subject.care) {
        return;
    }
    let office = case.granting_office();
    let Some(assessment) = latest(&person.assessments, subject) else {
        draft.because(Why::SinaMissing, office, Field::Mobility);
        return;
    };
    for &field in REQUIRED.iter().chain(OPTIONAL) {
        match assessment.it.answers.get(&field) {
            Some(answer) => {
                let obtained = Obtained::copied(assessment.fact, Attribute::Answer(field));
                draft.put(Part::Assessment, field, answer.clone(), obtained);
            }
            None if REQUIRED.contains(&field) => {
                draft.because(Why::SinaIncomplete, office, field);
            }
            None => {}
        }
    }
    for field in [Field::NeededBenefit, Field::CertifiedDisability] {
        let Some(codes) = assessment
            .it
            .lists
            .get(&field)
            .filter(|codes| !codes.is_empty())
        else {
            continue;
        };
        draft.note(
            field,
            Obtained::copied(assessment.fact, Attribute::Answer(field)),
        );
        match field {
            Field::NeededBenefit => draft.needed_benefits.clone_from(codes),
            _ => draft.certified_disabilities.clone_from(codes),
        }
    }
}

/// The latest assessment made by the end of the stretch's year; one without a date counts as old.
fn latest<'f>(
    assessments: &[Told<'f, Assessment>],
    subject: &Subject<'_, '_>,
) -> Option<Told<'f, Assessment>> {
    let year_end = date(subject.period.end().year(), 12, 31);
    let by_then =
        |told: &&Told<'f, Assessment>| told.it.assessed_on.is_none_or(|day| day <= year_end);
    assessments.iter().rfind(by_then).copied()
}
