//! Saved views and dashboards: whose they are, and that each reader sees what they may.

use pas_app::saved::{MAX_PANELS, ViewText};
use pas_app::use_cases::arrange_dashboard::{Move, arrange_dashboard};
use pas_app::use_cases::build_edition::{EditionSource, build_edition};
use pas_app::use_cases::create_account::{NewAccount, create_local_account};
use pas_app::use_cases::delete_dashboard::delete_dashboard;
use pas_app::use_cases::delete_view::delete_view;
use pas_app::use_cases::list_dashboards::list_dashboards;
use pas_app::use_cases::list_views::list_views;
use pas_app::use_cases::rename_view::rename_view;
use pas_app::use_cases::restore_view::restore_view;
use pas_app::use_cases::save_dashboard::save_dashboard;
use pas_app::use_cases::save_view::{NewView, save_view};
use pas_app::use_cases::show_dashboard::{DashboardView, show_dashboard};
use pas_app::use_cases::sign_in::local_actor;
use pas_app::use_cases::withdraw_edition::withdraw_edition;
use pas_app::{App, AppError};
use pas_domain::actor::{Actor, Role};
use pas_domain::ids::{DashboardId, SavedViewId};

use crate::editions::all_of;
use crate::support::{Home, Installation, on_both};

on_both!(
    a_view_is_kept_as_typed_and_shown_to_whom_it_is_shared_with,
    what_cannot_be_asked_is_not_kept,
    own_things_are_changed_by_their_owner_alone,
    a_dashboard_is_arranged_and_each_reader_sees_what_they_may,
    a_panel_fails_by_itself,
);

const BY_BENEFIT: &str = "misure=beneficiari&righe=prestazione&colonne=anno";

/// The district as one ambito, so that a view can say «my territory», with an edition of it.
async fn district(home: &Home) -> Installation {
    home.put("ambiti.csv", pas_app::demo::social_districts().as_bytes());
    let here = home.district().await;
    let clerk = here.clerk().await;
    let built = build_edition(&here.app, &clerk, all_of(EditionSource::Records)).await;
    built.expect("built");
    here
}

async fn stranger(here: &Installation) -> Actor {
    let account = NewAccount {
        username: "altrove".to_owned(),
        display_name: "Persona d'altrove".to_owned(),
        role: Role::Clerk,
        password: "una-parola-lunga".to_owned(),
    };
    let made = create_local_account(&here.app, Some("Comune di Altrove"), account);
    made.await.expect("made");
    let actor = local_actor(&here.app, "altrove").await;
    actor.expect("asked").expect("there")
}

fn new(name: &str, question: &str, is_shared: bool) -> NewView {
    NewView {
        name: name.to_owned(),
        question: question.to_owned(),
        note: String::new(),
        is_shared,
    }
}

async fn keep(app: &App, actor: &Actor, name: &str, question: &str) -> SavedViewId {
    let kept = save_view(app, actor, &new(name, question, true)).await;
    kept.expect(question)
}

async fn names(app: &App, actor: &Actor) -> Vec<String> {
    let views = list_views(app, actor).await.expect("listed");
    views.into_iter().map(|view| view.name).collect()
}

async fn shown(app: &App, actor: &Actor, page: DashboardId) -> DashboardView {
    show_dashboard(app, actor, page).await.expect("shown")
}

fn order(view: &DashboardView) -> Vec<&str> {
    let panels = view.panels.iter();
    panels.map(|panel| panel.view.name.as_str()).collect()
}

async fn a_view_is_kept_as_typed_and_shown_to_whom_it_is_shared_with(home: Home) {
    let here = district(&home).await;
    let (app, planner, clerk) = (
        &here.app,
        &here.actor(Role::Planner).await,
        &here.clerk().await,
    );
    let typed = "vista=barre&anno=2024&territorio=mio&righe=prestazione&misure=spesa";
    keep(app, planner, "Condivisa", typed).await;
    let private = new("Privata", BY_BENEFIT, false);
    save_view(app, planner, &private).await.expect("kept");
    assert_eq!(names(app, planner).await, ["Condivisa", "Privata"]);
    assert_eq!(names(app, clerk).await, ["Condivisa"]);
    assert!(names(app, &stranger(&here).await).await.is_empty());
    let views = list_views(app, clerk).await.expect("listed");
    assert_eq!(
        views[0].question,
        "misure=spesa&righe=prestazione&anno=2024&territorio=mio&vista=barre"
    );
    assert_eq!(
        views[0].asked,
        "Spesa totale per prestazione, 2024, nel territorio di chi legge"
    );
    assert!(!views[0].is_own);
}

async fn what_cannot_be_asked_is_not_kept(home: Home) {
    let here = district(&home).await;
    let (app, planner) = (&here.app, &here.actor(Role::Planner).await);
    for (name, question) in [
        ("", BY_BENEFIT),
        ("Senza domanda", ""),
        ("Misura sbagliata", "misure=soldi"),
        ("Territorio sbagliato", "misure=spesa&territorio=altrui"),
    ] {
        let refused = save_view(app, planner, &new(name, question, false)).await;
        assert!(
            matches!(refused, Err(AppError::Invalid(_))),
            "{name} {question}"
        );
    }
    let absent = format!("{BY_BENEFIT}&edizione=99");
    let refused = save_view(app, planner, &new("Edizione che non c'è", &absent, false)).await;
    assert!(
        matches!(refused, Err(AppError::NoEdition(_))),
        "{refused:?}"
    );
    assert!(names(app, planner).await.is_empty());
}

