//! What figures are set against: the same months of the year before, the territory around.

use super::{ask, built, exactly, pay_on, why_not};
use crate::support::village::{ADA, BICE, CARLA, Village};
use crate::support::{Home, on_both};

on_both!(
    a_year_that_is_not_over_is_set_against_the_same_months,
    a_comune_is_set_against_what_lies_around,
);

async fn a_year_that_is_not_over_is_set_against_the_same_months(home: Home) {
    let village = Village::new(&home).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    let paid = [
        (ADA, "15/05/2023", "100,00"),
        (BICE, "15/09/2023", "50,00"),
        (CARLA, "02/01/2022", "7,00"),
        (ADA, "10/05/2024", "120,00"),
    ];
    pay_on(&village, &paid).await;
    built(app, clerk).await;
    for (question, label, now, before) in [
        (
            "anno=2024",
            "2023, fino al mese 5",
            [12_000, 1],
            [10_000, 1],
        ),
        ("anno=2024&fino_a=4", "2023, fino al mese 4", [0, 0], [0, 0]),
        (
            "anno=2024&fino_a=12",
            "2023, fino al mese 12",
            [12_000, 1],
            [15_000, 2],
        ),
        ("anno=2023", "2022", [15_000, 2], [700, 1]),
    ] {
        let text = format!("misure=spesa,beneficiari&{question}&confronto=anno_prima");
        let answer = ask(app, clerk, &text).await;
        let compared = answer.comparison.as_ref().expect("compared");
        assert_eq!(compared.label, label, "{question}");
        assert_eq!(answer.table.whole, now.map(exactly), "{question}");
        assert_eq!(compared.table.whole, before.map(exactly), "{question}");
    }
    let why = why_not(app, clerk, "misure=spesa&anno=2022&confronto=anno_prima").await;
    assert!(why.contains("2021"), "{why}");
}

async fn a_comune_is_set_against_what_lies_around(home: Home) {
    let here = home.district().await;
    let (app, clerk) = (&here.app, &here.clerk().await);
    built(app, clerk).await;
    let by_comune = ask(app, clerk, "misure=beneficiari&righe=comune").await;
    let comune = &by_comune.table.rows[0][0].code;
    let question = format!("misure=beneficiari,spesa&righe=prestazione&anno=2025&comune={comune}");
    for (level, filter) in [
        ("provincia", "righe=provincia"),
        ("regione", "righe=regione"),
    ] {
        let around = ask(
            app,
            clerk,
            &format!("misure=beneficiari&{filter}&comune={comune}"),
        )
        .await;
        let node = &around.table.rows[0][0];
        let answer = ask(app, clerk, &format!("{question}&confronto={level}")).await;
        let compared = answer.comparison.as_ref().expect("compared");
        assert!(compared.label.ends_with(&node.label), "{}", compared.label);
        let alone = format!(
            "misure=beneficiari,spesa&righe=prestazione&anno=2025&{level}={}",
            node.code
        );
        let alone = ask(app, clerk, &alone).await;
        assert_eq!(compared.table.whole, alone.table.whole);
        let of_codes = |table: &pas_analytics::answer::Table| -> Vec<_> {
            let rows = table.rows.iter().map(|row| row[0].code.clone());
            rows.zip(table.row_totals.clone()).collect()
        };
        assert_eq!(of_codes(&compared.table), of_codes(&alone.table));
    }
    let italy = ask(app, clerk, &format!("{question}&confronto=italia")).await;
    let compared = italy.comparison.as_ref().expect("compared");
    let all = ask(
        app,
        clerk,
        "misure=beneficiari,spesa&righe=prestazione&anno=2025",
    )
    .await;
    assert_eq!(compared.label, "Italia");
    assert_eq!(compared.table.whole, all.table.whole);
    for question in [
        "misure=spesa&righe=comune&confronto=italia",
        "misure=spesa&confronto=italia",
    ] {
        let why = why_not(app, clerk, question).await;
        assert!(why.contains("vuole il territorio nei filtri"), "{why}");
    }
}
