//! Defects 8, 17 and 19 to 21: what is kept, shown and told, at which cost.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::ToSpan;
use jiff::civil::date;
use pas_app::AppError;
use pas_app::use_cases::derive_records::derive_records;
use pas_app::use_cases::list_people::list_people;
use pas_app::use_cases::show_spending::{By, Figure, show_spending};
use pas_catalogue::Catalogue;
use pas_domain::coded::Sex;
use pas_domain::codice_fiscale::synthetic;
use pas_domain::flow::{Field, UncheckedFlow};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::record::{RecordBody, RecordState, SiussRecord};
use pas_rules::Context;
use pas_storage::{Page, audit, record as stored};

use super::{flow_of, one_ready, person};
use crate::district::records;
use crate::support::Home;
use crate::support::home::morning;
use crate::support::official::assert_accepted;
use crate::support::village::{ADA, BENEFITS, Village, payments};

/// Every beneficiary's data went to the server's log.
#[tokio::test]
async fn defect_08_nothing_below_the_pages_prints_and_no_error_carries_a_person() {
    let home = Home::embedded();
    let (_, record) = one_ready(&home).await;
    let mut spoilt = person(&record);
    spoilt.residences.clear();
    let error = pas_siuss::write(&flow_of(vec![spoilt])).expect_err("refused");
    let said = AppError::system("comporre il flusso", error);
    assert!(
        !said.to_string().contains("PROVALDI")
            && !said.to_string().contains(record.person.as_str())
    );
    let crates = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the crates");
    for name in [
        "app",
        "records",
        "rules",
        "siuss",
        "storage",
        "intake",
        "domain",
        "catalogue",
    ] {
        assert_silent(&crates.join(name).join("src"));
    }
}

/// Asserts that no source in `folder` writes to a standard stream outside its tests.
fn assert_silent(folder: &Path) {
    let calls = [
        "print!(",
        "println!(",
        "io::stdout",
        "io::stderr",
        " log::",
        "tracing::",
    ];
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            assert_silent(&path);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let (code, tests) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        let is_test = tests.is_empty() && code.contains("#[test]");
        let said = code.lines().filter(|line| !line.trim().starts_with("//"));
        let said = said.filter(|line| calls.iter().any(|call| line.contains(call)));
        let said: Vec<&str> = said.filter(|_| !is_test).collect();
        assert!(said.is_empty(), "{}: {said:?}", path.display());
    }
}

/// The minor's identifier was the seat and a number of the database.
#[tokio::test]
async fn defect_17_a_minor_has_a_keyed_pseudonym() {
    let home = Home::embedded();
    let here = home.district().await;
    let clerk = here.clerk().await;
    let of_records = |records: Vec<SiussRecord>| -> BTreeSet<(String, String)> {
        let id = |record: SiussRecord| match record.body {
            RecordBody::Minor(minor) => {
                let id = minor
                    .values
                    .get(Field::MinorId)
                    .expect("an identifier")
                    .to_owned();
                (record.person.base().to_string(), id)
            }
            RecordBody::Benefit(_) => panic!("a record of a minor"),
        };
        records.into_iter().map(id).collect()
    };
    let first = of_records(records(&here, clerk.ente, stored::FlowKind::Minors).await);
    assert!(first.len() > 5);
    let minors: BTreeSet<&String> = first.iter().map(|(cf, _)| cf).collect();
    let ids: BTreeSet<&String> = first.iter().map(|(_, id)| id).collect();
    assert_eq!(
        (minors.len(), ids.len()),
        (first.len(), first.len()),
        "one a minor, and no other's"
    );
    assert!(ids.iter().all(|id| id.len() == 20 && !id.contains("M320")));
    derive_records(&here.app, &clerk).await.expect("derived");
    assert_eq!(
        of_records(records(&here, clerk.ente, stored::FlowKind::Minors).await),
        first
    );
    // With another key, the same minors in the same database have other identifiers.
    home.put("segreti/pseudonimi.key", &[9; 32]);
    derive_records(&home.app_at(morning()).await, &clerk)
        .await
        .expect("derived");
    let other = of_records(records(&here, clerk.ente, stored::FlowKind::Minors).await);
    assert!(other.is_disjoint(&first) && other.len() == first.len());
}

