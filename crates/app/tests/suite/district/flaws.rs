//! Every defect of the files is answered: at its cell, or in the record that waits for it.

use std::collections::{BTreeMap, BTreeSet};

use pas_app::use_cases::list_imports::list_imports;
use pas_demo::{Defect, FileTruth, FlawTruth, Outcome};
use pas_domain::actor::Actor;
use pas_domain::coded::PresaInCarico;
use pas_domain::fact::Fact;
use pas_domain::ids::{ImportId, PersonId};
use pas_domain::office::Office;
use pas_domain::record::SiussRecord;
use pas_storage::fact::{self, StoredFact};
use pas_storage::problem::{self, StoredProblem};
use pas_storage::record::{self, RecordFilter};
use pas_storage::{Page, Tx, person};

use super::district;
use crate::support::{Home, Installation, on_both};

on_both!(
    every_cell_and_row_at_fault_is_named_at_its_place,
    what_is_held_back_says_why_and_who_must_act,
    whoever_was_never_assessed_waits_for_the_assessment,
);

/// The problems of a file that are not told by the outcome alone.
const fn stored_outcome(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::SetAside => Some("set_aside"),
        Outcome::CellLeftOut => Some("cell_left_out"),
        Outcome::Repaired => Some("repaired"),
        Outcome::NotData => Some("not_data"),
        Outcome::Accepted | Outcome::HeldBack | Outcome::Blank => None,
    }
}

/// The reason that a record gives for a defect of the files, and who must act; no office where it
/// is the one that sent the file.
const fn reason_for(defect: Defect) -> Option<(&'static str, Option<Office>)> {
    match defect {
        Defect::CfOmocodicBeyondSchema => Some(("cf-omocodico-rifiutato", Some(Office::Siuss))),
        Defect::CfProvisional => Some(("cf-provvisorio", Some(Office::Anagrafe))),
        Defect::AmountInBrackets => Some(("importo-negativo", None)),
        Defect::DsuWithoutDate => Some(("manca-data-dsu", Some(Office::Isee))),
        Defect::CareUnknown => Some(("presa-in-carico-incerta", None)),
        Defect::QuotasDoNotAddUp => Some(("quote-diverse", None)),
        Defect::NotInRegistry => Some(("manca-anagrafe", Some(Office::Anagrafe))),
        Defect::DeliveryAfterDeath => Some(("dopo-il-decesso", None)),
        Defect::BenefitWithoutName => Some(("prestazione-senza-nome", Some(Office::Siuss))),
        Defect::NotFollowedA216 => Some(("solo-se-in-carico", None)),
        _ => None,
    }
}

/// The files of the truth with their imports.
async fn files(here: &Installation, clerk: &Actor) -> Vec<(ImportId, FileTruth)> {
    let imports = list_imports(&here.app, clerk).await.expect("listed");
    let id = |truth: &FileTruth| {
        let name = truth.name.rsplit('/').next().expect("a name");
        imports
            .iter()
            .find(|import| import.filename == name)
            .expect(name)
            .id
    };
    district()
        .truth
        .files
        .into_iter()
        .map(|truth| (id(&truth), truth))
        .collect()
}

async fn problems(tx: &mut Tx, clerk: &Actor, import: ImportId) -> Vec<StoredProblem> {
    let mut problems = Vec::new();
    for number in 1.. {
        let page = Page::new(number, Page::MAX_SIZE);
        let lot = problem::list(tx, clerk.ente, import, None, page)
            .await
            .expect("listed");
        if lot.is_empty() {
            break;
        }
        problems.extend(lot);
    }
    problems
}

/// A column as a spreadsheet names it.
fn letter(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).expect("below 26"));
    if column < 26 {
        last.to_string()
    } else {
        letter(column / 26 - 1) + &last.to_string()
    }
}

fn is_at(problem: &StoredProblem, flaw: &FlawTruth, outcome: &str) -> bool {
    let is_row = problem.sheet == flaw.sheet && problem.row == flaw.row;
    // Of two days that contradict each other neither is at fault alone: the row is named.
    let column = flaw
        .column
        .filter(|_| flaw.defect != Defect::EndBeforeStart);
    let is_cell = column.is_none_or(|column| problem.column == letter(column));
    is_row && is_cell && problem.outcome == outcome
}

async fn every_cell_and_row_at_fault_is_named_at_its_place(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    let (mut n_checked, mut missing) = (0, Vec::new());
    for (import, truth) in files(&here, &clerk).await {
        let said = problems(&mut here.read().await, &clerk, import).await;
        for flaw in &truth.flaws {
            let Some(outcome) = stored_outcome(flaw.defect.outcome()) else {
                continue;
            };
            n_checked += 1;
            if !said.iter().any(|problem| is_at(problem, flaw, outcome)) {
                missing.push(format!("{}: {flaw:?}", truth.name));
            }
        }
        assert!(
            said.iter().all(|problem| problem.office == truth.office),
            "{}",
            truth.name
        );
    }
    assert!(
        missing.is_empty(),
        "{} of {n_checked}: {missing:#?}",
        missing.len()
    );
    assert!(n_checked > 200, "{n_checked}");
}

