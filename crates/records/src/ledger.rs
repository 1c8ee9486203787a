//! The monthly ledger of one grant: every delivery laid out month by month.

use std::collections::BTreeMap;

use pas_domain::fact::{Delivery, DeliveryTime, Grant};
use pas_domain::period::{Month, Period};

use crate::facts_of_person::Told;
use crate::quotas::Share;

/// What was delivered in one month.
#[derive(Debug, Clone)]
pub(crate) struct MonthEntry<'f> {
    pub(crate) month: Month,
    /// The days of the month that count.
    pub(crate) days: Period,
    pub(crate) share: Share,
    /// The deliveries behind it.
    pub(crate) deliveries: Vec<Told<'f, Delivery>>,
}

/// Lays `deliveries` out by month, within the days of `grant` where it has some.
///
/// One-off deliveries have no month and are left out.
pub(crate) fn months<'f>(
    deliveries: &[Told<'f, Delivery>],
    grant: Option<&Grant>,
) -> Vec<MonthEntry<'f>> {
    let mut ledger: BTreeMap<Month, MonthEntry<'f>> = BTreeMap::new();
    for delivery in deliveries {
        for (month, days, share) in lay_out(delivery.it) {
            let days = clip(days, grant);
            ledger
                .entry(month)
                .and_modify(|entry| {
                    entry.share = entry.share.plus(share);
                    entry.days = join(entry.days, days);
                    entry.deliveries.push(*delivery);
                })
                .or_insert_with(|| MonthEntry {
                    month,
                    days,
                    share,
                    deliveries: vec![*delivery],
                });
        }
    }
    ledger.into_values().collect()
}

/// The share of one delivery, completed.
pub(crate) fn share_of(delivery: &Delivery) -> Share {
    Share {
        amount: delivery.amount,
        quotas: delivery.quotas,
        minutes: delivery.minutes,
    }
    .completed()
}

fn lay_out(delivery: &Delivery) -> Vec<(Month, Period, Share)> {
    let share = share_of(delivery);
    match delivery.when {
        DeliveryTime::OnDay(_) => Vec::new(),
        DeliveryTime::InMonth(month) => vec![(month, Period::of_month(month), share)],
        DeliveryTime::EachMonthOf(period) => period
            .months()
            .map(|month| (month, part_of(period, month), share))
            .collect(),
        DeliveryTime::WholePeriod(period) => {
            let months: Vec<Month> = period.months().collect();
            let parts = share.split(months.len());
            let with_days = |(month, part)| (month, part_of(period, month), part);
            months.into_iter().zip(parts).map(with_days).collect()
        }
    }
}

fn part_of(period: Period, month: Month) -> Period {
    let whole = Period::of_month(month);
    period.within(whole).unwrap_or(whole)
}

/// The days inside the grant; a delivery wholly outside keeps its own days, and a remark says so.
fn clip(days: Period, grant: Option<&Grant>) -> Period {
    let start = grant
        .and_then(|grant| grant.start)
        .map_or(days.start(), |day| day.max(days.start()));
    let end = grant
        .and_then(|grant| grant.end)
        .map_or(days.end(), |day| day.min(days.end()));
    Period::new(start, end).unwrap_or(days)
}

fn join(a: Period, b: Period) -> Period {
    Period::new(a.start().min(b.start()), a.end().max(b.end()))
        .expect("invariant: the earlier start comes before the later end")
}
