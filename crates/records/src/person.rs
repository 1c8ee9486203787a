//! Who the person is and where they live, as the flow wants it.

use jiff::civil::Date;
use pas_catalogue::Catalogue;
use pas_domain::codice_fiscale::{Identity, IdentityGrade, grade};
use pas_domain::fact::{Attribute, Registration};
use pas_domain::flow::Field;
use pas_domain::office::Office;

use crate::Setup;
use crate::draft::{Draft, Obtained, Part};
use crate::facts_of_person::{FactsOfPerson, Told};
use crate::reason::Why;

/// ISO 3166 numeric code of Italy, as SIUSS uses it. Source: INPS specification 2.0.1, table 7.
const ITALY: &str = "380";
/// "Not available". Source: INPS specification 2.0.1, table 6.
const NOT_AVAILABLE: &str = "990";
/// Longest surname or name. Source: PS_PSA_SINA201812.xsd, `AnagraficaType`.
const LONGEST_NAME: usize = 36;

/// Sets the person's values. `on` is the day for which the residence must hold.
pub(crate) fn set(draft: &mut Draft, person: &FactsOfPerson<'_>, on: Date, setup: &Setup<'_>) {
    let Some(registration) = person.registration else {
        draft.put(
            Part::Person,
            Field::BeneficiaryCf,
            person.cf.to_string(),
            Obtained::by_rule("dal file di chi eroga: l'anagrafe non lo riporta"),
        );
        draft.because(Why::NotRegistered, Office::Anagrafe, Field::BeneficiaryCf);
        return;
    };
    set_cf(draft, registration, setup.catalogue);
    set_names(draft, registration);
    set_birth(draft, registration);
    set_citizenship(draft, registration);
    set_residence(draft, registration, on, setup.catalogue);
}

fn set_cf(draft: &mut Draft, told: Told<'_, Registration>, catalogue: &Catalogue) {
    let cf = &told.it.cf;
    let obtained = Obtained::copied(told.fact, Attribute::Cf);
    draft.put(Part::Person, Field::BeneficiaryCf, cf.to_string(), obtained);
    if !cf.fits_siuss_pattern() {
        draft.because(Why::CfRefusedByInps, Office::Siuss, Field::BeneficiaryCf);
    }
    match grade_of(told.it, catalogue) {
        IdentityGrade::A | IdentityGrade::B => {}
        IdentityGrade::C => {
            draft.because(Why::CfIncoherent, Office::Anagrafe, Field::BeneficiaryCf);
        }
        IdentityGrade::D | IdentityGrade::E => {
            draft.because(Why::CfProvisional, Office::Anagrafe, Field::BeneficiaryCf);
        }
    }
}

/// How far the registration's codice fiscale can be trusted.
pub(crate) fn grade_of(registration: &Registration, catalogue: &Catalogue) -> IdentityGrade {
    let identity = Identity {
        surname: &registration.surname,
        given_name: &registration.given_name,
        birth_date: registration.birth_date,
        sex: registration.sex,
        birthplace: registration.birthplace.as_deref(),
    };
    grade(
        registration.cf.as_str(),
        Some(&identity),
        registration.cf_verified,
        catalogue,
    )
    .grade
}

fn set_names(draft: &mut Draft, told: Told<'_, Registration>) {
    let names = [
        (Field::Surname, &told.it.surname, Attribute::Surname),
        (Field::GivenName, &told.it.given_name, Attribute::GivenName),
    ];
    for (field, name, attribute) in names {
        let attributes = [attribute, Attribute::FullName];
        let cut: String = name.chars().take(LONGEST_NAME).collect();
        if cut.len() < name.len() {
            draft.because(Why::NameCut, Office::Anagrafe, field);
        }
        let obtained = Obtained::by("come scritto dall'ufficio", [told.fact], &attributes);
        draft.put(Part::Person, field, cut, obtained);
    }
}