/// The facts in force by the row that says them.
type FactsOfRows = BTreeMap<(ImportId, String, u32), Vec<StoredFact>>;

async fn facts_of_rows(tx: &mut Tx, clerk: &Actor) -> FactsOfRows {
    let mut rows = FactsOfRows::new();
    for stored in fact::in_force(tx, clerk.ente).await.expect("read") {
        let row = (
            stored.import,
            stored.origin.sheet.clone(),
            stored.origin.row,
        );
        rows.entry(row).or_default().push(stored);
    }
    rows
}

/// Every record of some people.
async fn records_of(
    tx: &mut Tx,
    clerk: &Actor,
    people: impl IntoIterator<Item = PersonId>,
) -> Vec<SiussRecord> {
    let mut records = Vec::new();
    for person in people {
        let filter = RecordFilter {
            person: Some(person),
            ..RecordFilter::default()
        };
        let page = Page::new(1, Page::MAX_SIZE);
        for line in record::list(tx, clerk.ente, &filter, page)
            .await
            .expect("listed")
        {
            let stored = record::get(tx, clerk.ente, line.id).await.expect("read");
            records.push(stored.expect("there").record);
        }
    }
    records
}

/// Reasons with the office that must act.
fn reasons(records: &[SiussRecord]) -> BTreeSet<(&str, Office)> {
    let reasons = records.iter().flat_map(|record| &record.reasons);
    reasons
        .map(|reason| (reason.code.as_str(), reason.office))
        .collect()
}

/// Whether a record depends on what is wrong in the row. Next year's file of the same office repeats
/// the grants that go on, and may have answered; a DSU is for benefits of its year and the next.
fn matters(defect: Defect, facts: &[StoredFact], records: &[SiussRecord]) -> bool {
    let last_year = records.iter().map(|record| record.start().year()).max();
    last_year.is_some()
        && facts.iter().any(|stored| match (defect, &stored.fact) {
            (Defect::CareUnknown, Fact::Care(care)) => {
                care.presa_in_carico == PresaInCarico::Unknown
            }
            (Defect::CareUnknown, _) => false,
            (Defect::DsuWithoutDate, Fact::Dsu(dsu)) => Some(dsu.protocol.year()) <= last_year,
            _ => true,
        })
}

async fn what_is_held_back_says_why_and_who_must_act(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    let files = files(&here, &clerk).await;
    let mut tx = here.read().await;
    let rows = facts_of_rows(&mut tx, &clerk).await;
    let mut n_seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut missing = Vec::new();
    for (import, truth) in &files {
        for flaw in &truth.flaws {
            let Some((code, office)) = reason_for(flaw.defect) else {
                assert_ne!(
                    flaw.defect.outcome(),
                    Outcome::HeldBack,
                    "{:?}",
                    flaw.defect
                );
                continue;
            };
            let facts = rows.get(&(*import, flaw.sheet.clone(), flaw.row));
            let facts = facts.map(Vec::as_slice).unwrap_or_default();
            let people: BTreeSet<_> = facts.iter().filter_map(|stored| stored.person).collect();
            let records = records_of(&mut tx, &clerk, people).await;
            let found = reasons(&records);
            if found.contains(&(code, office.unwrap_or(truth.office))) {
                *n_seen.entry(code).or_default() += 1;
            } else if matters(flaw.defect, facts, &records) {
                missing.push(format!("{}: {flaw:?}: {found:?}", truth.name));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "{} beside {n_seen:?}: {missing:#?}",
        missing.len()
    );
    assert_eq!(
        n_seen.len(),
        10,
        "every defect that holds a record back occurs: {n_seen:?}"
    );
}

async fn whoever_was_never_assessed_waits_for_the_assessment(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    let mut tx = here.read().await;
    let unassessed = district().truth.unassessed;
    let mut n_waiting = 0;
    for cf in unassessed {
        let found = person::find_by_cf(&mut tx, clerk.ente, &cf)
            .await
            .expect("read");
        let records = records_of(&mut tx, &clerk, found).await;
        // Whose rows were all set aside has no record to wait for anything.
        if records.is_empty() {
            continue;
        }
        n_waiting += 1;
        let reasons = reasons(&records);
        assert!(
            reasons.contains(&("manca-sina", Office::Anziani)),
            "{reasons:?}"
        );
    }
    assert!(n_waiting > 0);
}
