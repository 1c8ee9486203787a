//! Benefits of adults: contributions, vouchers, rents, public housing, help with finding a home.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use pas_domain::coded::ServiceArea;
use pas_domain::money::Money;
use pas_domain::period::{Month, Period};

use super::grant::{Care, Delivered, Grant, Payment, Protocols, Rent};
use super::person::{FIRST_DAY, LAST_DAY, Person};
use crate::dice::Dice;

/// What adults get.
pub(super) struct Adults {
    pub(super) payments: Vec<Payment>,
    pub(super) rents: Vec<Rent>,
    pub(super) housing: Vec<Grant>,
}

/// Benefits of most people between 18 and 65.
pub(super) fn grant_all(seed: u64, people: &[Person]) -> Adults {
    let mut office = AdultOffice {
        dice: Dice::new(seed, "adults"),
        payment_protocols: Protocols::new("CON/"),
        rent_protocols: Protocols::new("AFF/"),
        housing_protocols: Protocols::new("ERP/"),
        given: Adults {
            payments: Vec::new(),
            rents: Vec::new(),
            housing: Vec::new(),
        },
    };
    for (at, person) in people.iter().enumerate() {
        if (18..66).contains(&person.age_on(FIRST_DAY)) {
            office.decide(at);
        }
    }
    office.given
}

struct AdultOffice {
    dice: Dice,
    payment_protocols: Protocols,
    rent_protocols: Protocols,
    housing_protocols: Protocols,
    given: Adults,
}

impl AdultOffice {
    fn decide(&mut self, at: usize) {
        match self.dice.between(0, 99) {
            0..17 => self.house(at),
            17..32 => self.pay_rent(at),
            32..47 => self.pay_often(at, true),
            47..62 => self.pay_often(at, false),
            62..66 => {
                self.house(at);
                self.pay_often(at, false);
            }
            66..69 => self.find_home(at),
            _ => {}
        }
    }

    /// Contributions and vouchers, once or a few times.
    fn pay_often(&mut self, at: usize, in_care: bool) {
        let area = in_care.then(|| {
            *self.dice.weighted(&[
                (ServiceArea::PovertyAndExclusion, 80),
                (ServiceArea::FamilyAndMinors, 14),
                (ServiceArea::DisabilityAndCare, 6),
            ])
        });
        let benefit = *self.dice.weighted(&[("A1.04", 60), ("A1.06", 40)]);
        for _ in 0..self.dice.between(1, 4) {
            let euro = match benefit {
                "A1.06" => self.dice.between(2, 16) * 20,
                _ => *self.dice.weighted(&[
                    (250, 20),
                    (300, 20),
                    (450, 18),
                    (600, 15),
                    (1_200, 8),
                    (1_850, 3),
                ]),
            };
            self.pay(at, benefit, euro * 100, area);
        }
    }

    /// Help with finding a home, which only those get whom the service follows.
    fn find_home(&mut self, at: usize) {
        let benefit = *self.dice.weighted(&[("A2.16", 65), ("A2.17", 35)]);
        let cents = self.dice.between(15, 90) * 1_000;
        self.pay(at, benefit, cents, Some(ServiceArea::PovertyAndExclusion));
    }

    fn pay(&mut self, at: usize, benefit: &'static str, cents: i64, area: Option<ServiceArea>) {
        let day = self.dice.day(date(2023, 1, 9), date(2025, 12, 20));
        self.given.payments.push(Payment {
            person: at,
            benefit,
            protocol: self.payment_protocols.next(day.year()),
            day,
            amount: Money::from_cents(cents),
            area,
        });
    }

    fn pay_rent(&mut self, at: usize) {
        for year in 2023..=2025_i16 {
            if !self.dice.chance(60) {
                continue;
            }
            let first = *self.dice.weighted(&[(1_i8, 70), (3, 10), (4, 10), (7, 10)]);
            let last = *self.dice.weighted(&[(12_i8, 75), (10, 10), (8, 15)]);
            let to = date(year, last, 1).last_of_month();
            let Some(period) = Period::new(date(year, first, 1), to) else {
                continue;
            };
            let months = i64::try_from(period.months().count()).unwrap_or(1);
            let cents = self.dice.between(60, 210) * 100 * months + self.dice.between(0, 99);
            let paid_on = to.saturating_add(self.dice.between(10, 70).days());
            self.given.rents.push(Rent {
                person: at,
                protocol: self.rent_protocols.next(year),
                period,
                total: Money::from_cents(cents),
                paid_on,
            });
        }
    }

    /// A flat of public housing: what the tenant saves against the market, a month.
    fn house(&mut self, at: usize) {
        let start = if self.dice.chance(75) {
            date(2019, 1, 1)
        } else {
            self.dice
                .day(date(2023, 2, 1), date(2025, 6, 30))
                .first_of_month()
        };
        let end: Option<Date> = self
            .dice
            .chance(8)
            .then(|| self.dice.day(date(2025, 7, 1), LAST_DAY).last_of_month());
        let monthly = Money::from_cents(self.dice.between(6_000, 22_000));
        let period = Period::new(start.max(FIRST_DAY), end.unwrap_or(LAST_DAY));
        let delivered = Delivered {
            amount: monthly,
            ..Delivered::default()
        };
        let months: BTreeMap<Month, Delivered> = period
            .into_iter()
            .flat_map(Period::months)
            .map(|month| (month, delivered))
            .collect();
        self.given.housing.push(Grant {
            person: at,
            benefit: "A3.04",
            protocol: self.housing_protocols.next(start.year()),
            start,
            end,
            care: Care::Steady(false),
            months,
        });
    }
}
