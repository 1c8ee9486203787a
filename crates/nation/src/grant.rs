//! The records of one household: who receives what, from whom, for how much, in which months.

use pas_catalogue::Area;
use pas_cube::Fact;
use pas_cube::months::Months;
use pas_cube::traits::{
    AgeBand, Carattere, Carico, CertifiedDisability, Citizenship, DailyLiving, IseeBand, MeansTest,
    MinorCare, Mobility, Traits,
};

use crate::dice::Dice;
use crate::institutions::Institutions;
use crate::people::{Census, Person, Quarter};
use crate::profiles::{Mode, Profile, Profiles};

/// A record whose money is not yet to scale.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft {
    /// `total_cents` holds the net weight of the amount, `user_cents` and `ssn_cents` per mille of the total.
    pub(crate) fact: Fact,
    /// Position in [`Area::ALL`].
    pub(crate) area: u8,
}

/// Of a thousand people in a year with benefits, how many have one, two, three, four of them.
const HOW_MANY: [u32; 4] = [600, 240, 110, 50];
/// Records of a person in a year with benefits.
pub(crate) const MEAN_RECORDS: f64 = 1.61;
/// Per mille of the households with several years that move to another place of the province, and
/// anywhere else. Half as many do, since only a move down the list of places is one.
const MOVES: (u16, u16) = (90, 10);
/// Per mille of the moves anywhere that lead abroad.
const ABROAD: u16 = 60;
/// Per mille of records that the region itself grants.
const BY_REGION: u16 = 8;

/// Everything that records are made from.
#[derive(Debug, Clone)]
pub(crate) struct Grants {
    pub(crate) census: Census,
    pub(crate) profiles: Profiles,
    pub(crate) institutions: Institutions,
    pub(crate) first_year: i16,
}

/// What the members of a household share.
struct Household {
    citizenship: Citizenship,
    isee: IseeBand,
    /// Place before year number `moves`, and from then on.
    places: [u16; 2],
    moves: u8,
}

impl Grants {
    /// The records of a quarter, in the order of an edition.
    pub(crate) fn of_quarter(&self, quarter: Quarter, drafts: &mut Vec<Draft>) {
        let people = self.census.people(quarter);
        for members in people.chunk_by(|a, b| a.household == b.household) {
            let household = self.household(quarter, members);
            for person in members {
                self.of_person(person, &household, drafts);
            }
        }
    }

    fn household(&self, quarter: Quarter, members: &[Person]) -> Household {
        let of = members.first().map_or(0, |person| person.household);
        let mut dice = Dice::new(self.census.seed ^ 0x6361_7361, of);
        let citizenship = [
            Citizenship::Italian,
            Citizenship::EuropeanUnion,
            Citizenship::Other,
            Citizenship::Unknown,
        ][dice.pick(&[830, 40, 120, 10])];
        let isee = IseeBand::ALL[1 + dice.pick(&[170, 160, 170, 200, 170, 90, 40])];
        let begin = members.iter().map(|person| person.first).min();
        let end = members.iter().map(|person| person.first + person.n_years);
        let (begin, end) = (begin.unwrap_or(0), end.max().unwrap_or(0));
        let mut household = Household {
            citizenship,
            isee,
            places: [quarter.place; 2],
            moves: 0,
        };
        if begin + 1 < end
            && let Some(other) = self.other_place(quarter.place, &mut dice)
        {
            let n = u32::from(end - begin - 1);
            household.moves = begin + 1 + u8::try_from(dice.below(n)).unwrap_or(0);
            household.places[usize::from(dice.happens(500))] = other;
        }
        household
    }

    /// Where a household of `place` moves to or comes from: never up the list, so that `place`
    /// stays its smallest.
    fn other_place(&self, place: u16, dice: &mut Dice) -> Option<u16> {
        let territory = &self.census.territory;
        let from = usize::from(place);
        let abroad = territory.region_of.len() - 1;
        let chance = u32::try_from(dice.roll() >> 32).unwrap_or(0);
        let to = if dice.happens(MOVES.0) {
            territory.some_place(&territory.provinces[from], chance)
        } else if !dice.happens(MOVES.1) {
            return None;
        } else if dice.happens(ABROAD) {
            abroad
        } else {
            territory.some_place(&(0..abroad), chance)
        };
        (to > from).then(|| u16::try_from(to).unwrap_or(place))
    }

