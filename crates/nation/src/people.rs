//! The people of one part of a place and the households they make up.

use pas_cube::reference::N_BANDS;
use pas_cube::traits::Sex;

use crate::dice::{Dice, mix, mix_within};
use crate::stock::{Stock, flow};
use crate::territory::{N_COLUMNS, Territory};

/// A part of a place, small enough to be made at once: part number `part` of 2^`bits` equal ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quarter {
    /// Number among all quarters.
    pub(crate) number: u32,
    pub(crate) place: u16,
    pub(crate) part: u32,
    pub(crate) bits: u32,
}

/// Bits of the number of a person within a quarter.
const PERSON_BITS: u32 = 24;

/// A beneficiary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Person {
    /// Pseudonym of the household.
    pub(crate) household: u64,
    /// Pseudonym of the person.
    pub(crate) pseudonym: u64,
    pub(crate) sex: Sex,
    /// Age in the first year.
    pub(crate) age: u8,
    /// Number of the first year with benefits, and how many years have any.
    pub(crate) first: u8,
    pub(crate) n_years: u8,
}

/// What the people of a nation are drawn from.
#[derive(Debug, Clone)]
pub(crate) struct Census {
    pub(crate) seed: u64,
    pub(crate) territory: Territory,
    /// For each region.
    pub(crate) stocks: Vec<Stock>,
    pub(crate) n_years: usize,
    /// Size of this nation beside the full one.
    pub(crate) scale: f64,
    /// For each of [`Self::cells`] and region, the newcomers expected in the regions before it.
    pub(crate) before: Vec<f64>,
    /// Bits of the largest place's number of quarters.
    pub(crate) quarter_bits: u32,
}

impl Census {
    /// Counts [`Self::before`] for the scale.
    pub(crate) fn run_up(&mut self) {
        self.before.clear();
        for (cell, column) in self.cells() {
            let mut sum = 0.0;
            for stock in &self.stocks {
                self.before.push(sum);
                sum += stock.newcomers(cell, column) * self.scale;
            }
        }
    }

    /// First year and number of years ([`flow`]), by sex and age band.
    fn cells(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let n_cells = self.n_years * self.n_years;
        (0..n_cells).flat_map(|cell| (0..N_COLUMNS).map(move |column| (cell, column)))
    }

    /// The people who begin to be beneficiaries while they live in a quarter, by household.
    ///
    /// Their numbers are not thrown: along the places the expected numbers run up, and where they
    /// pass a whole number there stands a person. So every stretch of places has its own, to the person.
    pub(crate) fn people(&self, quarter: Quarter) -> Vec<Person> {
        let mut people = Vec::new();
        let place = usize::from(quarter.place);
        let region = usize::from(self.territory.region_of[place]);
        let Some(stock) = self.stocks.get(region) else {
            return people;
        };
        let n_parts = f64::from(1_u32 << quarter.bits);
        let from = f64::from(quarter.part) / n_parts;
        let to = f64::from(quarter.part + 1) / n_parts;
        for ((cell, column), at) in self.cells().zip(0..) {
            let expected = stock.newcomers(cell, column) * self.scale;
            if expected <= 0.0 {
                continue;
            }
            let (first, n_years) = flow(cell, self.n_years);
            let before = self.before[at * self.stocks.len() + region];
            let phase = fraction(mix(self.seed ^ mix(at as u64)));
            let up_to = |part| {
                let year = usize::from(first);
                let share = self.territory.share_before(year, place, column, part);
                whole(before + share * expected + phase)
            };
            for number in up_to(from)..up_to(to) {
                let female = column >= N_BANDS;
                people.push(Person {
                    household: 0,
                    pseudonym: 0,
                    sex: if female { Sex::Female } else { Sex::Male },
                    age: stock.age(cell, column, spread(number, phase)),
                    first,
                    n_years,
                });
            }
        }
        self.settle(quarter, &mut people);
        people
    }

    /// How many people about a quarter that is the whole place would have.
    pub(crate) fn expected_people(&self, place: usize) -> f64 {
        let region = usize::from(self.territory.region_of[place]);
        let Some(stock) = self.stocks.get(region) else {
            return 0.0;
        };
        let expected = self.cells().map(|(cell, column)| {
            let year = usize::from(flow(cell, self.n_years).0);
            let end = self.territory.share_before(year, place, column, 1.0);
            let begin = self.territory.share_before(year, place, column, 0.0);
            stock.newcomers(cell, column) * (end - begin)
        });
        expected.sum::<f64>() * self.scale
    }

    /// Gives everybody a pseudonym and a household, and puts them into the order of an edition.
    fn settle(&self, quarter: Quarter, people: &mut [Person]) {
        let mut dice = Dice::new(self.seed ^ 0x0071_7561_7274_6572, u64::from(quarter.number));
        dice.shuffle(people);
        people.sort_by_key(|person| stage(person.age));
        let minors = people.partition_point(|person| stage(person.age) == 0);
        let elders = people.partition_point(|person| stage(person.age) < 2);
        let first = u64::from(quarter.number) << PERSON_BITS;
        for (person, number) in people.iter_mut().zip(first..) {
            person.pseudonym = mix(number ^ mix(self.seed));
        }
        let (minors, rest) = people.split_at_mut(minors);
        let n_adults = elders - minors.len();
        let (adults, elders) = rest.split_at_mut(n_adults);
        let mut names = (first..).map(|number| self.household(quarter, number));
        let mut next = || names.next().unwrap_or_default();
        let (mut adults, mut minors) = (adults, minors);
        while !minors.is_empty() {
            let name = next();
            minors = take(minors, 1 + dice.pick(&[60, 30, 10]), name);
            adults = take(adults, dice.pick(&[65, 25, 10]), name);
        }
        for mut others in [adults, elders] {
            while !others.is_empty() {
                let name = next();
                others = take(others, 1 + dice.pick(&[78, 22]), name);
            }
        }
        people.sort_unstable_by_key(|person| (person.household, person.pseudonym));
    }

    /// The pseudonym of a household: its highest bits are the quarter's, so that the quarters of a
    /// place follow each other in the order of the pseudonyms; the others are mixed, one to one.
    fn household(&self, quarter: Quarter, number: u64) -> u64 {
        let key = mix(self.seed ^ 0x6e75_636c_656f);
        let low_bits = 64 - self.quarter_bits;
        let low = mix_within(number, key, low_bits);
        if self.quarter_bits == 0 {
            return low;
        }
        let free = self.quarter_bits - quarter.bits;
        let high = u64::from(quarter.part) << free | mix(number ^ key) & ((1 << free) - 1);
        high << low_bits | low
    }
}

/// Minors, adults, elders.
fn stage(age: u8) -> u8 {
    u8::from(age >= 18) + u8::from(age >= 65)
}

/// Puts the first `n` into a household and gives back the others.
fn take(people: &mut [Person], n: usize, household: u64) -> &mut [Person] {
    let n = n.min(people.len());
    let (own, rest) = people.split_at_mut(n);
    for person in own {
        person.household = household;
    }
    rest
}

/// The chance of the `n`-th of many, so that any stretch of them is spread evenly: multiples of the
/// golden section.
fn spread(n: u64, phase: f64) -> f64 {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    (fraction(n.wrapping_mul(GOLDEN)) + phase).fract()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a chance needs no more than 53 bits"
)]
fn fraction(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of people is neither negative nor beyond 2^53"
)]
fn whole(number: f64) -> u64 {
    number as u64
}
