//! Assessments: SINA for adults whom the service follows, SINBA for minors.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use pas_domain::coded::ServiceArea;
use pas_domain::flow::Field;

use super::person::{LAST_DAY, Person};
use super::place::ITALY_ISO;
use super::{World, YEARS};
use crate::dice::Dice;

/// A SINA assessment with INPS's codes. Source: PS_PSA_SINA201812.xsd, `SINAType`.
#[derive(Debug, Clone)]
pub(crate) struct SinaAnswers {
    pub(crate) person: usize,
    /// Year of the file that carries it.
    pub(crate) file_year: i16,
    pub(crate) day: Date,
    /// Mobilità to fonte invalidità, in the order of the file's columns.
    pub(crate) codes: [String; 10],
    pub(crate) disabilities: String,
    pub(crate) needed: String,
}

/// A SINBA assessment with INPS's codes. Source: SINBA.xsd, `SinbaType`.
#[derive(Debug, Clone)]
pub(crate) struct MinorAnswers {
    pub(crate) person: usize,
    pub(crate) file_year: i16,
    pub(crate) day: Date,
    pub(crate) answers: BTreeMap<Field, String>,
    pub(crate) benefits: String,
    pub(crate) household: String,
}

/// The answers that a SINBA file asks for, in the order of its columns. What follows from the
/// registry (year of birth, age, region, country) is not asked.
pub(crate) const MINOR_FIELDS: [Field; 41] = [
    Field::UnaccompaniedMinor,
    Field::OrphanStatus,
    Field::LivingPlace,
    Field::School,
    Field::WorkCondition,
    Field::Disability,
    Field::DisabilityKind,
    Field::DisabilityCertificate,
    Field::FatherCitizenship,
    Field::MotherCitizenship,
    Field::FatherRegion,
    Field::MotherRegion,
    Field::FatherEducation,
    Field::MotherEducation,
    Field::FatherOccupation,
    Field::MotherOccupation,
    Field::FirstReportMonth,
    Field::ReportSource,
    Field::MinorEvaluation,
    Field::FamilyEvaluation,
    Field::CourtReport,
    Field::CourtReportMonth,
    Field::CourtOrder,
    Field::CourtOrderMonth,
    Field::CourtAuthority,
    Field::ParentalAuthority,
    Field::CourtOrderKind,
    Field::FosterForm,
    Field::FosterKind,
    Field::FosterDuration,
    Field::FosterCharacter,
    Field::FosterOutcome,
    Field::PlacementCharacter,
    Field::PlacementForm,
    Field::PlacementKind,
    Field::PlacementOutcome,
    Field::ClosureReason,
    Field::ClosureSituation,
    Field::Collaborations,
    Field::IseeMembers,
    Field::IseeBand,
];

/// Code of Emilia-Romagna that SIUSS means by region (Agenzia delle Entrate; ISTAT's is 08).
const REGION: &str = "06";

/// SINA assessments of all whom the service follows in the area of disability and care, and the
/// few of them that nobody assessed.
pub(super) fn assess_adults(seed: u64, world: &World) -> (Vec<SinaAnswers>, Vec<usize>) {
    let mut dice = Dice::new(seed, "sina");
    let mut starts: BTreeMap<usize, Date> = BTreeMap::new();
    for grant in world.elderly.iter().filter(|grant| grant.care.ever()) {
        let start = starts.entry(grant.person).or_insert(grant.start);
        *start = grant.start.min(*start);
    }
    let followed = world.payments.iter();
    for paid in followed.filter(|paid| paid.area == Some(ServiceArea::DisabilityAndCare)) {
        let start = starts.entry(paid.person).or_insert(paid.day);
        *start = paid.day.min(*start);
    }
    let mut answers = Vec::new();
    let mut unassessed = Vec::new();
    for (number, (person, start)) in starts.into_iter().enumerate() {
        if number % 60 == 7 {
            unassessed.push(person);
            continue;
        }
        answers.push(assess(&mut dice, person, start));
        for year in YEARS {
            let day = dice.day(date(year, 2, 1), date(year, 11, 30));
            if year > start.year() && dice.chance(30) && world.people[person].alive_on(day) {
                answers.push(assess(&mut dice, person, day));
            }
        }
    }
    (answers, unassessed)
}