    fn of_person(&self, person: &Person, household: &Household, drafts: &mut Vec<Draft>) {
        let mut dice = Dice::new(self.census.seed ^ 0x0070_6572_736f_6e61, person.pseudonym);
        // What a person needs lasts: in most years the same chances point at the same benefits.
        let mut needs: [u32; 4] = std::array::from_fn(|_| dice.below(u32::MAX));
        for year in person.first..person.first + person.n_years {
            let age = person.age + (year - person.first);
            let band = AgeBand::of_age(age);
            let n = 1 + dice.pick(&HOW_MANY);
            let first_draft = drafts.len();
            let mut taken: Vec<u8> = Vec::with_capacity(n);
            for need in needs.iter_mut().take(n) {
                if dice.happens(200) {
                    *need = dice.below(u32::MAX);
                }
                let at = usize::from(band.number()) - 1;
                let Some(picked) = self.profiles.pick(at, *need, &taken) else {
                    continue;
                };
                taken.push(picked);
                let profile = &self.profiles.all[usize::from(picked)];
                let mut draft = self.draft(person, (year, age), household, profile, &mut dice);
                draft.fact.year = self.first_year + i16::from(year);
                drafts.push(draft);
            }
            drafts[first_draft..].sort_unstable_by_key(|draft| draft.fact.benefit);
        }
    }

    fn draft(
        &self,
        person: &Person,
        (year, age): (u8, u8),
        household: &Household,
        profile: &Profile,
        dice: &mut Dice,
    ) -> Draft {
        let residence = household.places[usize::from(year >= household.moves)];
        let months = months(person, year, profile.mode, dice);
        let minor_care = minor_care(profile, age, dice);
        let mut traits = traits(profile, household, AgeBand::of_age(age), dice);
        traits.sex = person.sex;
        traits.minor_care = minor_care;
        let structure = profile.is_sinba && minor_care == MinorCare::Residential;
        let part = |(often, part): (u16, u16), dice: &mut Dice| {
            if dice.happens(often) {
                u32::from(part) / 2 + dice.below(u32::from(part))
            } else {
                0
            }
        };
        let fact = Fact {
            person: person.pseudonym,
            household: person.household,
            year: 0,
            months,
            residence,
            body: self.body(profile, residence, household, usize::from(year), dice),
            benefit: profile.benefit,
            traits,
            total_cents: weight(profile, months, dice) * if structure { 5 } else { 1 },
            user_cents: part(profile.user, dice),
            ssn_cents: part(profile.ssn, dice),
            hours: hours(profile, months, dice),
        };
        Draft {
            fact,
            area: profile.area,
        }
    }

    fn body(
        &self,
        profile: &Profile,
        residence: u16,
        household: &Household,
        year: usize,
        dice: &mut Dice,
    ) -> u16 {
        // Who lives abroad is helped by the comune left behind.
        let abroad = usize::from(residence) + 1 == self.census.territory.region_of.len();
        let place = if abroad {
            household.places[0].min(household.places[1])
        } else {
            residence
        };
        if dice.happens(profile.by_asl) {
            self.institutions.asl(place)
        } else if dice.happens(profile.by_ats) {
            self.institutions.ats(place, year)
        } else if dice.happens(BY_REGION) {
            self.institutions.region(place)
        } else {
            self.institutions.comune(place)
        }
    }
}

fn months(person: &Person, year: u8, mode: Mode, dice: &mut Dice) -> Months {
    let some = |dice: &mut Dice| 1 + u8::try_from(dice.below(12)).unwrap_or(0);
    if mode == Mode::OneOff {
        let month = some(dice);
        return Months::range(month, month);
    }
    let begins = year == person.first && year > 0 && dice.happens(700);
    let ends = year + 1 == person.first + person.n_years && dice.happens(400);
    let (first, last) = (
        if begins { some(dice) } else { 1 },
        if ends { some(dice) } else { 12 },
    );
    let months = Months::range(first.min(last), first.max(last));
    let school = Months::from_bits(0b1111_0001_1111);
    let in_school = months.and(school);
    match mode {
        Mode::School if in_school.is_empty() => school,
        Mode::School => in_school,
        _ => months,
    }
}

