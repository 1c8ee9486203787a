//! What a beneficiary or minor of a SIUSS flow says, as facts of the cube.

use jiff::civil::Date;
use pas_cube::months::Months;
use pas_cube::traits::{
    AgeBand, Carattere, Carico, CertifiedDisability, Citizenship, DailyLiving, IseeBand, MeansTest,
    MinorCare, Mobility, Sex,
};
use pas_cube::{Fact, Traits};
use pas_domain::flow::{Field, UncheckedAssessment, UncheckedBenefit, UncheckedMinor, Values};
use pas_domain::money::Money;

/// Numeric ISO 3166 codes of the states of the European Union other than Italy, as INPS codes them.
const EUROPEAN_UNION: [&str; 26] = [
    "040", "056", "100", "191", "196", "203", "208", "233", "246", "250", "276", "300", "348",
    "372", "428", "440", "442", "470", "528", "616", "620", "642", "703", "705", "724", "752",
];
const ITALY: &str = "380";
const NOT_AVAILABLE: &str = "990";

/// Places, body and benefit of what is read, already as positions, and what the flow does not say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    pub(super) person: u64,
    pub(super) household: u64,
    pub(super) residence: u16,
    pub(super) body: u16,
    pub(super) benefit: u8,
    /// All that was spent, where it is known to the cent; a flow has the month's part only.
    pub(super) total: Option<Money>,
    pub(super) isee: Option<Money>,
}

/// Why a record gives no fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoFact {
    /// Its days cannot be read.
    NoPeriod,
    /// An amount is negative, unreadable or beyond 21 million euro.
    Amount,
}

/// The facts of one benefit of one person: one for each year that it touches.
pub(super) fn of_benefit(
    person: &Values<'_>,
    benefit: &UncheckedBenefit<'_>,
    around: Around,
) -> Result<Vec<Fact>, NoFact> {
    let values = &benefit.values;
    let one_off = values.get(Field::Carattere) == Some("2");
    let period = period(values, one_off).ok_or(NoFact::NoPeriod)?;
    let years: Vec<(i16, Months)> = years(period);
    let n_months: Vec<u64> = years
        .iter()
        .map(|(_, months)| u64::from(months.count()))
        .collect();
    let n = n_months.iter().sum::<u64>();
    let amounts = Amounts::of(values, one_off, i64::try_from(n).unwrap_or(1), around.total)?;
    let parts = |amount: Money| amount.split(&n_months);
    let (totals, user, ssn) = (
        parts(amounts.total),
        parts(amounts.user),
        parts(amounts.ssn),
    );
    let hours = Money::from_cents(amounts.hours).split(&n_months);
    let traits = traits(values, benefit.assessment.as_ref(), around.isee);
    years
        .iter()
        .enumerate()
        .map(|(n, (year, months))| {
            Ok(Fact {
                person: around.person,
                household: around.household,
                year: *year,
                months: *months,
                residence: around.residence,
                body: around.body,
                benefit: around.benefit,
                traits: Traits {
                    age_band: age_band(person.get(Field::BirthYear), *year),
                    sex: sex(person),
                    citizenship: citizenship(person),
                    ..traits
                },
                total_cents: cents(totals[n])?,
                user_cents: cents(user[n])?,
                ssn_cents: cents(ssn[n])?,
                hours: u16::try_from(hours[n].cents()).map_err(|_| NoFact::Amount)?,
            })
        })
        .collect()
}

/// The fact of a minor's assessment, made on `day`: no money, one month.
pub(super) fn of_minor(minor: &UncheckedMinor<'_>, day: Date, around: Around) -> Fact {
    let values = &minor.values;
    let band = values
        .get(Field::AgeBand)
        .and_then(|code| code.parse::<u8>().ok());
    let care = if values.get(Field::FosterForm).is_some() {
        MinorCare::Foster
    } else if values.get(Field::PlacementForm).is_some() {
        MinorCare::Residential
    } else {
        MinorCare::Family
    };
    // SINBA's bands begin with 1 and are ours up to 17; its ISEE bands tell nought from the rest.
    let isee = values
        .get(Field::IseeBand)
        .and_then(|code| code.parse::<u8>().ok());
    let isee = isee.and_then(|code| IseeBand::from_number(code.saturating_sub(1).max(1)));
    Fact {
        person: around.person,
        household: around.household,
        year: day.year(),
        months: Months::range(month(day), month(day)),
        residence: around.residence,
        body: around.body,
        benefit: around.benefit,
        traits: Traits {
            age_band: band
                .and_then(AgeBand::from_number)
                .unwrap_or(AgeBand::Unknown),
            isee_band: isee.unwrap_or(IseeBand::Unknown),
            means_test: MeansTest::None,
            carattere: Carattere::OneOff,
            carico: Carico::Family,
            minor_care: care,
            ..Traits::default()
        },
        total_cents: 0,
        user_cents: 0,
        ssn_cents: 0,
        hours: 0,
    }
}

