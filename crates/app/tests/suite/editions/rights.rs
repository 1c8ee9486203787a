//! Who sees what: the own figures as they are, above a threshold or protected, and never another's
//! answer from memory.

use pas_analytics::answer::{Figure, Protection};
use pas_app::use_cases::compare_editions::compare_editions;
use pas_app::use_cases::create_account::{NewAccount, create_local_account};
use pas_app::use_cases::make_nation::{NationQuery, make_nation};
use pas_app::use_cases::sign_in::local_actor;
use pas_app::{App, OwnFigures};
use pas_domain::actor::{Actor, Role};

use super::{ask, built};
use crate::support::home::morning;
use crate::support::{Home, Installation, on_both};

on_both!(
    each_role_sees_as_much_as_it_may,
    who_is_not_in_the_edition_sees_protected_figures,
    no_reader_gets_the_answer_of_another,
    a_threshold_hides_few_and_nothing_else,
);

const QUESTION: &str = "misure=beneficiari,spesa&righe=prestazione&colonne=anno";

async fn each_role_sees_as_much_as_it_may(home: Home) {
    let here = home.district().await;
    built(&here.app, &here.clerk().await).await;
    let none = (Protection::None, 0);
    for (own_figures, role, expected) in [
        (OwnFigures::Threshold, Role::Clerk, none),
        (OwnFigures::Protected, Role::Clerk, none),
        (OwnFigures::Threshold, Role::SocialWorker, none),
        (
            OwnFigures::default(),
            Role::Planner,
            (Protection::Threshold, 5),
        ),
        (OwnFigures::Protected, Role::Planner, (Protection::Full, 5)),
        (OwnFigures::Exact, Role::Planner, (Protection::Threshold, 0)),
    ] {
        let app = home.app_at(morning()).await.with_own_figures(own_figures);
        let answer = ask(&app, &here.actor(role).await, QUESTION).await;
        let found = (answer.protection, answer.threshold);
        assert_eq!(found, expected, "{own_figures:?} {role:?}");
    }
}

/// A clerk of another ente of the installation.
async fn stranger(here: &Installation) -> Actor {
    let account = NewAccount {
        username: "altrove".to_owned(),
        display_name: "Persona d'altrove".to_owned(),
        role: Role::Clerk,
        password: "una-parola-lunga".to_owned(),
    };
    let made = create_local_account(&here.app, Some("Comune di Altrove"), account).await;
    made.expect("made");
    let actor = local_actor(&here.app, "altrove").await;
    actor.expect("asked").expect("there")
}

async fn who_is_not_in_the_edition_sees_protected_figures(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    built(&here.app, &clerk).await;
    let stranger = stranger(&here).await;
    let own_code = format!("{QUESTION}&ente={}", pas_demo::ENTE_CODE);
    for text in [QUESTION, &own_code] {
        let answer = ask(&here.app, &stranger, text).await;
        assert_eq!(answer.protection, Protection::Full, "{text}");
    }
    // Exact counts of the records are for who may open them.
    built(&here.app, &clerk).await;
    let own = compare_editions(&here.app, &clerk, 1, 2)
        .await
        .expect("compared");
    assert!(!own.groups.is_empty());
    let others = compare_editions(&here.app, &stranger, 1, 2)
        .await
        .expect("compared");
    assert!(others.groups.is_empty(), "{:?}", others.groups.first());
    let nation = NationQuery {
        n_records: 2_000,
        seed: 1,
        first_year: 2024,
        n_years: 1,
        n_parts: None,
    };
    make_nation(&here.app, &clerk, nation).await.expect("made");
    for role in [Role::Clerk, Role::Planner] {
        let actor = here.actor(role).await;
        let answer = ask(&here.app, &actor, "misure=beneficiari&righe=regione").await;
        assert_eq!(answer.protection, Protection::Full, "{role:?}");
    }
}

async fn no_reader_gets_the_answer_of_another(home: Home) {
    let here = home.district().await;
    let (clerk, planner) = (here.clerk().await, here.actor(Role::Planner).await);
    let stranger = stranger(&here).await;
    built(&here.app, &clerk).await;
    let readers: [(&Actor, OwnFigures); 6] = [
        (&clerk, OwnFigures::Threshold),
        (&planner, OwnFigures::Threshold),
        (&planner, OwnFigures::Protected),
        (&planner, OwnFigures::Exact),
        (&stranger, OwnFigures::Threshold),
        (&clerk, OwnFigures::Protected),
    ];
    let fresh = async || home.app_at(morning()).await;
    let ask_as = async |app: &App, (actor, own_figures): (&Actor, OwnFigures)| {
        ask(&app.clone().with_own_figures(own_figures), actor, QUESTION).await
    };
    let mut alone = Vec::new();
    for reader in readers {
        alone.push(ask_as(&fresh().await, reader).await);
    }
    assert_ne!(alone[0].table, alone[1].table);
    assert_ne!(alone[1].table, alone[2].table);
    assert_eq!(alone[0].table, alone[3].table);
    for backwards in [false, true] {
        let shared = fresh().await;
        let mut order: Vec<usize> = (0..readers.len()).chain(0..readers.len()).collect();
        if backwards {
            order.reverse();
        }
        for n in order {
            assert_eq!(ask_as(&shared, readers[n]).await, alone[n], "reader {n}");
        }
    }
}

async fn a_threshold_hides_few_and_nothing_else(home: Home) {
    let here = home.district().await;
    built(&here.app, &here.clerk().await).await;
    let all = ask(&here.app, &here.clerk().await, QUESTION).await;
    let seen = ask(&here.app, &here.actor(Role::Planner).await, QUESTION).await;
    let (all, seen) = (super::cells(&all), super::cells(&seen));
    let (mut n_hidden, mut n_shown) = (0, 0);
    for (key, exact) in &all {
        let people = exact[0].number().expect("exact");
        let Some(figures) = seen.get(key) else {
            assert!(people < 5.0, "{key:?} is left out");
            continue;
        };
        if people < 5.0 {
            assert_eq!(*figures, [Figure::Few; 2], "{key:?}");
            n_hidden += 1;
        } else {
            assert_eq!(figures, exact, "{key:?}");
            n_shown += 1;
        }
    }
    assert!(n_hidden > 0 && n_shown > 20, "{n_hidden} {n_shown}");
}
