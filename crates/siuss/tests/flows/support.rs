//! Made-up flows and deterministic dice for the tests.

use std::borrow::Cow;
use std::path::PathBuf;

use pas_domain::flow::{
    Field, FlowBody, Text, UncheckedAssessment, UncheckedBeneficiary, UncheckedBenefit,
    UncheckedFlow, UncheckedMinor, Values,
};
use pas_siuss::{codes_of, is_required};

/// A file of the shared knowledge, if it is there.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("PAS_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let path = root.join("siuss").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}

/// Dice that fall the same way every time (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let mixed = (mixed ^ (mixed >> 31)) >> 33;
        usize::try_from(mixed).expect("31 bits") % sides
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    pub(crate) fn pick<'t, T>(&mut self, among: &'t [T]) -> &'t T {
        &among[self.roll(among.len())]
    }

    pub(crate) fn word<'t>(&mut self, among: &[&'t str]) -> &'t str {
        among[self.roll(among.len())]
    }
}

/// A value that the schema accepts.
pub(crate) fn value(field: Field, dice: &mut Dice) -> String {
    let codes = codes_of(field);
    if !codes.is_empty() {
        return dice.pick(codes).0.to_owned();
    }
    let among: &[&str] = match field {
        Field::FlowName => &["H501.PS.20240131.0000001", "H501.SINBA.20240131.0000002"],
        Field::EnteCode | Field::EnteSeat | Field::Birthplace => &["H501", "L219", "A662"],
        Field::EnteName => &[
            "Comune di Provaldo",
            "Ambito \"Valle & Monte\"",
            "Città d'Esempio",
        ],
        Field::OperatorCf | Field::BeneficiaryCf => &[
            "PRVLDE80A01H501X",
            "SMPNTN45T41L219Y",
            "prvlde80a01h501x",
            "12345678901",
            "12345678901   ",
        ],
        Field::Surname => &["Provaldi", "D'Esempio", "Fantàsti", "Inventati <detto>"],
        Field::GivenName => &["Aldina", "Esempino", "Niccolò"],
        Field::BirthYear | Field::MinorBirthYear | Field::DsuYear => &["1945", "1980", "2012"],
        Field::Citizenship
        | Field::SecondCitizenship
        | Field::ResidenceCountry
        | Field::MinorResidenceCountry
        | Field::FatherCitizenship
        | Field::MotherCitizenship => &["380", "100", "990"],
        Field::ResidenceRegion | Field::MinorRegion | Field::FatherRegion | Field::MotherRegion => {
            &["13", "01", "20"]
        }
        Field::ResidenceComune => &["058091", "001272"],
        Field::DsuNumber => &["INPS-ISEE-2024-00000001X-00", "1"],
        Field::DsuDate
        | Field::EventDate
        | Field::BenefitStart
        | Field::BenefitEnd
        | Field::DeliveryDate => &["2024-01-01", "2024-02-29", "2023-12-31"],
        Field::BenefitCode | Field::NeededBenefit | Field::MinorBenefit => {
            &["A1.07", "A1.05.01", "A2.12"]
        }
        Field::BenefitName => &["Contributo di prova", "Asilo Nido"],
        Field::ApplicationProtocol => &["P-1", "2024/0001", "Protocollo di prova & co."],
        Field::MonthsDelivered => &["1", "12", "6"],
        Field::IseeMembers => &["1", "4", "9"],
        Field::FirstReportMonth | Field::CourtReportMonth | Field::CourtOrderMonth => {
            &["01/2020", "12/2024"]
        }
        Field::MinorId => &["M-0001", "x"],
        _ => &["0", "150.00", "1234.5", "99"],
    };
    dice.word(among).to_owned()
}

/// Values for the fields from `first` to `last`: the required ones and some of the others.
fn values(first: Field, last: Field, dice: &mut Dice) -> Values<'static> {
    let fields = Field::ALL
        .iter()
        .copied()
        .filter(|field| (first..=last).contains(field));
    let mut values = Values::new();
    for field in fields {
        if is_required(field) || dice.chance(60) {
            values.push(field, value(field, dice));
        }
    }
    values
}

fn texts(field: Field, min: usize, dice: &mut Dice) -> Vec<Text<'static>> {
    let count = min + dice.roll(3);
    (0..count).map(|_| Cow::Owned(value(field, dice))).collect()
}

/// A PS/PSA/SINA flow that the schema accepts.
pub(crate) fn benefit_flow(dice: &mut Dice) -> UncheckedFlow<'static> {
    let count = 1 + dice.roll(2);
    UncheckedFlow {
        header: values(Field::FlowName, Field::OperatorCf, dice),
        body: FlowBody::Benefits((0..count).map(|_| beneficiary(dice)).collect()),
    }
}

fn beneficiary(dice: &mut Dice) -> UncheckedBeneficiary<'static> {
    let residences = 1 + dice.roll(2);
    let benefits = 1 + dice.roll(2);
    UncheckedBeneficiary {
        person: values(Field::BeneficiaryCf, Field::SecondCitizenship, dice),
        residences: (0..residences)
            .map(|_| values(Field::ResidenceRegion, Field::ResidenceCountry, dice))
            .collect(),
        benefits: (0..benefits).map(|_| benefit(dice)).collect(),
    }
}

fn benefit(dice: &mut Dice) -> UncheckedBenefit<'static> {
    UncheckedBenefit {
        values: values(Field::Operation, Field::ServiceArea, dice),
        assessment: dice.chance(50).then(|| UncheckedAssessment {
            values: values(Field::Mobility, Field::DisabilitySource, dice),
            needed_benefits: texts(Field::NeededBenefit, 0, dice),
            certified_disabilities: texts(Field::CertifiedDisability, 0, dice),
        }),
    }
}

/// A SINBA flow that the schema accepts.
pub(crate) fn minor_flow(dice: &mut Dice) -> UncheckedFlow<'static> {
    let count = 1 + dice.roll(2);
    let minor = |dice: &mut Dice| UncheckedMinor {
        values: values(Field::MinorId, Field::MinorResidenceCountry, dice),
        benefits: texts(Field::MinorBenefit, 1, dice),
        household: texts(Field::HouseholdMember, 1, dice),
    };
    UncheckedFlow {
        header: values(Field::FlowName, Field::OperatorCf, dice),
        body: FlowBody::Minors((0..count).map(|_| minor(dice)).collect()),
    }
}