/// Amounts over all months, in cents; hours in whole hours.
struct Amounts {
    total: Money,
    user: Money,
    ssn: Money,
    hours: i64,
}

impl Amounts {
    fn of(
        values: &Values<'_>,
        one_off: bool,
        n_months: i64,
        total: Option<Money>,
    ) -> Result<Self, NoFact> {
        let times = if one_off { 1 } else { n_months };
        let amount = |field: Field| match values.get(field) {
            None => Ok(0),
            Some(text) => Money::from_decimal(text)
                .map(Money::cents)
                .ok_or(NoFact::Amount),
        };
        let field = if one_off {
            Field::OneOffAmount
        } else {
            Field::MonthlyAmount
        };
        let total = match total {
            Some(total) => total,
            None => Money::from_cents(amount(field)? * times),
        };
        // The month's parts are rounded to the cent each: their sum may pass the whole by a few.
        let user = (amount(Field::UserQuota)? * times).min(total.cents());
        let ssn = (amount(Field::SsnQuota)? * times).min(total.cents() - user);
        Ok(Self {
            total,
            user: Money::from_cents(user),
            ssn: Money::from_cents(ssn),
            hours: hours(values.get(Field::MonthlyHours)) * times,
        })
    }
}

/// Whole hours of `12.30`: hours and minutes, not a fraction. Source: INPS specification 2.0.1, table 9.
fn hours(text: Option<&str>) -> i64 {
    let Some(text) = text else { return 0 };
    let (hours, minutes) = text.split_once('.').unwrap_or((text, "0"));
    let minutes = format!("{minutes:0<2}").parse::<i64>().unwrap_or(0);
    hours.parse::<i64>().unwrap_or(0) + i64::from(minutes >= 30)
}

fn cents(amount: Money) -> Result<u32, NoFact> {
    i32::try_from(amount.cents())
        .ok()
        .and_then(|cents| u32::try_from(cents).ok())
        .ok_or(NoFact::Amount)
}

/// First and last day.
fn period(values: &Values<'_>, one_off: bool) -> Option<(Date, Date)> {
    let day = |field: Field| values.get(field).and_then(|text| text.parse::<Date>().ok());
    if one_off {
        let day = day(Field::DeliveryDate).or_else(|| day(Field::EventDate))?;
        return Some((day, day));
    }
    let start = day(Field::BenefitStart)?;
    let end = day(Field::BenefitEnd).unwrap_or(start);
    (start <= end && end.year() - start.year() < 16).then_some((start, end))
}

/// The years that a period touches, with the months of each.
fn years((start, end): (Date, Date)) -> Vec<(i16, Months)> {
    let months = |year: i16| {
        let first = if year == start.year() {
            month(start)
        } else {
            1
        };
        let last = if year == end.year() { month(end) } else { 12 };
        Months::range(first, last)
    };
    (start.year()..=end.year())
        .map(|year| (year, months(year)))
        .collect()
}

fn month(day: Date) -> u8 {
    u8::try_from(day.month()).expect("invariant: a month is from 1 to 12")
}

fn age_band(birth_year: Option<&str>, year: i16) -> AgeBand {
    let born = birth_year.and_then(|text| text.parse::<i16>().ok());
    let age = born.and_then(|born| u8::try_from(year - born).ok());
    age.map_or(AgeBand::Unknown, AgeBand::of_age)
}

fn sex(person: &Values<'_>) -> Sex {
    match person.get(Field::Sex) {
        Some("1") => Sex::Male,
        Some("2") => Sex::Female,
        _ => Sex::Unknown,
    }
}

/// By the first citizenship, unless the second one is Italian.
fn citizenship(person: &Values<'_>) -> Citizenship {
    let codes = [
        person.get(Field::Citizenship),
        person.get(Field::SecondCitizenship),
    ];
    if codes.contains(&Some(ITALY)) {
        return Citizenship::Italian;
    }
    match codes[0] {
        None | Some(NOT_AVAILABLE | "") => Citizenship::Unknown,
        Some(code) if EUROPEAN_UNION.contains(&code) => Citizenship::EuropeanUnion,
        Some(_) => Citizenship::Other,
    }
}