/// Each row was compared with every other: twice the rows, four times the time.
#[tokio::test]
async fn defect_19_time_grows_with_the_records_and_not_with_their_square() {
    let home = Home::embedded();
    let (_, record) = one_ready(&home).await;
    let people = |n: usize| -> Vec<_> {
        let mut people = vec![person(&record); n];
        for (days, person) in (0..).zip(&mut people) {
            let birth = date(1950, 1, 1) + ToSpan::days(days);
            let cf = synthetic("PROVALDI", ADA, birth, Sex::Female, "L762").expect("a code");
            person.person.set(Field::BeneficiaryCf, cf.to_string());
            person
                .person
                .set(Field::BirthYear, birth.year().to_string());
        }
        people
    };
    let time = |flow: &UncheckedFlow<'_>| {
        let started = Instant::now();
        let bytes = pas_siuss::write(flow).expect("written");
        let reading = pas_siuss::read(&bytes).expect("readable");
        pas_rules::check(&reading.flow, &Context::new(Catalogue::builtin()));
        started.elapsed()
    };
    let (few, many) = (flow_of(people(250)), flow_of(people(250 * 16)));
    let few = (0..5).map(|_| time(&few)).min().unwrap_or(Duration::ZERO);
    // 16 times the work; 256 times if each were compared with every other. A busy machine gets
    // more than one chance, which would not help a square.
    let times: Vec<Duration> = (0..10).map(|_| time(&many)).collect();
    assert!(
        times.iter().any(|many| *many < few * 64),
        "{few:?} for 250, {times:?} for 4,000"
    );
}

/// Whole results went into the audit table, which became the largest store of personal data.
#[tokio::test]
async fn defect_20_the_register_holds_the_purpose_and_never_the_content() {
    let home = Home::embedded();
    let (village, record) = one_ready(&home).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    let found = list_people(app, clerk, "PROVALDI", 1)
        .await
        .expect("listed");
    assert_eq!(found.n_found, 3);
    village.flow().await.expect("written");
    let page = Page::new(1, Page::MAX_SIZE);
    let entries = audit::list(&mut village.here.read().await, clerk.ente, page)
        .await
        .expect("listed");
    assert!(
        entries
            .iter()
            .any(|stored| stored.entry.use_case == "list_people")
    );
    for stored in entries {
        let text = format!("{} {}", stored.entry.subject, stored.entry.detail);
        let holds = text.contains("PROVALDI") || text.contains(record.person.as_str());
        assert!(!holds && text.len() < 100, "{}", stored.entry.use_case);
    }
}

/// Each new measure needed a release of the program.
#[tokio::test]
async fn defect_21_a_new_measure_is_a_line_in_a_file() {
    let home = Home::embedded();
    let list = Catalogue::builtin_file("prestazioni.csv").expect("builtin");
    let name = "Misura inventata dopo il rilascio del programma";
    let list = format!("{}\nA1.98,{name},A1,,0,0,1,prova,\n", list.trim_end());
    home.put("catalogo/prestazioni.csv", list.as_bytes());
    let village = Village::new(&home).await;
    village.pay(&[(ADA, "A1.98", "75,00", "No")]).await;
    let flow = village.flow().await.expect("written");
    assert!(flow.contains("A1.98") && flow.contains(name), "{flow}");
    assert_accepted(BENEFITS.kind, flow.as_bytes());
    let view = show_spending(&village.here.app, &village.clerk, By::Benefit)
        .await
        .expect("shown");
    let [row] = view.rows.as_slice() else {
        panic!("{} rows", view.rows.len())
    };
    let spending = Money::from_cents(7_500);
    assert_eq!(
        (row.label.as_str(), row.figures.as_slice()),
        (
            name,
            [Figure::Shown {
                spending,
                people: 1
            }]
            .as_slice()
        )
    );
    // Without the line, the same file is read all the same and its record waits for the code.
    let other = Village::new(&Home::embedded()).await;
    other
        .import(
            Office::Contributi,
            "contributi.csv",
            &payments(&[(ADA, "A1.98", "75,00", "No")]),
        )
        .await;
    let records = other.records().await;
    assert!(
        records
            .iter()
            .all(|record| record.state == RecordState::Blocked)
    );
}
