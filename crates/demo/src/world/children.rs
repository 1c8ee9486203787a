//! Benefits of children: foster care (A1.22), nursery (A1.07), school canteen (A2.12).

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use pas_domain::money::Money;
use pas_domain::period::{Month, Period};

use super::grant::{Care, Delivered, Grant, Protocols, last_day, steady_amounts};
use super::person::{FIRST_DAY, LAST_DAY, Person};
use crate::dice::Dice;

/// A child in foster care.
#[derive(Debug, Clone)]
pub(crate) struct Foster {
    pub(crate) grant: Grant,
    /// Who looks after the child, and is paid.
    pub(crate) carer: usize,
}

/// Foster care for one child in eighteen.
pub(super) fn foster(seed: u64, people: &[Person]) -> Vec<Foster> {
    let mut dice = Dice::new(seed, "foster");
    let mut protocols = Protocols::new("MIN/");
    let carers: Vec<usize> = adults_between(people, 36, 60);
    let mut placements = Vec::new();
    for (at, person) in people.iter().enumerate() {
        let age = person.age_on(FIRST_DAY);
        if !(0..=15).contains(&age) || !dice.chance(7) {
            continue;
        }
        let weaned = person.birth_date.saturating_add(60.days());
        let start = dice.day(weaned.max(date(2021, 9, 1)), date(2025, 4, 30));
        let end = dice.chance(35).then(|| {
            dice.day(
                start.max(FIRST_DAY).saturating_add(200.days()),
                date(2026, 6, 30),
            )
        });
        let last = last_day(person, end);
        let months = Period::new(start.max(FIRST_DAY), last);
        let months: Vec<Month> = months.into_iter().flat_map(Period::months).collect();
        let grant = Grant {
            person: at,
            benefit: "A1.22",
            protocol: protocols.next(start.year()),
            start,
            end,
            care: Care::Steady(true),
            months: steady_amounts(&mut dice, &months, 380, 620),
        };
        let carer = *dice.pick(&carers);
        placements.push(Foster { grant, carer });
    }
    placements
}

fn adults_between(people: &[Person], low: i64, high: i64) -> Vec<usize> {
    let numbered = people.iter().enumerate();
    let adults = numbered.filter(|(_, person)| (low..=high).contains(&person.age_on(FIRST_DAY)));
    adults.map(|(at, _)| at).collect()
}

/// Nursery fees paid in part, from September to July, for children not in `busy`.
pub(super) fn nursery(seed: u64, people: &[Person], busy: &[bool]) -> Vec<Grant> {
    let mut dice = Dice::new(seed, "nursery");
    let mut protocols = Protocols::new("NIDO/");
    let mut grants = Vec::new();
    for (at, person) in people.iter().enumerate().filter(|(at, _)| !busy[*at]) {
        let born = person.birth_date;
        if born < date(2020, 1, 1) || !dice.chance(78) {
            continue;
        }
        for autumn in 2022..=2025_i16 {
            let age = autumn - born.year();
            if !(0..=2).contains(&age) || born > date(autumn, 5, 31) {
                continue;
            }
            let months = school_months(autumn, 7);
            if months.is_empty() {
                continue;
            }
            let start = date(autumn, 9, 1).max(FIRST_DAY);
            grants.push(Grant {
                person: at,
                benefit: "A1.07",
                protocol: protocols.next(autumn),
                start,
                end: months.last().map(|month| month.last_day()),
                care: Care::Steady(false),
                months: steady_amounts(&mut dice, &months, 80, 350),
            });
        }
    }
    grants
}

/// School meals from September to June, for children not in `busy`.
pub(super) fn canteen(seed: u64, people: &[Person], busy: &[bool]) -> Vec<Grant> {
    let mut dice = Dice::new(seed, "canteen");
    let mut protocols = Protocols::new("MEN/");
    let mut grants = Vec::new();
    for (at, person) in people.iter().enumerate().filter(|(at, _)| !busy[*at]) {
        if person.age_on(LAST_DAY) > 18 || !dice.chance(82) {
            continue;
        }
        for autumn in 2022..=2025_i16 {
            let age = autumn - person.birth_date.year();
            if !(3..=10).contains(&age) {
                continue;
            }
            let months = school_months(autumn, 6);
            grants.push(Grant {
                person: at,
                benefit: "A2.12",
                protocol: protocols.next(autumn),
                start: date(autumn, 9, 15).max(FIRST_DAY),
                end: months.last().map(|month| month.last_day()),
                care: Care::Steady(false),
                months: meals(&mut dice, autumn, &months),
            });
        }
    }
    grants
}

/// The months of the school year that begins in `autumn` and ends in month `last`, inside the files.
fn school_months(autumn: i16, last: i8) -> Vec<Month> {
    let first_day = date(autumn, 9, 1);
    let last_day: Date = date(autumn + 1, last, 1).last_of_month();
    Period::new(first_day.max(FIRST_DAY), last_day.min(LAST_DAY))
        .into_iter()
        .flat_map(Period::months)
        .collect()
}

fn meals(dice: &mut Dice, autumn: i16, months: &[Month]) -> BTreeMap<Month, Delivered> {
    let cost = 660 + i64::from(autumn - 2022) * 20;
    let price = *dice.pick(&[150, 220, 300, 380, 450, 520]);
    let month = |month: &Month| {
        let school_days = match month.number() {
            6 => 4,
            9 | 12 => 11,
            _ => 18,
        };
        let units = (school_days - dice.between(0, 3)).max(1);
        let delivered = Delivered {
            amount: Money::from_cents(units * cost),
            user: Money::from_cents(units * price),
            units,
            ..Delivered::default()
        };
        (*month, delivered)
    };
    months.iter().map(month).collect()
}
