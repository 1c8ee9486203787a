//! Keys for programs: whose they are, until when, how many, and what of them is kept.

use jiff::ToSpan;
use pas_app::AppError;
use pas_app::use_cases::create_key::{MOST_KEYS, NewKey, create_key};
use pas_app::use_cases::list_keys::{KeyState, list_keys};
use pas_app::use_cases::revoke_key::revoke_key;
use pas_app::use_cases::switch_account::switch_account;
use pas_app::use_cases::use_key::use_key;
use pas_domain::actor::Role;

use super::register::register;
use crate::support::home::morning;
use crate::support::{Home, on_both};

on_both!(
    a_key_acts_for_its_owner_until_its_day,
    a_key_dies_with_its_account,
    only_so_many_keys_with_a_name_and_an_end,
);

fn new(name: &str, days: u16) -> NewKey {
    NewKey {
        name: name.to_owned(),
        days,
    }
}

async fn a_key_acts_for_its_owner_until_its_day(home: Home) {
    let here = home.staffed().await;
    let planner = here.actor(Role::Planner).await;
    let made = create_key(&here.app, &planner, new("Cruscotto", 30)).await;
    let made = made.expect("made");
    assert!(made.key.starts_with("pas_") && made.key.len() == 68);
    assert!(
        !format!("{made:?}").contains(&made.key[4..]),
        "Debug tells it"
    );
    for (days, is_valid) in [(0, true), (29, true), (30, false)] {
        let app = home.app_at(morning() + (24 * days).hours()).await;
        let found = use_key(&app, &made.key).await.expect("asked");
        assert_eq!(found.is_some(), is_valid, "after {days} days");
        if let Some(session) = found {
            assert_eq!(session.actor, planner);
            assert!(session.csrf.is_empty(), "no form is sent with a key");
        }
    }
    let listed = list_keys(&here.app, &planner).await.expect("listed");
    assert_eq!(listed[0].prefix, made.key[..16]);
    let clerk = here.clerk().await;
    assert!(
        list_keys(&here.app, &clerk)
            .await
            .expect("listed")
            .is_empty()
    );
    let foreign = revoke_key(&here.app, &clerk, listed[0].id).await;
    assert!(matches!(foreign, Err(AppError::NotFound { .. })));
    revoke_key(&here.app, &planner, listed[0].id)
        .await
        .expect("revoked");
    assert!(
        use_key(&here.app, &made.key)
            .await
            .expect("asked")
            .is_none()
    );
    let entries = register(&here, planner.ente).await;
    let names: Vec<&str> = entries
        .iter()
        .map(|entry| entry.use_case.as_str())
        .collect();
    assert_eq!(names[..2], ["revoke_key", "create_key"]);
    let told = entries
        .iter()
        .map(|entry| format!("{} {}", entry.subject, entry.detail));
    for told in told {
        assert!(
            !told.contains(&made.key[16..]) && !told.contains("Cruscotto"),
            "{told}"
        );
    }
}

async fn a_key_dies_with_its_account(home: Home) {
    let here = home.staffed().await;
    let planner = here.actor(Role::Planner).await;
    let made = create_key(&here.app, &planner, new("Cruscotto", 365)).await;
    let key = made.expect("made").key;
    let administrator = here.actor(Role::Administrator).await;
    for is_off in [true, false] {
        switch_account(&here.app, &administrator, planner.account, is_off)
            .await
            .expect("switched");
        // Switched on again, the account has to make new keys.
        let found = use_key(&here.app, &key).await.expect("asked");
        assert!(found.is_none(), "off: {is_off}");
    }
    let listed = list_keys(&here.app, &planner).await.expect("listed");
    assert_eq!(listed[0].state, KeyState::Revoked);
}

async fn only_so_many_keys_with_a_name_and_an_end(home: Home) {
    let here = home.staffed().await;
    let planner = here.actor(Role::Planner).await;
    for (name, days) in [
        ("ab", 30),
        ("  a  ", 30),
        ("Cruscotto", 31),
        ("Cruscotto", 0),
    ] {
        let refused = create_key(&here.app, &planner, new(name, days)).await;
        assert!(
            matches!(refused, Err(AppError::Invalid(_))),
            "{name} {days}"
        );
    }
    for n in 0..MOST_KEYS {
        let made = create_key(&here.app, &planner, new(&format!("Cruscotto {n}"), 30)).await;
        made.expect("made");
    }
    let refused = create_key(&here.app, &planner, new("Cruscotto", 30)).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))), "one too many");
    let listed = list_keys(&here.app, &planner).await.expect("listed");
    revoke_key(&here.app, &planner, listed[0].id)
        .await
        .expect("revoked");
    create_key(&here.app, &planner, new("Cruscotto", 30))
        .await
        .expect("there is room again");
}
