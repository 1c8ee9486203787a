//! Records: derived again, filtered, counted.

use pas_domain::coded::ServiceArea;
use pas_domain::flow::UncheckedMinor;
use pas_domain::ids::RecordId;
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::record::{RecordBody, RecordState, SiussRecord};
use pas_storage::record::{
    Cursor, FlowKind, RecordFilter, ReplaceCounts, after, count, count_by_reason, get, list,
    replace, totals,
};
use pas_storage::{Db, Page, person, spending};

use crate::harness::{TestDb, on_both};
use crate::world::{Place, at, bring, cf, place, record, registration, tally};

on_both!(
    deriving_again_changes_nothing,
    only_what_changed_is_written,
    like_keys_are_two_records,
    filters_find,
    figures_add_up,
    a_reading_in_lots_misses_nothing,
);

async fn derive(db: &Db, place: Place, records: &[SiussRecord], minute: i64) -> ReplaceCounts {
    let mut tx = db.begin().await.unwrap();
    let counts = replace(&mut tx, place.ente, records, at(minute))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    counts
}

/// Number, year, state and last change of every record.
async fn stored(db: &Db, place: Place) -> Vec<(RecordId, i16, RecordState, i64)> {
    let mut tx = db.read().await.unwrap();
    let all = RecordFilter::default();
    let lines = list(&mut tx, place.ente, &all, Page::new(1, 1000))
        .await
        .unwrap();
    let minute = |line: &pas_storage::record::RecordLine| {
        (line.updated_at.as_second() - at(0).as_second()) / 60
    };
    let mut lines: Vec<_> = lines
        .iter()
        .map(|line| {
            (
                line.id,
                line.period.start().year(),
                line.state,
                minute(line),
            )
        })
        .collect();
    lines.sort_by_key(|line| line.0);
    lines
}

fn counts([new, changed, unchanged, deleted]: [u64; 4]) -> ReplaceCounts {
    ReplaceCounts {
        new,
        changed,
        unchanged,
        deleted,
    }
}

async fn deriving_again_changes_nothing(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let records: Vec<_> = (0..700)
        .map(|n| record(n, 2024, RecordState::Ready))
        .collect();
    assert_eq!(
        derive(&db.db, here, &records, 1).await,
        counts([700, 0, 0, 0])
    );
    let before = stored(&db.db, here).await;
    assert_eq!(
        derive(&db.db, here, &records, 2).await,
        counts([0, 0, 700, 0])
    );
    assert_eq!(stored(&db.db, here).await, before);
}

async fn only_what_changed_is_written(db: TestDb) {
    use RecordState::{Blocked, Incomplete, Ready};
    let here = place(&db.db, "ada").await;
    let first = [
        record(1, 2022, Ready),
        record(1, 2023, Incomplete),
        record(1, 2024, Ready),
    ];
    derive(&db.db, here, &first, 1).await;
    let before = stored(&db.db, here).await;
    let second = [
        record(1, 2022, Ready),
        record(1, 2023, Blocked),
        record(1, 2025, Ready),
    ];
    assert_eq!(derive(&db.db, here, &second, 2).await, counts([1, 1, 1, 1]));
    let now = stored(&db.db, here).await;
    assert_eq!(now[0], before[0], "unchanged, with number and time");
    assert_eq!(
        now[1],
        (before[1].0, 2023, Blocked, 2),
        "changed, with its number"
    );
    assert_eq!((now[2].1, now[2].3), (2025, 2));
    assert!(now[2].0 > before[2].0, "no number is given twice");
    let mut tx = db.db.read().await.unwrap();
    let whole = get(&mut tx, here.ente, now[1].0).await.unwrap().unwrap();
    assert_eq!(whole.record, second[1]);
    assert_eq!(get(&mut tx, here.ente, before[2].0).await.unwrap(), None);
}

async fn like_keys_are_two_records(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let same = || record(1, 2024, RecordState::Ready);
    assert_eq!(
        derive(&db.db, here, &[same(), same()], 1).await,
        counts([2, 0, 0, 0])
    );
    assert_eq!(
        derive(&db.db, here, &[same()], 2).await,
        counts([0, 0, 1, 1])
    );
}

fn minor(n: u64) -> SiussRecord {
    let mut minor = record(n, 2024, RecordState::Ready);
    minor.key = format!("{n}|sinba");
    minor.benefit = None;
    minor.total = Money::ZERO;
    minor.body = RecordBody::Minor(UncheckedMinor::default());
    minor
}

async fn some_records(db: &Db, place: Place) {
    let names = vec![
        registration(1, "Provaldi", "Anna"),
        registration(2, "Zeta", "Ugo"),
    ];
    bring(db, place, Office::Anagrafe, b"a", names).await;
    let records = [
        record(1, 2023, RecordState::Ready),
        record(1, 2024, RecordState::Incomplete),
        record(2, 2024, RecordState::Ready),
        record(2, 2022, RecordState::NotDue),
        minor(1),
    ];
    derive(db, place, &records, 1).await;
}

