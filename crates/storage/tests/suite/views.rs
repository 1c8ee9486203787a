//! Saved views and dashboards: whose they are, who sees them, in which order they stand.

use pas_domain::actor::Role;
use pas_domain::ids::{AccountId, SavedViewId};
use pas_storage::account::{self, NewAccount};
use pas_storage::saved_view::ViewText;
use pas_storage::{Tx, dashboard, saved_view};

use crate::harness::{TestDb, on_both};
use crate::world::{Place, at, place};

on_both!(
    a_view_is_seen_by_its_owner_and_when_shared_by_colleagues,
    only_the_owner_changes_a_view,
    a_dashboard_keeps_its_order_and_a_deleted_view_its_place,
);

const QUESTION: &str = "misure=spesa&territorio=mio";

const fn text(name: &str, is_shared: bool) -> ViewText<'_> {
    ViewText {
        name,
        note: "",
        is_shared,
    }
}

async fn keep(tx: &mut Tx, here: &Place, name: &str, is_shared: bool) -> SavedViewId {
    let kept = (text(name, is_shared), QUESTION);
    let id = saved_view::insert(tx, here.ente, here.clerk, kept, at(1)).await;
    id.unwrap()
}

async fn colleague(tx: &mut Tx, here: &Place) -> AccountId {
    let new = NewAccount {
        username: "bice",
        display_name: "Bice Esempini",
        role: Role::Planner,
        password_hash: "x",
    };
    let made = account::create(tx, here.ente, &new, at(0)).await.unwrap();
    made.unwrap()
}

async fn names(tx: &mut Tx, here: &Place, reader: AccountId) -> Vec<String> {
    let views = saved_view::list(tx, here.ente, reader).await.unwrap();
    views.into_iter().map(|view| view.name).collect()
}

async fn a_view_is_seen_by_its_owner_and_when_shared_by_colleagues(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let there = place(&db.db, "ugo").await;
    let mut tx = db.db.begin().await.unwrap();
    let bice = colleague(&mut tx, &here).await;
    let shared = keep(&mut tx, &here, "B condivisa", true).await;
    keep(&mut tx, &here, "A mia", false).await;
    assert_eq!(
        names(&mut tx, &here, here.clerk).await,
        ["A mia", "B condivisa"]
    );
    assert_eq!(names(&mut tx, &here, bice).await, ["B condivisa"]);
    assert!(names(&mut tx, &there, there.clerk).await.is_empty());
    let found = saved_view::find(&mut tx, here.ente, shared).await.unwrap();
    let found = found.unwrap();
    assert_eq!(
        (found.question.as_str(), found.owner),
        (QUESTION, here.clerk)
    );
    assert!(found.is_open_to(bice) && !format!("{found:?}").contains("condivisa"));
    let elsewhere = saved_view::find(&mut tx, there.ente, shared).await;
    assert_eq!(elsewhere.unwrap(), None);
}

async fn only_the_owner_changes_a_view(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let bice = colleague(&mut tx, &here).await;
    let id = keep(&mut tx, &here, "Prima", true).await;
    for (who, is_done) in [(bice, false), (here.clerk, true)] {
        let changed = (id, text("Dopo", true));
        let done = saved_view::change(&mut tx, here.ente, who, changed, at(2)).await;
        assert_eq!(done.unwrap(), is_done);
        let done = saved_view::set_deleted(&mut tx, here.ente, who, id, Some(at(3))).await;
        assert_eq!(done.unwrap(), is_done);
    }
    let gone = saved_view::find(&mut tx, here.ente, id).await.unwrap();
    let gone = gone.unwrap();
    assert!(gone.is_deleted && !gone.is_open_to(here.clerk) && gone.name == "Dopo");
    let again = (id, text("Ancora", true));
    let done = saved_view::change(&mut tx, here.ente, here.clerk, again, at(4)).await;
    assert!(!done.unwrap(), "what is deleted is not changed");
    let back = saved_view::set_deleted(&mut tx, here.ente, here.clerk, id, None).await;
    assert!(back.unwrap());
    assert_eq!(names(&mut tx, &here, bice).await, ["Dopo"]);
}

async fn a_dashboard_keeps_its_order_and_a_deleted_view_its_place(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let there = place(&db.db, "ugo").await;
    let mut tx = db.db.begin().await.unwrap();
    let [a, b] = [
        keep(&mut tx, &here, "A", false).await,
        keep(&mut tx, &here, "B", false).await,
    ];
    let foreign = keep(&mut tx, &there, "C", true).await;
    let page = dashboard::insert(&mut tx, here.ente, here.clerk, ("Giunta", true), at(1)).await;
    let page = page.unwrap();
    for order in [vec![a, b], vec![b, a], vec![b, foreign, a]] {
        dashboard::arrange(&mut tx, here.ente, page, &order)
            .await
            .unwrap();
        let found = saved_view::of_dashboard(&mut tx, here.ente, page).await;
        let found: Vec<_> = found.unwrap().into_iter().map(|view| view.id).collect();
        let own: Vec<_> = order.into_iter().filter(|id| *id != foreign).collect();
        assert_eq!(found, own);
    }
    dashboard::arrange(&mut tx, there.ente, page, &[foreign])
        .await
        .unwrap();
    let deleted = saved_view::set_deleted(&mut tx, here.ente, here.clerk, b, Some(at(2))).await;
    assert!(deleted.unwrap());
    let list = dashboard::list(&mut tx, here.ente, here.clerk).await;
    let counts: Vec<_> = list.unwrap().iter().map(|page| page.n_views).collect();
    assert_eq!(counts, [1]);
    let kept = saved_view::of_dashboard(&mut tx, here.ente, page).await;
    assert_eq!(kept.unwrap().len(), 2, "the deleted one keeps its place");
    let elsewhere = dashboard::find(&mut tx, there.ente, page).await.unwrap();
    assert_eq!(elsewhere, None);
    let changed = (page, "Consiglio", false);
    let by_other = dashboard::change(&mut tx, here.ente, there.clerk, changed, at(3)).await;
    assert!(!by_other.unwrap());
    let by_owner = dashboard::change(&mut tx, here.ente, here.clerk, changed, at(3)).await;
    assert!(by_owner.unwrap());
    let gone = dashboard::set_deleted(&mut tx, here.ente, here.clerk, page, Some(at(4))).await;
    assert!(gone.unwrap());
    let list = dashboard::list(&mut tx, here.ente, here.clerk).await;
    assert!(list.unwrap().is_empty());
}
