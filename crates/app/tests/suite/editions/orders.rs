//! Rows in order and first rows: by what is shown, hidden ones last.

use pas_analytics::answer::Figure;
use pas_app::OwnFigures;
use pas_domain::actor::Role;

use super::{ask, built};
use crate::support::{Home, on_both};

on_both!(hidden_rows_stand_last, first_rows_are_the_first_of_all);

const QUESTIONS: &[(&str, &str, usize)] = &[
    ("misure=beneficiari,spesa&righe=prestazione", "spesa", 1),
    (
        "misure=beneficiari,spesa_mediana&righe=prestazione,anno",
        "spesa_mediana",
        1,
    ),
    ("misure=record,spesa_utenti&righe=comune", "spesa_utenti", 1),
    (
        "misure=spesa,beneficiari&righe=eta,anno&colonne=sesso",
        "spesa",
        0,
    ),
];

fn keys(answer: &pas_analytics::answer::Answer, place: usize) -> Vec<Option<f64>> {
    let totals = answer.table.row_totals.iter();
    totals.map(|total| total[place].number()).collect()
}

async fn hidden_rows_stand_last(home: Home) {
    let here = home.district().await;
    let planner = here.actor(Role::Planner).await;
    let app = here.app.clone().with_own_figures(OwnFigures::Protected);
    built(&app, &planner).await;
    let mut n_hidden = 0;
    for (question, measure, place) in QUESTIONS {
        for sign in ["", "-"] {
            let answer = ask(
                &app,
                &planner,
                &format!("{question}&ordina={sign}{measure}"),
            )
            .await;
            let keys = keys(&answer, *place);
            let n_shown = keys.iter().flatten().count();
            assert!(n_shown > 1, "{question}");
            assert!(
                keys[..n_shown].iter().all(Option::is_some),
                "{question}: {keys:?}"
            );
            let in_order =
                keys[..n_shown].is_sorted_by(|a, b| if sign == "-" { a >= b } else { a <= b });
            assert!(in_order, "{question}: {keys:?}");
            n_hidden += keys.len() - n_shown;
        }
    }
    assert!(
        n_hidden > 0,
        "some row is hidden in the asked measure and not in all"
    );
}

async fn first_rows_are_the_first_of_all(home: Home) {
    let here = home.district().await;
    let planner = here.actor(Role::Planner).await;
    let app = here.app.clone().with_own_figures(OwnFigures::Protected);
    built(&app, &planner).await;
    for (question, measure, _) in QUESTIONS {
        let all = ask(&app, &planner, &format!("{question}&ordina=-{measure}")).await;
        let first = ask(
            &app,
            &planner,
            &format!("{question}&ordina=-{measure}&primi=3"),
        )
        .await;
        assert_eq!(first.table.rows, all.table.rows[..3]);
        assert_eq!(first.table.row_totals, all.table.row_totals[..3]);
        assert_eq!(
            first.table.whole, all.table.whole,
            "the whole is of all rows"
        );
        assert_eq!(first.n_left_out, 0);
        let is_few = |figures: &Vec<Figure>| figures.iter().all(|figure| *figure == Figure::Few);
        assert!(
            !all.table.row_totals.iter().any(is_few),
            "a row of hidden figures goes"
        );
    }
}