async fn own_things_are_changed_by_their_owner_alone(home: Home) {
    let here = district(&home).await;
    let (app, planner, clerk) = (
        &here.app,
        &here.actor(Role::Planner).await,
        &here.clerk().await,
    );
    let view = keep(app, planner, "Mia", BY_BENEFIT).await;
    let page = save_dashboard(app, planner, None, ("Giunta", true)).await;
    let page = page.expect("made");
    let text = |name| ViewText {
        name,
        note: "",
        is_shared: false,
    };
    for other in [clerk, &stranger(&here).await] {
        let answers = [
            rename_view(app, other, view, text("Sua")).await,
            delete_view(app, other, view).await,
            restore_view(app, other, view).await,
            save_dashboard(app, other, Some(page), ("Suo", true))
                .await
                .map(drop),
            arrange_dashboard(app, other, page, (Move::Add, view)).await,
            delete_dashboard(app, other, page).await,
        ];
        for answer in answers {
            assert!(
                matches!(answer, Err(AppError::NotFound { .. })),
                "{answer:?}"
            );
        }
    }
    delete_view(app, planner, view).await.expect("deleted");
    assert!(names(app, planner).await.is_empty());
    restore_view(app, planner, view).await.expect("back");
    let renamed = rename_view(app, planner, view, text("Ora solo mia")).await;
    renamed.expect("renamed");
    assert_eq!(names(app, planner).await, ["Ora solo mia"]);
    assert!(names(app, clerk).await.is_empty());
    delete_dashboard(app, planner, page).await.expect("deleted");
    let gone = show_dashboard(app, planner, page).await;
    assert!(matches!(gone, Err(AppError::NotFound { .. })));
}

async fn a_dashboard_is_arranged_and_each_reader_sees_what_they_may(home: Home) {
    let here = district(&home).await;
    let (app, planner, clerk) = (
        &here.app,
        &here.actor(Role::Planner).await,
        &here.clerk().await,
    );
    let page = save_dashboard(app, planner, None, ("Giunta", true)).await;
    let page = page.expect("made");
    let mut views = Vec::new();
    for name in ["A", "B", "C"] {
        views.push(keep(app, planner, name, BY_BENEFIT).await);
    }
    let private = save_view(app, planner, &new("P", "misure=spesa", false)).await;
    views.push(private.expect("kept"));
    for view in &views {
        arrange_dashboard(app, planner, page, (Move::Add, *view))
            .await
            .expect("put");
    }
    for (act, view, expected) in [
        (Move::Add, 0, ["A", "B", "C", "P"].as_slice()),
        (Move::Up, 0, &["A", "B", "C", "P"]),
        (Move::Up, 2, &["A", "C", "B", "P"]),
        (Move::Down, 0, &["C", "A", "B", "P"]),
        (Move::Remove, 1, &["C", "A", "P"]),
    ] {
        let done = arrange_dashboard(app, planner, page, (act, views[view])).await;
        done.expect("arranged");
        assert_eq!(order(&shown(app, planner, page).await), expected, "{act:?}");
    }
    let (of_planner, of_clerk) = (
        shown(app, planner, page).await,
        shown(app, clerk, page).await,
    );
    assert_eq!((order(&of_clerk), of_clerk.n_closed), (vec!["C", "A"], 1));
    let protection = |view: &DashboardView| {
        let shown = view.panels[0].shown.as_ref().expect("an answer");
        shown.answered.answer.protection
    };
    assert_ne!(
        protection(&of_planner),
        protection(&of_clerk),
        "each by their role"
    );
    let elsewhere = show_dashboard(app, &stranger(&here).await, page).await;
    assert!(matches!(elsewhere, Err(AppError::NotFound { .. })));
    let pages = list_dashboards(app, clerk).await.expect("listed");
    assert_eq!(
        (pages.len(), pages[0].is_own, pages[0].n_views),
        (1, false, 3)
    );
    for n in 3..=MAX_PANELS {
        let view = keep(app, planner, &format!("Altra {n}"), "misure=spesa").await;
        let put = arrange_dashboard(app, planner, page, (Move::Add, view)).await;
        assert_eq!(put.is_ok(), n < MAX_PANELS, "{n}: {put:?}");
    }
}

async fn a_panel_fails_by_itself(home: Home) {
    let here = district(&home).await;
    let (app, clerk) = (&here.app, &here.clerk().await);
    let page = save_dashboard(app, clerk, None, ("Giunta", false)).await;
    let page = page.expect("made");
    for (name, question) in [
        ("Ferma alla prima", format!("{BY_BENEFIT}&edizione=1")),
        ("Ultima", BY_BENEFIT.to_owned()),
    ] {
        let view = keep(app, clerk, name, &question).await;
        arrange_dashboard(app, clerk, page, (Move::Add, view))
            .await
            .expect("put");
    }
    let built = build_edition(app, clerk, all_of(EditionSource::Records)).await;
    built.expect("built");
    let first = &shown(app, clerk, page).await.panels[0];
    assert_eq!(first.shown.as_ref().expect("an answer").answered.edition, 1);
    withdraw_edition(app, clerk, 1, "errore di prova")
        .await
        .expect("withdrawn");
    let seen = shown(app, clerk, page).await;
    let why = seen.panels[0].shown.as_ref().expect_err("withdrawn");
    assert!(
        why.contains("edizione 1") && why.contains("errore di prova"),
        "{why}"
    );
    let other = seen.panels[1].shown.as_ref().expect("an answer");
    assert_eq!(other.answered.edition, 2);
    assert!(
        other.sentence.contains("(edizione 2)"),
        "{}",
        other.sentence
    );
}