/// What a filter asks for, and how many of [`some_records`] it finds.
type FilterCase = (&'static str, fn(&mut RecordFilter), u64);

const FILTERS: &[FilterCase] = &[
    ("all", |_| (), 5),
    ("state", |f| f.state = Some(RecordState::Ready), 3),
    ("office", |f| f.office = Some(Office::Isee), 2),
    ("reason", |f| f.reason = Some("manca-incompleto".into()), 1),
    ("benefit", |f| f.benefit = Some("A2.12".into()), 4),
    ("kind", |f| f.kind = Some(FlowKind::Minors), 1),
    ("year", |f| f.year = Some(2024), 3),
    ("text", |f| f.text = "prov".into(), 3),
    (
        "ready",
        |f| *f = RecordFilter::ready(FlowKind::Benefits, None),
        2,
    ),
    (
        "ready of a year",
        |f| *f = RecordFilter::ready(FlowKind::Benefits, Some(2024)),
        1,
    ),
    ("nothing", |f| f.benefit = Some("A9".into()), 0),
];

async fn filters_find(db: TestDb) {
    let here = place(&db.db, "ada").await;
    some_records(&db.db, here).await;
    let mut tx = db.db.read().await.unwrap();
    for (name, set, n) in FILTERS {
        let mut filter = RecordFilter::default();
        set(&mut filter);
        assert_eq!(
            count(&mut tx, here.ente, &filter).await.unwrap(),
            *n,
            "{name}"
        );
        let lines = list(&mut tx, here.ente, &filter, Page::new(1, 50))
            .await
            .unwrap();
        assert_eq!(lines.len() as u64, *n, "{name}");
    }
    let person = person::find_by_cf(&mut tx, here.ente, cf(2).as_str())
        .await
        .unwrap();
    let of_person = RecordFilter {
        person,
        ..RecordFilter::default()
    };
    assert_eq!(count(&mut tx, here.ente, &of_person).await.unwrap(), 2);
    let all = RecordFilter::default();
    let first = &list(&mut tx, here.ente, &all, Page::new(1, 1))
        .await
        .unwrap()[0];
    assert_eq!(
        (first.surname.as_str(), first.period.start().year()),
        ("Provaldi", 2023)
    );
    assert_eq!((first.reason_code.as_deref(), first.office), (None, None));
    assert_eq!(first.service_area, Some(ServiceArea::DisabilityAndCare));
    assert!(
        !format!("{first:?}").contains("Provaldi"),
        "Debug tells a name"
    );
}

async fn figures_add_up(db: TestDb) {
    let here = place(&db.db, "ada").await;
    some_records(&db.db, here).await;
    let mut tx = db.db.read().await.unwrap();
    let by_reason = count_by_reason(&mut tx, here.ente).await.unwrap();
    assert_eq!(by_reason.iter().map(|count| count.n).sum::<u64>(), 5);
    assert_eq!(
        (by_reason[0].state, by_reason[0].n),
        (RecordState::Ready, 3),
        "most first"
    );
    let waiting = by_reason
        .iter()
        .find(|count| count.state == RecordState::Incomplete)
        .unwrap();
    assert_eq!(waiting.reason_code.as_deref(), Some("manca-incompleto"));
    assert!(
        waiting
            .reason_message
            .as_deref()
            .unwrap()
            .starts_with("Manca la DSU")
    );
    let totals = totals(&mut tx, here.ente).await.unwrap();
    assert_eq!(
        totals.iter().map(|total| total.total).sum::<Money>(),
        Money::from_cents(480_000)
    );
    assert_eq!(totals.iter().map(|total| total.n).sum::<u64>(), 5);
    let rows = spending::rows(&mut tx, here.ente).await.unwrap();
    assert!(
        rows.iter().map(|row| row.person).is_sorted(),
        "person by person"
    );
    assert_eq!(
        tally(rows.iter().map(|row| row.year)),
        [(2022, 1), (2023, 1), (2024, 2)].into()
    );
    assert_eq!(rows.iter().map(|row| row.total_cents).sum::<i64>(), 480_000);
}

async fn a_reading_in_lots_misses_nothing(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let of_person = |n| (2021..=2030).map(move |year| record(n, year, RecordState::Ready));
    let records: Vec<_> = (0..10).flat_map(of_person).collect();
    derive(&db.db, here, &records, 1).await;
    let mut tx = db.db.read().await.unwrap();
    let filter = RecordFilter::ready(FlowKind::Benefits, None);
    let (mut read, mut cursor) = (Vec::new(), Cursor::default());
    loop {
        let lot = after(&mut tx, here.ente, &filter, &mut cursor, 9)
            .await
            .unwrap();
        if lot.is_empty() {
            break;
        }
        read.extend(lot);
    }
    assert_eq!(read.len(), 100);
    assert!(
        read.iter().map(|record| record.person).is_sorted(),
        "person by person"
    );
    assert!(
        tally(read.iter().map(|record| record.id))
            .values()
            .all(|n| *n == 1)
    );
}