/// The amount before it is put to scale, in cents.
fn weight(profile: &Profile, months: Months, dice: &mut Dice) -> u32 {
    let spread = dice.below(32) as usize;
    let per_mille = match profile.variety {
        0 => 806 + 12 * u32::try_from(spread).unwrap_or(0),
        1 => MIDDLING[spread],
        _ => MUCH[spread],
    };
    // Within a step of the table, up to 6 % about its middle.
    let fine = 9_700 + dice.below(600);
    let year = u64::from(profile.euro) * u64::from(per_mille) * u64::from(fine) / 100_000;
    let n = match profile.mode {
        Mode::OneOff => 12,
        Mode::School => months.count() * 12 / 9,
        Mode::Periodic => months.count(),
    };
    u32::try_from(year * u64::from(n) / 12).unwrap_or(u32::MAX / 16)
}

fn hours(profile: &Profile, months: Months, dice: &mut Dice) -> u16 {
    if profile.hours == 0 || dice.happens(150) {
        return 0;
    }
    let a_month = u32::from(profile.hours);
    let hours = months.count() * (a_month / 2 + 1 + dice.below(a_month));
    u16::try_from(hours).unwrap_or(u16::MAX)
}

fn traits(profile: &Profile, household: &Household, band: AgeBand, dice: &mut Dice) -> Traits {
    let means_test = if dice.happens(profile.isee) {
        MeansTest::Isee
    } else {
        [MeansTest::None, MeansTest::Other, MeansTest::Exempted][dice.pick(&[700, 200, 100])]
    };
    let knows_isee = means_test == MeansTest::Isee && !dice.happens(30);
    let drift = dice.pick(&[60, 880, 60]);
    let isee = usize::from(household.isee.number()) + drift;
    let mut traits = Traits {
        citizenship: household.citizenship,
        age_band: band,
        means_test,
        carattere: if profile.mode == Mode::OneOff {
            Carattere::OneOff
        } else {
            Carattere::Periodic
        },
        carico: carico(profile, dice),
        isee_band: if knows_isee {
            IseeBand::ALL[(isee - 1).clamp(1, 7)]
        } else {
            IseeBand::Unknown
        },
        ..Traits::default()
    };
    if dice.happens(profile.sina) {
        assess(&mut traits, band, dice);
    }
    traits
}

fn carico(profile: &Profile, dice: &mut Dice) -> Carico {
    if !dice.happens(profile.in_carico) {
        return [Carico::No, Carico::Unknown][dice.pick(&[850, 150])];
    }
    match Area::ALL[usize::from(profile.area)] {
        Area::Family => Carico::Family,
        Area::Disability | Area::Elderly => Carico::Disability,
        Area::Poverty => Carico::Poverty,
        Area::Addiction | Area::Immigrants | Area::MultiUser => Carico::Yes,
    }
}

/// A SINA assessment: the older, the more dependent.
fn assess(traits: &mut Traits, band: AgeBand, dice: &mut Dice) {
    let weights = if band >= AgeBand::Y75 {
        [10, 45, 45]
    } else {
        [30, 50, 20]
    };
    let living = 1 + dice.pick(&weights);
    let mobility = (living + dice.pick(&[1, 8, 1]))
        .saturating_sub(1)
        .clamp(1, 3);
    traits.daily_living = DailyLiving::ALL[living];
    traits.mobility = Mobility::ALL[mobility];
    traits.certified_disability = if dice.happens(750) {
        CertifiedDisability::Yes
    } else {
        CertifiedDisability::No
    };
}

fn minor_care(profile: &Profile, age: u8, dice: &mut Dice) -> MinorCare {
    if age >= 18 {
        MinorCare::NotAssessed
    } else if profile.is_foster {
        MinorCare::Foster
    } else if profile.is_sinba {
        [MinorCare::Family, MinorCare::Foster, MinorCare::Residential][dice.pick(&[600, 150, 250])]
    } else if profile.area == Area::Family as u8 && dice.happens(profile.in_carico / 3) {
        MinorCare::Family
    } else {
        MinorCare::NotAssessed
    }
}

/// Per mille of the mean at 32 equally frequent steps of a log-normal with a spread of 0.5, and of 1.
const MIDDLING: [u32; 32] = [
    302, 384, 437, 480, 518, 553, 586, 618, 649, 680, 710, 741, 773, 804, 837, 870, 905, 941, 979,
    1020, 1063, 1109, 1159, 1214, 1275, 1344, 1425, 1521, 1642, 1803, 2052, 2606,
];
const MUCH: [u32; 32] = [
    73, 117, 152, 183, 213, 243, 273, 304, 335, 368, 402, 437, 475, 515, 557, 603, 652, 705, 764,
    828, 899, 979, 1069, 1173, 1294, 1439, 1616, 1842, 2145, 2589, 3351, 5404,
];
