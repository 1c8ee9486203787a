//! The people of the district and the households they live in.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use pas_domain::coded::Sex;
use pas_domain::codice_fiscale::{CodiceFiscale, synthetic, synthetic_provisional};

use super::place::{BIRTHPLACES, Birthplace, COMUNI, COUNTRIES, Comune, Country};
use crate::dice::Dice;
use crate::names;

/// Where a person was born.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// In a comune of Italy.
    Italian(Birthplace),
    /// Abroad.
    Foreign(Country),
}

impl Origin {
    pub(crate) const fn belfiore(self) -> &'static str {
        match self {
            Self::Italian(place) => place.belfiore,
            Self::Foreign(country) => country.belfiore,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Italian(place) => place.name,
            Self::Foreign(country) => country.name,
        }
    }
}

/// What is odd about the person's codice fiscale, through no fault of any office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CfKind {
    /// Sixteen characters with digits where digits go.
    Ordinary,
    /// Omocodic: some digits are letters, and that is right.
    Omocodic,
    /// Provisional, eleven digits.
    Provisional,
}

/// A made-up person.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) surname: String,
    pub(crate) given_name: String,
    pub(crate) sex: Sex,
    pub(crate) birth_date: Date,
    pub(crate) origin: Origin,
    /// None for an Italian.
    pub(crate) citizenship: Option<Country>,
    pub(crate) comune: Comune,
    /// The country, for those who moved abroad.
    pub(crate) abroad: Option<Country>,
    pub(crate) deceased_on: Option<Date>,
    pub(crate) household: usize,
    pub(crate) cf: CodiceFiscale,
    pub(crate) cf_kind: CfKind,
    /// False for the few whom the registry does not list.
    pub(crate) in_registry: bool,
}

impl Person {
    /// Age in whole years on `day`; negative before birth.
    pub(crate) fn age_on(&self, day: Date) -> i64 {
        let had_birthday =
            (day.month(), day.day()) >= (self.birth_date.month(), self.birth_date.day());
        i64::from(day.year() - self.birth_date.year()) - i64::from(!had_birthday)
    }

    /// Surname and given name, as offices write them in one cell.
    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.surname, self.given_name)
    }

    /// Whether the person was alive on `day`.
    pub(crate) fn alive_on(&self, day: Date) -> bool {
        self.deceased_on.is_none_or(|death| day <= death)
    }
}

/// First day that the files cover.
pub(crate) const FIRST_DAY: Date = date(2023, 1, 1);
/// Last day that the files cover.
pub(crate) const LAST_DAY: Date = date(2025, 12, 31);

/// The forms of household, with how often each occurs.
const SHAPES: [(Shape, u32); 5] = [
    (Shape::OldAlone, 24),
    (Shape::OldCouple, 13),
    (Shape::Parents, 32),
    (Shape::OneParent, 10),
    (Shape::Adults, 21),
];

#[derive(Debug, Clone, Copy)]
enum Shape {
    OldAlone,
    OldCouple,
    Parents,
    OneParent,
    Adults,
}

/// The people of `n_households` households.
pub(super) fn settle(seed: u64, n_households: usize) -> Vec<Person> {
    let mut settlement = Settlement {
        dice: Dice::new(seed, "people"),
        people: Vec::with_capacity(n_households * 3),
        codes: BTreeSet::new(),
    };
    for household in 0..n_households {
        settlement.add_household(household);
    }
    settlement.mark_exceptions();
    settlement.people
}

struct Settlement {
    dice: Dice,
    people: Vec<Person>,
    codes: BTreeSet<CodiceFiscale>,
}

/// What the members of a household share.
struct Family {
    household: usize,
    surname: String,
    country: Option<Country>,
    comune: Comune,
}

impl Settlement {
    fn add_household(&mut self, household: usize) {
        let shape = *self.dice.weighted(&SHAPES);
        let foreign_percent = match shape {
            Shape::OldAlone | Shape::OldCouple => 2,
            Shape::Parents | Shape::OneParent | Shape::Adults => 22,
        };
        let country = self
            .dice
            .chance(foreign_percent)
            .then(|| *self.dice.weighted(&COUNTRIES));
        let family = Family {
            household,
            surname: self.surname(country),
            country,
            comune: *self.dice.weighted(&COMUNI),
        };
        match shape {
            Shape::OldAlone => self.add_one(&family, false, 68, 97),
            Shape::OldCouple => {
                self.add_one(&family, false, 67, 92);
                self.add_one(&family, true, 66, 90);
            }
            Shape::Parents => {
                self.add_one(&family, false, 30, 50);
                self.add_one(&family, true, 27, 46);
                self.add_children(&family);
            }
            Shape::OneParent => {
                self.add_one(&family, false, 26, 46);
                self.add_children(&family);
            }
            Shape::Adults => {
                self.add_one(&family, false, 24, 66);
                if self.dice.chance(35) {
                    self.add_one(&family, true, 22, 64);
                }
            }
        }
    }

