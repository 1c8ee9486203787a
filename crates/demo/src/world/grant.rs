//! Benefits as they were really granted and delivered, before any office wrote them down.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use pas_domain::coded::ServiceArea;
use pas_domain::money::Money;
use pas_domain::period::{Month, Period};

use super::person::{LAST_DAY, Person};
use crate::dice::Dice;

/// A benefit delivered month by month.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) person: usize,
    pub(crate) benefit: &'static str,
    pub(crate) protocol: String,
    pub(crate) start: Date,
    /// None for a grant that goes on.
    pub(crate) end: Option<Date>,
    pub(crate) care: Care,
    pub(crate) months: BTreeMap<Month, Delivered>,
}

/// What was delivered in one month.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Delivered {
    pub(crate) amount: Money,
    pub(crate) user: Money,
    pub(crate) ssn: Money,
    pub(crate) minutes: u32,
    /// Meals, or days of presence.
    pub(crate) units: i64,
}

/// Whether the social service follows the person, over the time of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// Always, or never.
    Steady(bool),
    /// It changes on a day: not before and yes after, or the other way round.
    Changes { on: Date, to: bool },
}

impl Care {
    /// Whether the person is ever followed.
    pub(crate) const fn ever(self) -> bool {
        !matches!(self, Self::Steady(false))
    }
}

/// A benefit paid once.
#[derive(Debug, Clone)]
pub(crate) struct Payment {
    pub(crate) person: usize,
    pub(crate) benefit: &'static str,
    pub(crate) protocol: String,
    pub(crate) day: Date,
    pub(crate) amount: Money,
    /// The area of those who are followed.
    pub(crate) area: Option<ServiceArea>,
}

/// A contribution to a rent (A1.05.01), for a time and paid on a day.
#[derive(Debug, Clone)]
pub(crate) struct Rent {
    pub(crate) person: usize,
    pub(crate) protocol: String,
    pub(crate) period: Period,
    pub(crate) total: Money,
    pub(crate) paid_on: Date,
}

/// Numbers applications, one series for an office and year.
pub(crate) struct Protocols {
    prefix: &'static str,
    next: BTreeMap<i16, u32>,
}

impl Protocols {
    pub(crate) const fn new(prefix: &'static str) -> Self {
        Self {
            prefix,
            next: BTreeMap::new(),
        }
    }

    /// The next protocol of `year`.
    pub(crate) fn next(&mut self, year: i16) -> String {
        let number = self.next.entry(year).or_insert(0);
        *number += 1;
        format!("{}{year}/{number:05}", self.prefix)
    }
}

/// The last day on which `person` can get the benefit that ends on `end`.
pub(crate) fn last_day(person: &Person, end: Option<Date>) -> Date {
    let end = end.unwrap_or(LAST_DAY).min(LAST_DAY);
    person.deceased_on.map_or(end, |death| end.min(death))
}

/// The months of the files that a grant from `start` to `last` touches, without those in which
/// it was suspended.
pub(crate) fn delivery_months(dice: &mut Dice, start: Date, last: Date) -> Vec<Month> {
    let Some(period) = Period::new(start.max(date(2023, 1, 1)), last) else {
        return Vec::new();
    };
    let mut months: Vec<Month> = period.months().collect();
    if months.len() > 5 && dice.chance(15) {
        let n_months = i64::try_from(months.len()).unwrap_or(0);
        let first = usize::try_from(dice.between(1, n_months - 4)).unwrap_or(1);
        let n_suspended = usize::try_from(dice.between(1, 3)).unwrap_or(1);
        months.drain(first..first + n_suspended);
    }
    months
}

/// The start and the end of a grant: four in ten began before the files do, three in ten end
/// inside them.
pub(crate) fn term(dice: &mut Dice) -> (Date, Option<Date>) {
    let start = if dice.chance(40) {
        dice.day(date(2020, 2, 1), date(2022, 12, 31))
    } else {
        dice.day(date(2023, 1, 1), date(2025, 9, 30))
    };
    let earliest_end = start.max(date(2023, 1, 1)).saturating_add(90.days());
    let end = (dice.chance(30) && earliest_end < LAST_DAY)
        .then(|| dice.day(earliest_end, LAST_DAY).last_of_month());
    (start, end)
}

/// An amount that changes now and then: the same for months on end, then up or down a little.
pub(crate) fn steady_amounts(
    dice: &mut Dice,
    months: &[Month],
    low: i64,
    high: i64,
) -> BTreeMap<Month, Delivered> {
    let mut cents = dice.between(low, high) * 100;
    let mut year = None;
    let mut changes_in = None;
    let mut delivered = BTreeMap::new();
    for &month in months {
        if year != Some(month.year()) {
            year = Some(month.year());
            changes_in = dice.chance(35).then(|| dice.between(3, 11));
        }
        if changes_in == Some(i64::from(month.number())) {
            cents = (cents * dice.between(85, 118) / 100).max(2_000);
        }
        let amount = Money::from_cents(cents);
        let entry = Delivered {
            amount,
            ..Delivered::default()
        };
        delivered.insert(month, entry);
    }
    delivered
}