fn assess(dice: &mut Dice, person: usize, day: Date) -> SinaAnswers {
    let mut code = |weights: &[(u8, u32)]| dice.weighted(weights).to_string();
    let thirds = [(1, 30), (2, 45), (3, 25)];
    let codes = [
        code(&thirds),
        code(&thirds),
        code(&thirds),
        code(&[(1, 70), (2, 30)]),
        code(&thirds),
        code(&[(1, 50), (2, 35), (3, 15)]),
        code(&[(1, 55), (2, 30), (3, 15)]),
        code(&[(1, 40), (2, 35), (3, 10), (4, 15)]),
        code(&[(1, 35), (2, 5), (3, 10), (4, 10), (5, 5), (6, 10), (7, 25)]),
        code(&[(1, 70), (2, 30)]),
    ];
    let disabilities = *dice.pick(&["2", "2 5", "3", "1", "2, 6", "3 5"]);
    let needed = *dice.pick(&[
        "A2.07",
        "A2.08",
        "A2.07 A2.08",
        "A3.02",
        "A1.14, A3.02",
        "A2.07, A1.11",
    ]);
    SinaAnswers {
        person,
        file_year: day.year().max(2023),
        day,
        codes,
        disabilities: disabilities.to_owned(),
        needed: needed.to_owned(),
    }
}

/// SINBA assessments of the children in foster care: one when the care begins, and for half of
/// them one each year after.
pub(super) fn assess_minors(seed: u64, world: &World) -> Vec<MinorAnswers> {
    let mut dice = Dice::new(seed, "sinba");
    let mut placed = BTreeSet::new();
    let mut answers = Vec::new();
    for placement in &world.foster {
        let grant = &placement.grant;
        if !placed.insert(grant.person) {
            continue;
        }
        let person = &world.people[grant.person];
        let first = grant.start.max(date(2023, 1, 9));
        let last = grant.end.unwrap_or(LAST_DAY).min(LAST_DAY);
        answers.push(assess_minor(
            &mut dice,
            (grant.person, person),
            (first, last, grant.start),
        ));
        for year in YEARS {
            let day = dice.day(date(year, 2, 1), date(year, 10, 31));
            if day > first.saturating_add(120.days()) && day < last && dice.chance(50) {
                answers.push(assess_minor(
                    &mut dice,
                    (grant.person, person),
                    (day, last, grant.start),
                ));
            }
        }
    }
    answers
}

fn assess_minor(
    dice: &mut Dice,
    (at, person): (usize, &Person),
    (day, last, start): (Date, Date, Date),
) -> MinorAnswers {
    let mut sheet = Sheet {
        dice,
        answers: BTreeMap::new(),
    };
    sheet.about_child(person, day);
    sheet.about_parents(person);
    sheet.about_reports(person, start);
    sheet.about_foster_care(day, last);
    let answers = sheet.answers;
    MinorAnswers {
        person: at,
        file_year: day.year(),
        day,
        answers,
        benefits: (*dice.pick(&["A1.22", "A1.22 A2.02", "A1.22, A2.11"])).to_owned(),
        household: (*dice.pick(&["1", "1 2", "1 2 3", "1, 3", "1 4", "1 5"])).to_owned(),
    }
}

struct Sheet<'a> {
    dice: &'a mut Dice,
    answers: BTreeMap<Field, String>,
}

