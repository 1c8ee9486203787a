//! Home care and homes for the elderly: A2.07, A2.08, A3.02, A1.14.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use pas_domain::money::Money;
use pas_domain::period::Month;

use super::grant::{
    Care, Delivered, Grant, Protocols, delivery_months, last_day, steady_amounts, term,
};
use super::person::{FIRST_DAY, Person};
use crate::dice::Dice;

/// The benefits with how often each is a person's first.
const BENEFITS: [(&str, u32); 4] = [("A2.07", 33), ("A2.08", 30), ("A3.02", 22), ("A1.14", 15)];

/// Grants to nearly all of those who are 66 or older.
pub(super) fn grant_all(seed: u64, people: &[Person]) -> Vec<Grant> {
    let mut dice = Dice::new(seed, "elderly");
    let mut protocols = Protocols::new("AN/");
    let mut grants = Vec::new();
    for (at, person) in people.iter().enumerate() {
        if person.age_on(FIRST_DAY) < 66 || !dice.chance(88) {
            continue;
        }
        let benefit = *dice.weighted(&BENEFITS);
        let care = care(&mut dice);
        let first = grant(&mut dice, &mut protocols, (at, person), benefit, care);
        if benefit == "A2.07" && dice.chance(20) {
            grants.extend(grant(
                &mut dice,
                &mut protocols,
                (at, person),
                "A2.08",
                care,
            ));
        }
        grants.extend(first);
    }
    grants
}

fn care(dice: &mut Dice) -> Care {
    match dice.between(0, 99) {
        0..62 => Care::Steady(true),
        62..92 => Care::Steady(false),
        _ => {
            let year = *dice.pick(&[2023, 2024, 2025]);
            let month = *dice.pick(&[4, 6, 7, 9, 10]);
            let to = dice.chance(80);
            let on = date(year, month, 1);
            Care::Changes { on, to }
        }
    }
}

/// One grant; none when the person died before it could begin.
fn grant(
    dice: &mut Dice,
    protocols: &mut Protocols,
    (at, person): (usize, &Person),
    benefit: &'static str,
    care: Care,
) -> Option<Grant> {
    let (start, end) = term(dice);
    let last = last_day(person, end);
    if last <= start.max(FIRST_DAY) {
        return None;
    }
    // The office closes the grant on the day of death.
    let end = if person.deceased_on == Some(last) {
        Some(last)
    } else {
        end
    };
    let months = delivery_months(dice, start, last);
    let months = match benefit {
        "A2.08" => home_care(dice, &months),
        "A3.02" => stay(dice, &months, start, last),
        "A1.14" => steady_amounts(dice, &months, 300, 1_400),
        _ => steady_amounts(dice, &months, 120, 480),
    };
    Some(Grant {
        person: at,
        benefit,
        protocol: protocols.next(start.year()),
        start,
        end,
        care,
        months,
    })
}

/// Integrated home care: hours that vary, paid by the hour and shared with user and health service.
fn home_care(dice: &mut Dice, months: &[Month]) -> BTreeMap<Month, Delivered> {
    let usual_hours = dice.between(5, 34);
    let user_percent = *dice.pick(&[0, 0, 5, 10, 15, 20]);
    let ssn_percent = *dice.pick(&[30, 40, 50]);
    let month = |month: &Month| {
        let quarters = usual_hours * 4 + dice.between(-6, 6);
        let cents = quarters * hourly_rate(month.year()) / 4;
        let delivered = Delivered {
            amount: Money::from_cents(cents),
            user: Money::from_cents(cents * user_percent / 100),
            ssn: Money::from_cents(cents * ssn_percent / 100),
            minutes: u32::try_from(quarters * 15).unwrap_or(0),
            units: 0,
        };
        (*month, delivered)
    };
    months.iter().map(month).collect()
}

/// Cents an hour of home care.
const fn hourly_rate(year: i16) -> i64 {
    match year {
        ..=2023 => 2_260,
        2024 => 2_312,
        _ => 2_368,
    }
}

/// A stay in a home: paid by the day of presence and shared with guest and health service.
fn stay(dice: &mut Dice, months: &[Month], start: Date, last: Date) -> BTreeMap<Month, Delivered> {
    let daily = dice.between(98, 124) * 100 + *dice.pick(&[0, 25, 50]);
    let daily_ssn = 4_235;
    let guest_percent = dice.between(30, 75);
    let month = |month: &Month| {
        let first = month.first_day().max(start);
        let end = month.last_day().min(last);
        let in_month = i64::from(end.day() - first.day()) + 1;
        let absent = if dice.chance(12) {
            dice.between(1, 6)
        } else {
            0
        };
        let units = (in_month - absent).max(1);
        let amount = Money::from_cents(daily * units);
        let ssn = Money::from_cents(daily_ssn * units);
        let user = Money::from_cents((daily - daily_ssn) * units * guest_percent / 100);
        let delivered = Delivered {
            amount,
            user,
            ssn,
            minutes: 0,
            units,
        };
        (*month, delivered)
    };
    months.iter().map(month).collect()
}
