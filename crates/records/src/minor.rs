//! SINBA records: the assessment of a minor in care, under a pseudonym.

use jiff::civil::{Date, date};
use pas_domain::coded::{PresaInCarico, ServiceArea};
use pas_domain::fact::{Assessment, Attribute, Registration};
use pas_domain::flow::{Field, UncheckedMinor};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::Period;
use pas_domain::record::{RecordBody, SiussRecord};

use crate::draft::{Draft, Obtained, Part, owned};
use crate::facts_of_person::{FactsOfPerson, Told};
use crate::reason::Why;
use crate::{Setup, care, person, reason};

/// Answers that the format requires and that the assessment gives. Source: SINBA.xsd,
/// `use="required"`; the others of its required values are derived.
const REQUIRED: &[Field] = &[
    Field::UnaccompaniedMinor,
    Field::OrphanStatus,
    Field::LivingPlace,
    Field::School,
    Field::WorkCondition,
    Field::Disability,
    Field::FirstReportMonth,
    Field::ReportSource,
    Field::MinorEvaluation,
    Field::FamilyEvaluation,
    Field::CourtReport,
    Field::CourtOrder,
];

/// Age from which a person is no longer a minor.
const FULL_AGE: i16 = 18;

/// The SINBA records of `person`, one for each assessment.
pub(crate) fn records(person: &FactsOfPerson<'_>, setup: &Setup<'_>) -> Vec<SiussRecord> {
    person
        .minor_assessments
        .iter()
        .map(|told| record(*told, person, setup))
        .collect()
}

fn record(
    told: Told<'_, Assessment>,
    person: &FactsOfPerson<'_>,
    setup: &Setup<'_>,
) -> SiussRecord {
    let mut draft = Draft::default();
    let day = told.it.assessed_on.unwrap_or_else(|| {
        draft.because(Why::MinorAssessmentUndated, Office::Minori, None);
        date(1900, 1, 1)
    });
    let how = "pseudonimo dell'ente: senza la chiave non riporta alla persona";
    let id = (setup.pseudonym)(person.cf);
    draft.put(Part::Minor, Field::MinorId, id, Obtained::by_rule(how));
    set_answers(&mut draft, told);
    match person.registration {
        Some(registration) => set_registered(&mut draft, registration, day, setup),
        None => draft.because(Why::NotRegistered, Office::Anagrafe, Field::MinorBirthYear),
    }
    look_at_care(&mut draft, person, day);
    let benefits = benefits(&mut draft, told, person);
    let household = list(&mut draft, told, Field::HouseholdMember);
    close(
        draft,
        told,
        person,
        day,
        UncheckedMinor {
            benefits,
            household,
            ..UncheckedMinor::default()
        },
    )
}

fn set_answers(draft: &mut Draft, told: Told<'_, Assessment>) {
    for (&field, answer) in &told.it.answers {
        let obtained = Obtained::copied(told.fact, Attribute::Answer(field));
        draft.put(Part::Minor, field, answer.clone(), obtained);
    }
    for &field in REQUIRED {
        if !told.it.answers.contains_key(&field) {
            draft.because(Why::MinorAnswersMissing, Office::Minori, field);
        }
    }
}

fn set_registered(draft: &mut Draft, told: Told<'_, Registration>, day: Date, setup: &Setup<'_>) {
    match told.it.birth_date {
        Some(birth) => {
            let at = |how: &str| Obtained::by(how, [told.fact], &[Attribute::BirthDate]);
            let year = format!("{:04}", birth.year());
            draft.put(
                Part::Minor,
                Field::MinorBirthYear,
                year,
                at("anno della data di nascita"),
            );
            match age_band(age_on(birth, day)) {
                Some(band) => {
                    let how = "età alla data della valutazione; il limite comune a due fasce va alla più alta";
                    draft.put(Part::Minor, Field::AgeBand, band, at(how));
                }
                None => draft.because(Why::MinorOfAge, Office::Minori, Field::AgeBand),
            }
        }
        None => draft.because(Why::BirthUnknown, Office::Anagrafe, Field::MinorBirthYear),
    }
    let residence = |how: &str| {
        let attributes = [Attribute::ResidenceComune, Attribute::ResidenceCountry];
        Obtained::by(how, [told.fact], &attributes)
    };
    match person::country_of(told.it) {
        Some(country) => {
            let how = residence("nazione di residenza");
            draft.put(Part::Minor, Field::MinorResidenceCountry, country, how);
        }
        None => {
            draft.because(
                Why::ResidenceUnknown,
                Office::Anagrafe,
                Field::MinorResidenceCountry,
            );
        }
    }
    if let Some(region) = person::region_of(told.it, day, setup.catalogue) {
        let how = residence("codice della regione secondo l'Agenzia delle Entrate, dal comune");
        draft.put(Part::Minor, Field::MinorRegion, region, how);
    }
}

