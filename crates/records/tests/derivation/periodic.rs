//! How periodic benefits become records: cuts, months, splits.

use jiff::civil::date;
use pas_domain::coded::{MeansTest, PresaInCarico, ServiceArea};
use pas_domain::fact::{DeliveryTime, Quotas};
use pas_domain::flow::Field;
use pas_domain::money::Money;
use pas_domain::record::{RecordState, SiussRecord};
use proptest::prelude::*;

use crate::support::{World, benefit, days, euro, month, reasons, value};

/// Start, end, months and monthly amount of each record.
fn shape(records: &[SiussRecord]) -> Vec<(String, String, String, String)> {
    let text = |record, field| value(record, field).to_owned();
    let row = |record| {
        (
            text(record, Field::BenefitStart),
            text(record, Field::BenefitEnd),
            text(record, Field::MonthsDelivered),
            text(record, Field::MonthlyAmount),
        )
    };
    records.iter().map(row).collect()
}

fn check(records: &[SiussRecord], expected: &[(&str, &str, &str, &str)]) {
    let found = shape(records);
    let found: Vec<(&str, &str, &str, &str)> = found
        .iter()
        .map(|(a, b, c, d)| (a.as_str(), b.as_str(), c.as_str(), d.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn equal_months_make_one_stretch_and_a_change_of_amount_cuts() {
    let world = World::new().grant("A3.02", |_| {}).not_in_care().months(
        "A3.02",
        2024,
        &[(1, 50_000), (2, 50_000), (3, 60_000)],
    );
    check(
        &world.derive(),
        &[
            ("2024-01-01", "2024-02-29", "2", "500.00"),
            ("2024-03-01", "2024-03-31", "1", "600.00"),
        ],
    );
}

#[test]
fn a_missing_month_is_a_suspension() {
    let world = World::new().grant("A3.02", |_| {}).not_in_care().months(
        "A3.02",
        2024,
        &[(1, 50_000), (3, 50_000)],
    );
    check(
        &world.derive(),
        &[
            ("2024-01-01", "2024-01-31", "1", "500.00"),
            ("2024-03-01", "2024-03-31", "1", "500.00"),
        ],
    );
}

#[test]
fn a_benefit_over_new_year_is_cut_at_31_december() {
    let over = DeliveryTime::EachMonthOf(days(date(2023, 11, 15), date(2024, 2, 10)));
    let world =
        World::new()
            .grant("A1.22", |_| {})
            .not_in_care()
            .delivery("A1.22", over, 45_000, |_| {});
    check(
        &world.derive(),
        &[
            ("2023-11-15", "2023-12-31", "2", "450.00"),
            ("2024-01-01", "2024-02-10", "2", "450.00"),
        ],
    );
}

#[test]
fn the_grants_days_bound_the_stretch() {
    let world = World::new()
        .grant("A3.02", |grant| {
            grant.start = Some(date(2024, 1, 10));
            grant.end = Some(date(2024, 2, 20));
        })
        .not_in_care()
        .months("A3.02", 2024, &[(1, 50_000), (2, 50_000)]);
    check(
        &world.derive(),
        &[("2024-01-10", "2024-02-20", "2", "500.00")],
    );
}

#[test]
fn a_whole_period_is_split_to_the_cent() {
    let period = DeliveryTime::WholePeriod(days(date(2024, 1, 1), date(2024, 3, 31)));
    let world = World::new().grant("A3.04", |_| {}).not_in_care().delivery(
        "A3.04",
        period,
        100_000,
        |_| {},
    );
    let records = world.derive();
    check(
        &records,
        &[
            ("2024-01-01", "2024-01-31", "1", "333.34"),
            ("2024-02-01", "2024-03-31", "2", "333.33"),
        ],
    );
    assert_eq!(
        records.iter().map(|record| record.total).sum::<Money>(),
        Money::from_cents(100_000)
    );
}

#[test]
fn a_new_dsu_cuts_and_each_stretch_carries_its_own() {
    let world = World::new()
        .grant("A3.02", |grant| grant.means_test = Some(MeansTest::Isee))
        .not_in_care()
        .dsu("INPS-ISEE-2023-00000001A-00", Some(date(2023, 2, 1)))
        .dsu("INPS-ISEE-2024-00000002B-00", Some(date(2024, 3, 12)))
        .months(
            "A3.02",
            2024,
            &[(1, 50_000), (2, 50_000), (3, 50_000), (4, 50_000)],
        );
    let records = world.derive();
    check(
        &records,
        &[
            ("2024-01-01", "2024-02-29", "2", "500.00"),
            ("2024-03-01", "2024-04-30", "2", "500.00"),
        ],
    );
    let triple = |record| {
        [Field::DsuNumber, Field::DsuYear, Field::DsuDate].map(|field| value(record, field))
    };
    assert_eq!(
        triple(&records[0]),
        ["INPS-ISEE-2023-00000001A-00", "2023", "2023-02-01"]
    );
    assert_eq!(
        triple(&records[1]),
        ["INPS-ISEE-2024-00000002B-00", "2024", "2024-03-12"]
    );
}

#[test]
fn a_change_of_presa_in_carico_cuts() {
    let world = World::new()
        .grant("A3.02", |_| {})
        .care(PresaInCarico::No, None, None, Some(date(2024, 2, 29)))
        .care(
            PresaInCarico::Yes,
            Some(ServiceArea::PovertyAndExclusion),
            Some(date(2024, 3, 1)),
            None,
        )
        .months("A3.02", 2024, &[(1, 50_000), (2, 50_000), (3, 50_000)]);
    let records = world.derive();
    let care: Vec<(&str, &str)> = records
        .iter()
        .map(|record| {
            (
                value(record, Field::PresaInCarico),
                value(record, Field::ServiceArea),
            )
        })
        .collect();
    assert_eq!(care, [("2", ""), ("1", "3")]);
}

#[test]
fn what_is_delivered_after_death_is_kept_apart() {
    let world = World::new()
        .registered(|registration| registration.deceased_on = Some(date(2024, 2, 10)))
        .grant("A3.02", |_| {})
        .not_in_care()
        .months("A3.02", 2024, &[(1, 50_000), (2, 50_000), (3, 50_000)]);
    let records = world.derive();
    check(
        &records,
        &[
            ("2024-01-01", "2024-02-29", "2", "500.00"),
            ("2024-03-01", "2024-03-31", "1", "500.00"),
        ],
    );
    assert_eq!(records[0].state, RecordState::Ready);
    assert_eq!(reasons(&records[1]), ["dopo-il-decesso"]);
}

#[test]
fn quotas_are_monthly_and_zero_ones_are_left_out() {
    let world = World::new().grant("A3.02", |_| {}).not_in_care().delivery(
        "A3.02",
        month(2024, 5),
        162_000,
        |delivery| {
            delivery.quotas = Quotas {
                ente: None,
                user: euro(80_000),
                ssn: euro(0),
            };
        },
    );
    let records = world.derive();
    let quotas = [Field::EnteQuota, Field::UserQuota, Field::SsnQuota];
    assert_eq!(
        quotas.map(|field| value(&records[0], field)),
        ["820.00", "800.00", ""]
    );
    assert_eq!(
        records[0].state,
        RecordState::Ready,
        "{:?}",
        records[0].reasons
    );
}

#[test]
fn quotas_that_do_not_add_up_block_only_their_stretch() {
    let quotas = Quotas {
        ente: euro(10_000),
        user: euro(10_000),
        ssn: None,
    };
    let world = World::new()
        .grant("A3.02", |_| {})
        .not_in_care()
        .months("A3.02", 2024, &[(1, 50_000)])
        .delivery("A3.02", month(2024, 2), 50_000, |delivery| {
            delivery.quotas = quotas;
        });
    let records = world.derive();
    assert_eq!(records[0].state, RecordState::Ready);
    assert_eq!(records[1].state, RecordState::Blocked);
    assert_eq!(reasons(&records[1]), ["quote-diverse"]);
}

#[test]
fn hours_are_hours_and_minutes_of_the_months_rows() {
    let world = World::new()
        .grant("A2.08", |_| {})
        .not_in_care()
        .delivery("A2.08", month(2024, 1), 20_000, |delivery| {
            delivery.minutes = Some(95);
        })
        .delivery("A2.08", month(2024, 1), 30_000, |delivery| {
            delivery.minutes = Some(84);
        });
    let records = world.derive();
    assert_eq!(records.len(), 1);
    assert_eq!(value(&records[0], Field::MonthlyHours), "2.59");
    assert_eq!(value(&records[0], Field::MonthlyAmount), "500.00");
}

#[test]
fn every_value_names_its_cells_or_its_rule() {
    let world = World::new().grant("A3.02", |_| {}).not_in_care().months(
        "A3.02",
        2024,
        &[(1, 50_000), (2, 50_000)],
    );
    let record = &world.derive()[0];
    for (field, _) in benefit(record).values.iter() {
        let origin = record.lineage.iter().find(|origin| origin.field == field);
        assert!(
            origin.is_some_and(|origin| !origin.how.is_empty()),
            "{field:?}"
        );
    }
    let amount = record
        .lineage
        .iter()
        .find(|origin| origin.field == Field::MonthlyAmount);
    let cells = &amount.expect("an origin").cells;
    assert_eq!(
        cells
            .iter()
            .map(|cell| cell.fact.value())
            .collect::<Vec<_>>(),
        [4, 5]
    );
}

proptest! {
    /// Whatever the months and amounts, the records' totals add up to what was delivered.
    #[test]
    fn nothing_is_lost_and_nothing_is_added(
        amounts in proptest::collection::btree_map((2023_i16..2026, 1_i8..13), 1_i64..200_000, 1..30),
        whole in 1_i64..10_000_000,
    ) {
        let mut world = World::new().grant("A3.02", |_| {}).not_in_care();
        for ((year, number), cents) in &amounts {
            world = world.delivery("A3.02", month(*year, *number), *cents, |_| {});
        }
        let period = DeliveryTime::WholePeriod(days(date(2023, 5, 3), date(2025, 2, 9)));
        world = world.delivery("A3.02", period, whole, |_| {});
        let records = world.derive();
        let total: Money = records.iter().map(|record| record.total).sum();
        prop_assert_eq!(total.cents(), amounts.values().sum::<i64>() + whole);
        for record in &records {
            prop_assert_eq!(record.period.start().year(), record.period.end().year());
            let months = record.period.months().count().to_string();
            prop_assert_eq!(value(record, Field::MonthsDelivered), months);
        }
    }
}
