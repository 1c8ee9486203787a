//! The same bytes again: nothing changes, unless a later file of the office had replaced something.

use pas_app::use_cases::import_file::{ImportFile, ImportReport, import_file};
use pas_app::use_cases::list_imports::list_imports;
use pas_domain::ids::ImportId;
use pas_domain::office::Office;
use pas_storage::{Page, audit, fact, problem};

use crate::support::village::{ADA, BICE, CARLA, Village, payments};
use crate::support::{Home, on_both};

on_both!(
    the_last_file_of_an_office_holds,
    facts_that_two_files_share_come_back_with_either,
    a_trial_of_an_old_file_changes_nothing,
    problems_are_kept_once_and_the_register_tells,
);

type Rows = &'static [(&'static str, &'static str, &'static str, &'static str)];

const A: Rows = &[
    (ADA, "A1.04", "100,00", "No"),
    (BICE, "A1.04", "80,00", "No"),
];
/// Says something else of Ada, nothing of Bice, and is the first to name Carla.
const B: Rows = &[
    (ADA, "A1.04", "120,50", "No"),
    (CARLA, "A1.04", "60,00", "No"),
];
/// Says of Ada what A says, and has a row that cannot be used.
const A2: Rows = &[(ADA, "A1.04", "100,00", "No"), ("", "", "", "")];

/// What Ada, Bice and Carla have received, in cents, in order.
async fn totals(village: &Village) -> Vec<i64> {
    let records = village.records().await;
    let mut totals: Vec<i64> = records.iter().map(|record| record.total.cents()).collect();
    totals.sort_unstable();
    totals
}

async fn n_problems(village: &Village, import: ImportId) -> u64 {
    let mut tx = village.here.read().await;
    let counts = problem::counts(&mut tx, village.clerk.ente, import).await;
    counts.expect("counted").iter().map(|count| count.n).sum()
}

async fn n_in_force(village: &Village) -> u64 {
    let mut tx = village.here.read().await;
    let n = fact::count(&mut tx, village.clerk.ente).await;
    n.expect("counted")
}

async fn the_last_file_of_an_office_holds(home: Home) {
    let village = Village::new(&home).await;
    let with_a = vec![8_000, 10_000];
    let with_b = vec![6_000, 8_000, 12_050];
    let with_a_again = vec![6_000, 8_000, 10_000];
    // What is imported; whether it was known, and takes force again; what holds then.
    let steps: [(Rows, bool, bool, &Vec<i64>); 7] = [
        (A, false, false, &with_a),
        (A, true, false, &with_a),
        (B, false, false, &with_b),
        (A, true, true, &with_a_again),
        (A, true, false, &with_a_again),
        (B, true, true, &with_b),
        (B, true, false, &with_b),
    ];
    let mut imports = Vec::new();
    for (step, (rows, is_known, is_back, expected)) in steps.into_iter().enumerate() {
        let report = village.pay(rows).await;
        assert_eq!(report.already_imported, is_known, "step {step}");
        assert_eq!(report.is_back_in_force(), is_back, "step {step}");
        if is_back {
            assert_eq!(
                (report.facts_new, report.facts_changed),
                (0, 1),
                "step {step}"
            );
        }
        assert_eq!(&totals(&village).await, expected, "step {step}");
        imports.push(report.import);
    }
    let listed = list_imports(&village.here.app, &village.clerk).await;
    let of_payments: Vec<ImportId> = imports.into_iter().flatten().collect();
    assert_eq!(of_payments[0], of_payments[3]);
    // Registry, ente, A, B.
    assert_eq!(listed.expect("listed").len(), 4);
}

async fn facts_that_two_files_share_come_back_with_either(home: Home) {
    let village = Village::new(&home).await;
    village.pay(A).await;
    let shared = village.pay(A2).await;
    assert_eq!((shared.facts_new, shared.facts_changed), (0, 0));
    village.pay(B).await;
    let n = n_in_force(&village).await;
    // None of Ada's facts says that it is A2's: A had said them before.
    let again = village.pay(A2).await;
    assert!(again.is_back_in_force());
    assert_eq!(totals(&village).await, [6_000, 8_000, 10_000]);
    // And A, which says the same, changes nothing after it.
    assert!(!village.pay(A).await.is_back_in_force());
    assert_eq!(n_in_force(&village).await, n);
}

async fn trial(village: &Village, rows: Rows) -> ImportReport {
    let file = ImportFile {
        office: Office::Contributi,
        filename: "contributi.csv".to_owned(),
        bytes: payments(rows).into_bytes(),
        dry_run: true,
    };
    let report = import_file(&village.here.app, &village.clerk, file).await;
    report.expect("readable")
}

async fn a_trial_of_an_old_file_changes_nothing(home: Home) {
    let village = Village::new(&home).await;
    village.pay(A).await;
    assert!(!trial(&village, A).await.is_back_in_force());
    village.pay(B).await;
    let before = totals(&village).await;
    let would = trial(&village, A).await;
    assert!(would.is_back_in_force() && would.import.is_none());
    assert_eq!(totals(&village).await, before);
    assert!(!trial(&village, B).await.is_back_in_force());
}

async fn problems_are_kept_once_and_the_register_tells(home: Home) {
    let village = Village::new(&home).await;
    let first = village.pay(A2).await;
    let import = first.import.expect("stored");
    village.pay(B).await;
    let problems_before = n_problems(&village, import).await;
    assert!(problems_before > 0);
    let again = village.pay(A2).await;
    assert!(again.is_back_in_force());
    assert_eq!(again.import, Some(import));
    assert_eq!(n_problems(&village, import).await, problems_before);
    let mut tx = village.here.read().await;
    let page = Page::new(1, 1);
    let entries = audit::list(&mut tx, village.clerk.ente, page).await;
    let last = entries.expect("listed").remove(0).entry;
    assert_eq!(last.subject, format!("import:{import}"));
    assert!(last.detail.contains("rimesso in vigore"), "{}", last.detail);
}
