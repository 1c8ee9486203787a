//! What an edition is made of, that it stays as it is, and what becomes of it when it is withdrawn.

use jiff::SignedDuration;
use pas_app::AppError;
use pas_app::use_cases::build_edition::{EditionSource, build_edition};
use pas_app::use_cases::compare_editions::compare_editions;
use pas_app::use_cases::import_published::{PublishedImport, import_published};
use pas_app::use_cases::list_editions::list_editions;
use pas_app::use_cases::withdraw_edition::withdraw_edition;
use pas_edition::Amount;

use super::{all_of, ask, built, counted, pay_on, published, why_not};
use crate::support::home::morning;
use crate::support::village::{ADA, BICE, CARLA, Village};
use crate::support::{Home, on_both};

on_both!(
    the_same_data_give_the_same_content,
    a_withdrawn_edition_says_why_and_the_one_before_answers,
    answers_stay_when_the_data_change,
    a_comparison_names_the_change,
    years_outside_are_counted,
    without_records_nothing_is_built,
    published_figures_do_not_answer,
);

async fn the_same_data_give_the_same_content(home: Home) {
    let here = home.district().await;
    let planner = here.actor(pas_domain::actor::Role::Planner).await;
    let of_planner = built(&here.app, &planner).await;
    assert!(of_planner.exact.is_none(), "a planner gets no exact count");
    let listed = list_editions(&here.app, &here.clerk().await).await;
    let (_, first) = listed.expect("listed").swap_remove(0);
    let first = first.expect("opens").manifest;
    assert_eq!(of_planner.number, first.number);
    let later = home
        .app_at(morning() + SignedDuration::from_hours(30))
        .await;
    let second = counted(built(&later, &here.clerk().await).await).manifest;
    assert_eq!((first.number, second.number), (1, 2));
    assert_eq!(first.content, second.content);
    assert_eq!(first.files, second.files);
    assert_ne!(first.about.created, second.about.created);
    for (_, edition) in list_editions(&here.app, &here.clerk().await)
        .await
        .expect("listed")
    {
        edition.expect("opens").verify().expect("as written");
    }
    // Exact counts of two editions differ by a person: only who may open the records sees them.
    let told = list_editions(&here.app, &planner).await;
    assert!(matches!(told, Err(AppError::Denied { .. })), "{told:?}");
}

async fn a_withdrawn_edition_says_why_and_the_one_before_answers(home: Home) {
    let village = Village::new(&home).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    pay_on(&village, &[(ADA, "15/05/2024", "100,00")]).await;
    built(app, clerk).await;
    pay_on(&village, &[(ADA, "15/05/2024", "120,00")]).await;
    built(app, clerk).await;
    let whole = async |text: &str| ask(app, clerk, text).await.table.whole[0].number();
    assert_eq!(whole("misure=spesa").await, Some(12_000.0));
    for (number, reason, words) in [(2, " ", "scrivi perché"), (7, "importo sbagliato", "7")] {
        let told = withdraw_edition(app, clerk, number, reason).await;
        let Err(AppError::Invalid(told) | AppError::NoEdition(told)) = told else {
            panic!("{told:?}");
        };
        assert!(told.contains(words), "{told}");
    }
    withdraw_edition(app, clerk, 2, "importo sbagliato")
        .await
        .expect("withdrawn");
    assert_eq!(whole("misure=spesa").await, Some(10_000.0));
    let why = why_not(app, clerk, "misure=spesa&edizione=2").await;
    assert!(why.contains("importo sbagliato"), "{why}");
    let again = withdraw_edition(app, clerk, 2, "altro").await;
    let told = format!("{again:?}");
    assert!(
        again.is_err() && told.contains("importo sbagliato"),
        "{told}"
    );
    withdraw_edition(app, clerk, 1, "anche questa")
        .await
        .expect("withdrawn");
    let why = why_not(app, clerk, "misure=spesa").await;
    assert!(
        why.contains("tutte le edizioni sono state ritirate"),
        "{why}"
    );
    assert!(why.contains("pas edition build"), "{why}");
    let editions = list_editions(app, clerk).await.expect("listed");
    let withdrawn = |(_, edition): &(u32, Result<pas_edition::Edition, String>)| {
        edition
            .as_ref()
            .is_ok_and(|edition| edition.withdrawal.is_some())
    };
    assert_eq!(editions.iter().filter(|line| withdrawn(line)).count(), 2);
    pay_on(&village, &[(ADA, "15/05/2024", "130,00")]).await;
    assert_eq!(built(app, clerk).await.number, 3, "no number comes twice");
}

async fn answers_stay_when_the_data_change(home: Home) {
    let village = Village::new(&home).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    pay_on(
        &village,
        &[(ADA, "15/05/2024", "100,00"), (BICE, "3/2/2023", "50,00")],
    )
    .await;
    built(app, clerk).await;
    let question = "misure=spesa,beneficiari,mesi&righe=prestazione&colonne=anno&edizione=1";
    let before = ask(app, clerk, question).await;
    pay_on(
        &village,
        &[(ADA, "15/05/2024", "999,00"), (CARLA, "3/2/2023", "1,00")],
    )
    .await;
    built(app, clerk).await;
    assert_eq!(ask(app, clerk, question).await, before);
    let without_memory = home.app_at(morning()).await;
    assert_eq!(ask(&without_memory, clerk, question).await, before);
    let latest = ask(&without_memory, clerk, "misure=spesa").await;
    assert_eq!(latest.table.whole[0].number(), Some(105_000.0));
}