impl Sheet<'_> {
    fn say(&mut self, field: Field, answer: impl Into<String>) {
        self.answers.insert(field, answer.into());
    }

    fn choose(&mut self, field: Field, codes: &[&str]) {
        let code = *self.dice.pick(codes);
        self.say(field, code);
    }

    fn about_child(&mut self, person: &Person, day: Date) {
        let age = person.age_on(day);
        let alone = age >= 15 && person.citizenship.is_some() && self.dice.chance(30);
        self.say(Field::UnaccompaniedMinor, if alone { "1" } else { "2" });
        self.choose(Field::OrphanStatus, &["1", "1", "1", "1", "3", "4"]);
        self.say(Field::LivingPlace, "3");
        let school = match age {
            ..=2 => "3",
            3..=5 => "4",
            6..=10 => "5",
            11..=13 => "6",
            _ => "7",
        };
        self.say(Field::School, school);
        self.say(Field::WorkCondition, "1");
        if self.dice.chance(18) {
            self.say(Field::Disability, "1");
            self.choose(Field::DisabilityKind, &["1", "2", "3", "4"]);
            self.choose(Field::DisabilityCertificate, &["4", "5"]);
        } else {
            self.say(Field::Disability, "2");
        }
        self.choose(Field::IseeBand, &["1", "2", "3", "4", "5", "6"]);
        self.choose(Field::IseeMembers, &["2", "3", "4", "5"]);
    }

    fn about_parents(&mut self, person: &Person) {
        let citizenship = person.citizenship.map_or(ITALY_ISO, |country| country.iso);
        self.say(Field::FatherCitizenship, citizenship);
        self.say(Field::MotherCitizenship, citizenship);
        self.say(Field::FatherRegion, REGION);
        self.say(Field::MotherRegion, REGION);
        for field in [Field::FatherEducation, Field::MotherEducation] {
            self.choose(field, &["2", "3", "3", "4", "5", "6"]);
        }
        for field in [Field::FatherOccupation, Field::MotherOccupation] {
            self.choose(field, &["1", "1", "2", "4", "8"]);
        }
    }

    fn about_reports(&mut self, person: &Person, start: Date) {
        let before = start.saturating_sub(self.dice.between(60, 500).days());
        let reported = before.max(person.birth_date);
        self.say(Field::FirstReportMonth, month(reported));
        self.choose(Field::ReportSource, &["2", "3", "5", "8", "11", "13"]);
        self.choose(Field::MinorEvaluation, &["1", "2", "4", "7", "9", "13"]);
        self.choose(Field::FamilyEvaluation, &["2", "3", "4", "6", "12", "13"]);
        if self.dice.chance(60) {
            let told = reported
                .saturating_add(self.dice.between(5, 50).days())
                .min(start);
            self.say(Field::CourtReport, "1");
            self.say(Field::CourtReportMonth, month(told));
            self.say(Field::CourtOrder, "1");
            self.say(Field::CourtOrderMonth, month(start));
            self.say(Field::CourtAuthority, "2");
            self.choose(Field::ParentalAuthority, &["1", "3", "4"]);
            self.say(Field::CourtOrderKind, "4");
            self.say(Field::FosterForm, "2");
        } else {
            self.say(Field::CourtReport, "2");
            self.say(Field::CourtOrder, "2");
            self.say(Field::FosterForm, "1");
        }
    }

    fn about_foster_care(&mut self, day: Date, last: Date) {
        self.choose(Field::FosterKind, &["1", "2", "2"]);
        self.choose(Field::FosterDuration, &["1", "1", "2"]);
        self.choose(Field::FosterCharacter, &["1", "1", "2"]);
        if last < LAST_DAY && day.saturating_add(60.days()) > last {
            self.choose(Field::FosterOutcome, &["1", "2", "6"]);
            self.say(Field::ClosureReason, "4");
            self.say(Field::ClosureSituation, "1");
        }
        self.choose(Field::Collaborations, &["2", "3", "5", "7"]);
    }
}

/// A month as SINBA writes it. Source: SINBA.xsd, `DataMeseAnnoType`.
fn month(day: Date) -> String {
    format!("{:02}/{:04}", day.month(), day.year())
}