fn look_at_care(draft: &mut Draft, person: &FactsOfPerson<'_>, day: Date) {
    let year = Period::new(date(day.year(), 1, 1), date(day.year(), 12, 31))
        .expect("invariant: a year has a first and a last day");
    match care::in_force(&person.care, year).state {
        Some(PresaInCarico::Yes) => {}
        Some(PresaInCarico::No) => draft.because(Why::MinorNotInCare, Office::Minori, None),
        Some(PresaInCarico::Unknown) => draft.because(Why::CareUnknown, Office::Minori, None),
        None => draft.because(Why::CareMissing, Office::Minori, None),
    }
}

/// The minor's benefits as the assessment lists them, or else those that the files tell of.
fn benefits(
    draft: &mut Draft,
    told: Told<'_, Assessment>,
    person: &FactsOfPerson<'_>,
) -> Vec<std::borrow::Cow<'static, str>> {
    let listed = list(draft, told, Field::MinorBenefit);
    if !listed.is_empty() {
        return listed;
    }
    let mut codes: Vec<String> = person
        .grants
        .iter()
        .map(|grant| grant.it.benefit.clone())
        .collect();
    codes.sort();
    codes.dedup();
    if codes.is_empty() {
        draft.because(
            Why::MinorAnswersMissing,
            Office::Minori,
            Field::MinorBenefit,
        );
    } else {
        let facts = person.grants.iter().map(|grant| grant.fact);
        let how = Obtained::by(
            "prestazioni concesse al minore",
            facts,
            &[Attribute::Benefit],
        );
        draft.note(Field::MinorBenefit, how);
    }
    owned(codes)
}

fn list(
    draft: &mut Draft,
    told: Told<'_, Assessment>,
    field: Field,
) -> Vec<std::borrow::Cow<'static, str>> {
    let codes = told.it.lists.get(&field).cloned().unwrap_or_default();
    if !codes.is_empty() {
        draft.note(field, Obtained::copied(told.fact, Attribute::Answer(field)));
    } else if field == Field::HouseholdMember {
        draft.because(Why::MinorAnswersMissing, Office::Minori, field);
    }
    owned(codes)
}

fn close(
    mut draft: Draft,
    told: Told<'_, Assessment>,
    person: &FactsOfPerson<'_>,
    day: Date,
    minor: UncheckedMinor<'static>,
) -> SiussRecord {
    reason::sort(&mut draft.reasons);
    let assessed = told
        .it
        .assessed_on
        .map_or_else(String::new, |day| day.to_string());
    SiussRecord {
        key: format!("{}|SINBA|{assessed}", person.cf),
        person: person.cf.clone(),
        benefit: None,
        period: Period::new(day, day).expect("invariant: a day is a period"),
        n_months: None,
        total: Money::ZERO,
        office: Some(told.fact.office),
        service_area: Some(ServiceArea::FamilyAndMinors),
        residence_comune: person
            .registration
            .and_then(|registration| registration.it.residence_comune.clone()),
        body: RecordBody::Minor(UncheckedMinor {
            values: draft.minor,
            ..minor
        }),
        state: reason::state_of(&draft.reasons),
        reasons: draft.reasons,
        lineage: draft.lineage,
    }
}

/// Whole years between `birth` and `day`.
fn age_on(birth: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    day.year() - birth.year() - i16::from(!had_birthday)
}

/// INPS's age band. Source: INPS specification 2.0.1, table 15. Its bands share their limits (0-3,
/// 3-6 …) and no source says which side a limit is on: a limit goes to the higher band.
fn age_band(age: i16) -> Option<&'static str> {
    match age {
        0..3 => Some("1"),
        3..6 => Some("2"),
        6..9 => Some("3"),
        9..12 => Some("4"),
        12..15 => Some("5"),
        15..FULL_AGE => Some("6"),
        _ => None,
    }
}