fn set_birth(draft: &mut Draft, told: Told<'_, Registration>) {
    let registration = told.it;
    match registration.birth_date {
        Some(day) => {
            let obtained = Obtained::by(
                "anno della data di nascita",
                [told.fact],
                &[Attribute::BirthDate],
            );
            draft.put(
                Part::Person,
                Field::BirthYear,
                format!("{:04}", day.year()),
                obtained,
            );
        }
        None => draft.because(Why::BirthUnknown, Office::Anagrafe, Field::BirthYear),
    }
    match &registration.birthplace {
        Some(place) => {
            let how = "codice catastale del comune o dello Stato di nascita";
            let obtained = Obtained::by(how, [told.fact], &[Attribute::Birthplace]);
            draft.put(Part::Person, Field::Birthplace, place.clone(), obtained);
        }
        None => draft.because(Why::BirthUnknown, Office::Anagrafe, Field::Birthplace),
    }
    match registration.sex {
        Some(sex) => {
            let obtained = Obtained::copied(told.fact, Attribute::Sex);
            draft.put(Part::Person, Field::Sex, sex.code(), obtained);
        }
        None => draft.because(Why::BirthUnknown, Office::Anagrafe, Field::Sex),
    }
}

fn set_citizenship(draft: &mut Draft, told: Told<'_, Registration>) {
    let (code, obtained) = if let Some(code) = &told.it.citizenship {
        let how = "codice ISO a tre cifre della cittadinanza";
        let obtained = Obtained::by(how, [told.fact], &[Attribute::Citizenship]);
        (code.as_str(), obtained)
    } else {
        let (why, field) = (Why::CitizenshipUnknown, Field::Citizenship);
        draft.because(why, Office::Anagrafe, field);
        let obtained = Obtained::by_rule("non disponibile in anagrafe");
        (NOT_AVAILABLE, obtained)
    };
    draft.put(Part::Person, Field::Citizenship, code, obtained);
    if let Some(second) = &told.it.second_citizenship {
        let obtained = Obtained::copied(told.fact, Attribute::SecondCitizenship);
        draft.put(
            Part::Person,
            Field::SecondCitizenship,
            second.clone(),
            obtained,
        );
    }
}

fn set_residence(draft: &mut Draft, told: Told<'_, Registration>, on: Date, catalogue: &Catalogue) {
    let country = told.it.residence_country.as_deref();
    let Some(belfiore) = told.it.residence_comune.as_deref() else {
        match country {
            Some(country) if country != ITALY => {
                let obtained = Obtained::copied(told.fact, Attribute::ResidenceCountry);
                draft.put(Part::Residence, Field::ResidenceCountry, country, obtained);
            }
            _ => draft.because(
                Why::ResidenceUnknown,
                Office::Anagrafe,
                Field::ResidenceComune,
            ),
        }
        return;
    };
    let comune = catalogue
        .comune_by_belfiore(belfiore, on)
        .or_else(|| catalogue.successor_of(belfiore, on))
        .or_else(|| catalogue.comune_by_belfiore_any_date(belfiore));
    let region = comune.and_then(|comune| catalogue.region_code_of(comune));
    let (Some(istat), Some(region)) = (comune.and_then(|comune| comune.istat.as_ref()), region)
    else {
        draft.because(
            Why::ResidenceWithoutIstat,
            Office::Siuss,
            Field::ResidenceComune,
        );
        return;
    };
    let at = |how: &str| Obtained::by(how, [told.fact], &[Attribute::ResidenceComune]);
    let region_how = "codice della regione secondo l'Agenzia delle Entrate, dal comune";
    draft.put(
        Part::Residence,
        Field::ResidenceRegion,
        region.t0.clone(),
        at(region_how),
    );
    let comune_how = "codice ISTAT a sei cifre del comune";
    draft.put(
        Part::Residence,
        Field::ResidenceComune,
        istat.clone(),
        at(comune_how),
    );
    draft.put(
        Part::Residence,
        Field::ResidenceCountry,
        ITALY,
        at("Italia, dal comune"),
    );
}

/// The T0 region of the residence, for SINBA; `None` outside Italy or when not known.
pub(crate) fn region_of(
    registration: &Registration,
    on: Date,
    catalogue: &Catalogue,
) -> Option<String> {
    let belfiore = registration.residence_comune.as_deref()?;
    let comune = catalogue
        .comune_by_belfiore(belfiore, on)
        .or_else(|| catalogue.comune_by_belfiore_any_date(belfiore))?;
    catalogue
        .region_code_of(comune)
        .map(|region| region.t0.clone())
}

/// The country of residence, for SINBA.
pub(crate) fn country_of(registration: &Registration) -> Option<&str> {
    match (
        &registration.residence_comune,
        &registration.residence_country,
    ) {
        (Some(_), _) => Some(ITALY),
        (None, country) => country.as_deref(),
    }
}