async fn a_comparison_names_the_change(home: Home) {
    let village = Village::new(&home).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    let before = [
        (ADA, "15/05/2024", "100,00"),
        (BICE, "15/05/2024", "50,00"),
        (CARLA, "1/1/2023", "5,00"),
    ];
    pay_on(&village, &before).await;
    built(app, clerk).await;
    let after = [
        (ADA, "15/05/2024", "120,00"),
        (CARLA, "15/05/2024", "30,00"),
        (CARLA, "1/1/2023", "5,00"),
    ];
    pay_on(&village, &after).await;
    built(app, clerk).await;
    let compared = compare_editions(app, clerk, 1, 2).await.expect("compared");
    let changed: Vec<_> = compared
        .groups
        .iter()
        .filter(|group| !group.is_same())
        .collect();
    let [group] = changed.as_slice() else {
        panic!("{changed:?}")
    };
    let amount = |records, cents| Amount { records, cents };
    assert_eq!(
        (group.year, group.benefit.as_str(), group.body.as_str()),
        (2024, "A1.04", "L762PROVA")
    );
    assert_eq!(
        (group.before, group.after),
        (amount(2, 15_000), amount(3, 20_000))
    );
    assert_eq!((group.came, group.went), (amount(1, 3_000), amount(0, 0)));
    assert_eq!(
        (group.changed_from, group.changed_to),
        (amount(1, 10_000), amount(1, 12_000))
    );
    assert_eq!((group.changed_amounts, group.changed_months), (1, 0));
    assert_eq!((group.people_came, group.people_went), (1, 0));
    let back = compare_editions(app, clerk, 2, 1).await.expect("compared");
    let went = back.groups.iter().find(|group| !group.is_same());
    assert_eq!(went.expect("one").went, amount(1, 3_000));
    let same = compare_editions(app, clerk, 2, 2).await.expect("compared");
    assert!(same.groups.iter().all(pas_edition::GroupChange::is_same));
}

async fn years_outside_are_counted(home: Home) {
    let here = home.district().await;
    let (app, clerk) = (&here.app, &here.clerk().await);
    let whole = counted(built(app, clerk).await);
    assert_eq!(whole.left_out.total(), 0);
    let mut query = all_of(EditionSource::Records);
    query.years = Some((2025, 2025));
    let of_one_year = counted(build_edition(app, clerk, query).await.expect("built"));
    assert!(of_one_year.left_out.other_years > 0);
    assert_eq!(
        of_one_year.manifest.counts.facts + of_one_year.left_out.total(),
        whole.manifest.counts.facts
    );
    let question = "misure=spesa,beneficiari,nuclei,mesi,ore&righe=prestazione&anno=2025&edizione=";
    let of = async |number: u32| {
        ask(app, clerk, &format!("{question}{number}"))
            .await
            .table
            .clone()
    };
    assert_eq!(of(1).await, of(2).await);
    let why = why_not(app, clerk, "misure=spesa&anno=2024&edizione=2").await;
    assert!(why.contains("2024"), "{why}");
}

async fn without_records_nothing_is_built(home: Home) {
    let village = Village::without_identity(&home).await;
    for (source, words) in [
        (EditionSource::Records, "identità"),
        (EditionSource::Collected, "pas collect"),
    ] {
        let told = build_edition(&village.here.app, &village.clerk, all_of(source)).await;
        let Err(AppError::Invalid(why)) = told else {
            panic!("{told:?}");
        };
        assert!(why.contains(words), "{why}");
    }
    let none = list_editions(&village.here.app, &village.clerk).await;
    assert!(none.expect("listed").is_empty());
}

async fn published_figures_do_not_answer(home: Home) {
    let village = Village::new(&home).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    pay_on(&village, &[(ADA, "15/05/2024", "100,00")]).await;
    built(app, clerk).await;
    let (csv, meta) = published(village.here.folder());
    let imported = import_published(app, clerk, csv.clone(), meta.clone()).await;
    let PublishedImport::Done(manifest) = imported.expect("imported") else {
        panic!("refused");
    };
    assert_eq!((manifest.number, manifest.counts.facts), (2, 1));
    let why = why_not(app, clerk, "misure=spesa&edizione=2").await;
    assert!(why.contains("pas edition show 2"), "{why}");
    let latest = ask(app, clerk, "misure=spesa").await;
    assert_eq!(
        latest.table.whole[0].number(),
        Some(10_000.0),
        "the latest that answers"
    );
    std::fs::write(&csv, "territorio,livello,periodo,misura,categoria,valore,unita\nITALIA,italia,mai,spesa,,x,euro\n").expect("written");
    let refused = import_published(app, clerk, csv, meta).await.expect("read");
    let PublishedImport::Refused {
        n_rows,
        n_refused,
        findings,
    } = refused
    else {
        panic!("taken in");
    };
    assert_eq!((n_rows, n_refused), (1, 1));
    assert!(findings.len() >= 2, "{findings:?}");
    assert_eq!(list_editions(app, clerk).await.expect("listed").len(), 2);
}