/// All but sex, age and citizenship.
fn traits(
    values: &Values<'_>,
    assessment: Option<&UncheckedAssessment<'_>>,
    isee: Option<Money>,
) -> Traits {
    let less_one = |field: Field| {
        values
            .get(field)
            .and_then(|code| code.parse::<u8>().ok()?.checked_sub(1))
    };
    let carico = match (
        values.get(Field::PresaInCarico),
        values.get(Field::ServiceArea),
    ) {
        (Some("1"), Some("1")) => Carico::Family,
        (Some("1"), Some("2")) => Carico::Disability,
        (Some("1"), Some("3")) => Carico::Poverty,
        (Some("1"), _) => Carico::Yes,
        (Some("2"), _) => Carico::No,
        _ => Carico::Unknown,
    };
    let assessed = |field: Field| {
        let text = assessment.and_then(|assessment| assessment.values.get(field));
        text.and_then(|code| code.parse::<u8>().ok()).unwrap_or(0)
    };
    let is_certified =
        assessment.is_some_and(|assessment| !assessment.certified_disabilities.is_empty());
    Traits {
        means_test: less_one(Field::MeansTest)
            .and_then(MeansTest::from_number)
            .unwrap_or(MeansTest::None),
        carattere: less_one(Field::Carattere)
            .and_then(Carattere::from_number)
            .unwrap_or(Carattere::Periodic),
        carico,
        isee_band: isee.map_or(IseeBand::Unknown, |isee| IseeBand::of_cents(isee.cents())),
        daily_living: DailyLiving::from_number(assessed(Field::DailyLiving))
            .unwrap_or(DailyLiving::NotAssessed),
        mobility: Mobility::from_number(assessed(Field::Mobility)).unwrap_or(Mobility::NotAssessed),
        certified_disability: if is_certified {
            CertifiedDisability::Yes
        } else {
            CertifiedDisability::No
        },
        ..Traits::default()
    }
}

#[cfg(test)]
mod tests {
    use pas_cube::traits::{AgeBand, Citizenship};
    use pas_domain::flow::{Field, UncheckedBenefit, Values};

    use super::{Around, NoFact, hours, of_benefit};

    const AROUND: Around = Around {
        person: 1,
        household: 1,
        residence: 0,
        body: 0,
        benefit: 0,
        total: None,
        isee: None,
    };

    fn values(of: &[(Field, &'static str)]) -> Values<'static> {
        of.iter()
            .map(|(field, text)| (*field, (*text).into()))
            .collect()
    }

    fn benefit(of: &[(Field, &'static str)]) -> UncheckedBenefit<'static> {
        UncheckedBenefit {
            values: values(of),
            assessment: None,
        }
    }

    #[test]
    fn a_benefit_over_new_year_is_two_facts_that_add_up() {
        let person = values(&[
            (Field::BirthYear, "1940"),
            (Field::Sex, "2"),
            (Field::Citizenship, "642"),
        ]);
        let benefit = benefit(&[
            (Field::Carattere, "1"),
            (Field::BenefitStart, "2024-11-15"),
            (Field::BenefitEnd, "2025-01-31"),
            (Field::MonthlyAmount, "100.01"),
            (Field::UserQuota, "10.00"),
            (Field::MonthlyHours, "2.45"),
        ]);
        let facts = of_benefit(&person, &benefit, AROUND).expect("two facts");
        let told: Vec<_> = facts
            .iter()
            .map(|fact| {
                (
                    fact.year,
                    fact.months.count(),
                    fact.total_cents,
                    fact.user_cents,
                    fact.hours,
                )
            })
            .collect();
        assert_eq!(
            told,
            [(2024, 2, 20_002, 2_000, 6), (2025, 1, 10_001, 1_000, 3)]
        );
        assert_eq!(facts[0].traits.age_band, AgeBand::Y75);
        assert_eq!(facts[1].traits.age_band, AgeBand::Y85);
        assert_eq!(facts[0].traits.citizenship, Citizenship::EuropeanUnion);
    }

    #[test]
    fn what_cannot_be_placed_or_counted_gives_no_fact() {
        let person = Values::new();
        for (fields, why) in [
            (&[(Field::Carattere, "1")][..], NoFact::NoPeriod),
            (
                &[(Field::Carattere, "2"), (Field::DeliveryDate, "2025-02-30")],
                NoFact::NoPeriod,
            ),
            (
                &[
                    (Field::Carattere, "2"),
                    (Field::DeliveryDate, "2025-02-03"),
                    (Field::OneOffAmount, "-1"),
                ],
                NoFact::Amount,
            ),
            (
                &[
                    (Field::Carattere, "2"),
                    (Field::DeliveryDate, "2025-02-03"),
                    (Field::OneOffAmount, "99000000"),
                ],
                NoFact::Amount,
            ),
        ] {
            assert_eq!(
                of_benefit(&person, &benefit(fields), AROUND),
                Err(why),
                "{fields:?}"
            );
        }
    }

    #[test]
    fn minutes_are_no_fraction() {
        for (text, whole) in [("2.59", 3), ("2.29", 2), ("2.3", 3), ("7", 7)] {
            assert_eq!(hours(Some(text)), whole, "{text}");
        }
    }
}
