//! The figures of an edition of the district are those of its ready records, to the cent and to the person.

use std::collections::{BTreeMap, BTreeSet};

use pas_domain::record::{RecordBody, RecordState};
use pas_storage::record::FlowKind;
use pas_storage::spending;

use super::{ask, built, cells, exactly};
use crate::district::{district, records};
use crate::support::{Home, on_both};

on_both!(
    figures_are_those_of_the_ready_records_and_of_the_truth,
    who_lives_nowhere_known_is_in_no_territory,
);

/// Cents, people and how many records are kept back of a benefit and a year.
#[derive(Default)]
struct Known {
    cents: i64,
    people: BTreeSet<i64>,
    n_kept_back: usize,
}

async fn figures_are_those_of_the_ready_records_and_of_the_truth(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    let mut known: BTreeMap<(String, i16), Known> = BTreeMap::new();
    let rows = spending::rows(&mut here.read().await, clerk.ente).await;
    for row in rows.expect("read") {
        let of_key = known.entry((row.benefit, row.year)).or_default();
        match row.state {
            RecordState::Ready => {
                of_key.cents += row.total_cents;
                of_key.people.insert(row.person.value());
            }
            _ => of_key.n_kept_back += 1,
        }
    }
    built(&here.app, &clerk).await;
    let question = "misure=spesa,beneficiari&righe=prestazione&colonne=anno";
    let answer = ask(&here.app, &clerk, question).await;
    let mut found = cells(&answer);
    found.retain(|key, _| key[0] != "SINBA");
    let expected = known.iter().filter(|(_, known)| !known.people.is_empty());
    let expected: BTreeMap<_, _> = expected
        .map(|((benefit, year), known)| {
            let people = i64::try_from(known.people.len()).expect("few");
            let figures = vec![exactly(known.cents), exactly(people)];
            (vec![benefit.clone(), year.to_string()], figures)
        })
        .collect();
    assert_eq!(found, expected);
    let truth = district().truth;
    let (totals, people) = (truth.totals(), truth.n_beneficiaries_of());
    let whole = known.iter().filter(|(key, known)| {
        known.n_kept_back == 0 && known.cents > 0 && people.contains_key(*key)
    });
    let mut n_whole = 0;
    for (key, known) in whole {
        assert_eq!(known.cents, totals[key].cents(), "{key:?}");
        n_whole += 1;
    }
    assert!(n_whole >= 3, "{n_whole} benefits and years are complete");
}

async fn who_lives_nowhere_known_is_in_no_territory(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    built(&here.app, &clerk).await;
    let mut n_nowhere = 0;
    let mut n_all = 0;
    for kind in [FlowKind::Benefits, FlowKind::Minors] {
        for record in records(&here, clerk.ente, kind).await {
            if record.state != RecordState::Ready {
                continue;
            }
            n_all += 1;
            n_nowhere += match record.body {
                RecordBody::Minor(_) => 1,
                RecordBody::Benefit(_) => i64::from(record.residence_comune.is_none()),
            };
        }
    }
    assert!(n_nowhere > 0);
    let all = ask(&here.app, &clerk, "misure=record").await;
    assert_eq!(all.table.whole, [exactly(n_all)]);
    let answer = ask(&here.app, &clerk, "misure=record&righe=comune").await;
    assert_eq!(answer.table.whole, [exactly(n_all - n_nowhere)]);
    let somewhere = answer.table.row_totals.iter();
    let somewhere: f64 = somewhere.filter_map(|total| total[0].number()).sum();
    let residents_abroad = answer.table.rows.iter().any(|row| row[0].code.is_empty());
    assert!(!residents_abroad, "abroad is no comune");
    assert_eq!(exactly(n_all - n_nowhere).number(), Some(somewhere));
}
