//! The DSU that households lodge at the start of each year.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use pas_domain::money::Money;

use super::{World, YEARS};
use crate::dice::Dice;

/// A DSU lodged for a member of a household.
#[derive(Debug, Clone)]
pub(crate) struct Lodged {
    pub(crate) person: usize,
    pub(crate) year: i16,
    pub(crate) protocol: String,
    pub(crate) day: Date,
    pub(crate) isee: Money,
}

/// Years and people of the benefits that look at the ISEE.
fn wanted(world: &World) -> BTreeSet<(usize, i16)> {
    let monthly = world.grants().filter(|grant| grant.benefit != "A1.22");
    let monthly = monthly.flat_map(|grant| {
        let years = grant.months.keys().map(|month| month.year());
        years.map(|year| (grant.person, year))
    });
    let once = world
        .payments
        .iter()
        .map(|paid| (paid.person, paid.day.year()));
    let rents = world
        .rents
        .iter()
        .map(|rent| (rent.person, rent.period.start().year()));
    monthly.chain(once).chain(rents).collect()
}

/// One DSU a household and year, in January to March, with one line for each member with a
/// benefit. Eight households in a hundred forget.
pub(super) fn lodge_all(seed: u64, world: &World) -> Vec<Lodged> {
    let mut dice = Dice::new(seed, "dsu");
    let mut by_household: BTreeMap<(i16, usize), Vec<usize>> = BTreeMap::new();
    for (person, year) in wanted(world) {
        let household = world.people[person].household;
        by_household
            .entry((year, household))
            .or_default()
            .push(person);
    }
    let mut means: BTreeMap<usize, i64> = BTreeMap::new();
    let mut lodged = Vec::new();
    for ((year, household), members) in by_household {
        let usual = *means
            .entry(household)
            .or_insert_with(|| dice.between(0, 32_000) * 100);
        let isee = usual * dice.between(90, 112) / 100 + dice.between(0, 99);
        if dice.chance(8) || !YEARS.contains(&year) {
            continue;
        }
        let day = dice.day(date(year, 1, 3), date(year, 3, 28));
        let protocol = format!("INPS-ISEE-{year}-{}-00", number(&mut dice));
        lodged.extend(members.into_iter().map(|person| Lodged {
            person,
            year,
            protocol: protocol.clone(),
            day,
            isee: Money::from_cents(isee),
        }));
    }
    lodged
}

/// The nine characters in the middle of a protocol: eight digits and a letter.
fn number(dice: &mut Dice) -> String {
    let letter = *dice.pick(b"ABCDEFGHKLMNPQRSTUVXYZ");
    format!(
        "{:08}{}",
        dice.between(10_000, 9_999_999),
        char::from(letter)
    )
}