    fn add_children(&mut self, family: &Family) {
        let n_children = *self.dice.weighted(&[(1, 45), (2, 42), (3, 13)]);
        for _ in 0..n_children {
            let born = self.dice.day(date(2007, 6, 1), date(2024, 11, 30));
            self.add(family, family.surname.clone(), born);
        }
    }

    /// Adds an adult of `low` to `high` years at the first day of the files.
    fn add_one(&mut self, family: &Family, own_surname: bool, low: i16, high: i16) {
        let first = FIRST_DAY.saturating_sub(i32::from(high).years());
        let last = FIRST_DAY.saturating_sub(i32::from(low).years());
        let born = self.dice.day(first, last);
        let surname = if own_surname {
            self.surname(family.country)
        } else {
            family.surname.clone()
        };
        self.add(family, surname, born);
    }

    fn surname(&mut self, country: Option<Country>) -> String {
        let n = usize::try_from(self.dice.between(0, 100_000)).unwrap_or(0);
        country.map_or_else(
            || names::surname(n),
            |country| names::foreign_surname(n, country.surname_ending),
        )
    }

    fn add(&mut self, family: &Family, surname: String, birth_date: Date) {
        let origin = self.origin(family.country, birth_date);
        loop {
            let sex = *self.dice.pick(&[Sex::Female, Sex::Male]);
            let given_names = names::given_names(sex, family.country.is_some());
            let given_name = *self.dice.pick(given_names);
            let place = origin.belfiore();
            let cf = synthetic(&surname, given_name, birth_date, sex, place);
            let cf = cf.expect("invariant: the district's names, days and places make codes");
            if self.codes.insert(cf.clone()) {
                self.people.push(Person {
                    surname,
                    given_name: given_name.to_owned(),
                    sex,
                    birth_date,
                    origin,
                    citizenship: family.country,
                    comune: family.comune,
                    abroad: None,
                    deceased_on: None,
                    household: family.household,
                    cf,
                    cf_kind: CfKind::Ordinary,
                    in_registry: true,
                });
                return;
            }
        }
    }

    fn origin(&mut self, country: Option<Country>, born: Date) -> Origin {
        let young = born.year() >= 2010;
        if let Some(country) = country
            && !(young && self.dice.chance(75))
        {
            return Origin::Foreign(country);
        }
        loop {
            let place = *self.dice.weighted(&BIRTHPLACES);
            if place.exists_on(born) {
                return Origin::Italian(place);
            }
        }
    }

    /// Deaths, omocodic and provisional codes, people abroad, people whom the registry misses.
    fn mark_exceptions(&mut self) {
        for at in 0..self.people.len() {
            let age = self.people[at].age_on(FIRST_DAY);
            let dies = match age {
                85.. => self.dice.chance(16),
                70..85 => self.dice.chance(6),
                _ => false,
            };
            if dies {
                let first = date(2023, 3, 1);
                self.people[at].deceased_on = Some(self.dice.day(first, date(2025, 11, 30)));
            }
            let is_adult = age >= 18;
            match self.dice.between(0, 299) {
                0..=3 => self.make_omocodic(at),
                4 if is_adult => self.make_provisional(at),
                5..=6 if is_adult => self.send_abroad(at),
                7..=8 => self.people[at].in_registry = false,
                _ => {}
            }
        }
    }

    fn make_omocodic(&mut self, at: usize) {
        // More than three letters stand where INPS's schema wants digits: such a code is right and
        // cannot be sent.
        let n_letters = *self.dice.weighted(&[(1, 60), (2, 15), (3, 10), (4, 15)]);
        let person = &mut self.people[at];
        let cf = person.cf.synthetic_omocodic(n_letters);
        if self.codes.insert(cf.clone()) {
            person.cf = cf;
            person.cf_kind = CfKind::Omocodic;
        }
    }

    fn make_provisional(&mut self, at: usize) {
        let number = 9_000_000_000 + u64::try_from(at).unwrap_or(0);
        let person = &mut self.people[at];
        person.cf = synthetic_provisional(number).expect("invariant: ten digits make a code");
        person.cf_kind = CfKind::Provisional;
    }

    fn send_abroad(&mut self, at: usize) {
        let country = *self.dice.weighted(&COUNTRIES);
        self.people[at].abroad = Some(country);
    }
}
