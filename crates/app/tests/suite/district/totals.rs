//! Not a cent and not a person is lost between the offices' files and the records.

use std::collections::{BTreeMap, BTreeSet};

use pas_domain::money::Money;
use pas_domain::record::RecordState;
use pas_storage::spending;

use super::district;
use crate::support::{Home, on_both};

on_both!(
    spending_of_all_records_is_what_the_files_say_was_delivered,
    beneficiaries_are_those_of_the_truth,
    what_is_kept_back_is_part_of_the_whole,
);

type Key = (String, i16);

/// What differs between two maps, in words.
fn differences<T: PartialEq + std::fmt::Debug>(
    found: &BTreeMap<Key, T>,
    expected: &BTreeMap<Key, T>,
) -> Vec<String> {
    let keys: BTreeSet<&Key> = found.keys().chain(expected.keys()).collect();
    let differ = keys
        .into_iter()
        .filter(|key| found.get(key) != expected.get(key));
    let words = |key: &Key| {
        format!(
            "{key:?}: {:?}, expected {:?}",
            found.get(key),
            expected.get(key)
        )
    };
    differ.map(words).collect()
}

async fn spending_rows(home: &Home) -> Vec<spending::SpendingRow> {
    let here = home.district().await;
    let clerk = here.clerk().await;
    spending::rows(&mut here.read().await, clerk.ente)
        .await
        .expect("read")
}

async fn spending_of_all_records_is_what_the_files_say_was_delivered(home: Home) {
    let mut found: BTreeMap<Key, Money> = BTreeMap::new();
    for row in spending_rows(&home).await {
        *found.entry((row.benefit, row.year)).or_default() += Money::from_cents(row.total_cents);
    }
    let mut expected = district().truth.totals();
    found.retain(|_, total| !total.is_zero());
    expected.retain(|_, total| !total.is_zero());
    let differences = differences(&found, &expected);
    assert!(differences.is_empty(), "{differences:#?}");
    assert!(
        expected.len() > 30,
        "the district has many benefits and years"
    );
}

async fn beneficiaries_are_those_of_the_truth(home: Home) {
    let mut people: BTreeMap<Key, BTreeSet<_>> = BTreeMap::new();
    for row in spending_rows(&home)
        .await
        .into_iter()
        .filter(|row| row.total_cents != 0)
    {
        people
            .entry((row.benefit, row.year))
            .or_default()
            .insert(row.person);
    }
    let found = people
        .into_iter()
        .map(|(key, people)| (key, people.len()))
        .collect();
    let differences = differences(&found, &district().truth.n_beneficiaries_of());
    assert!(differences.is_empty(), "{differences:#?}");
}

async fn what_is_kept_back_is_part_of_the_whole(home: Home) {
    let rows = spending_rows(&home).await;
    let of_state = |state| rows.iter().filter(|row| row.state == state).count();
    for state in RecordState::ALL {
        assert!(of_state(*state) > 0, "no record is {}", state.label());
    }
    let due = rows.len() - of_state(RecordState::NotDue);
    assert!(
        of_state(RecordState::Ready) * 100 >= due * 80,
        "most records are ready"
    );
}
