//! Signing in and out: what is refused, for how long, and in which words.

use jiff::ToSpan;
use pas_app::App;
use pas_app::use_cases::sign_in::{SignInError, session, sign_in};
use pas_app::use_cases::sign_out::sign_out;
use pas_app::use_cases::switch_account::switch_account;
use pas_demo::PASSWORD;
use pas_domain::actor::Role;
use pas_storage::audit::Outcome;
use tokio::task::JoinSet;

use super::register::register;
use crate::support::home::morning;
use crate::support::{Home, Installation, on_both};

on_both!(
    a_session_lasts_a_working_day_and_ends_with_sign_out,
    an_unknown_name_and_a_wrong_password_are_told_apart_by_nobody,
    five_wrong_passwords_lock_the_account_for_a_while,
    guesses_at_the_same_moment_are_counted_one_by_one,
    an_account_that_is_switched_off_is_out_at_once,
);

const CLERK: &str = "operatore";

async fn wrong(app: &App, username: &str) -> SignInError {
    sign_in(app, username, "non-la-ricordo")
        .await
        .expect_err("a wrong password")
}

async fn a_session_lasts_a_working_day_and_ends_with_sign_out(home: Home) {
    let here = home.staffed().await;
    let signed_in = sign_in(&here.app, CLERK, PASSWORD)
        .await
        .expect("signed in");
    let found = session(&here.app, &signed_in.token)
        .await
        .expect("asked")
        .expect("a session");
    assert_eq!(found.actor, here.clerk().await);
    assert_eq!(found.ente_name, pas_demo::ENTE_NAME);
    let hours = [(0, true), (9, true), (10, false), (24, false)];
    for (after, is_there) in hours {
        let app = home.app_at(morning() + after.hours()).await;
        let found = session(&app, &signed_in.token).await.expect("asked");
        assert_eq!(found.is_some(), is_there, "after {after} hours");
    }
    let other = sign_in(&here.app, CLERK, PASSWORD)
        .await
        .expect("signed in");
    assert_ne!(
        (&other.token, &other.token),
        (&signed_in.token, &found.csrf)
    );
    sign_out(&here.app, &found.actor, &signed_in.token)
        .await
        .expect("signed out");
    assert!(
        session(&here.app, &signed_in.token)
            .await
            .expect("asked")
            .is_none()
    );
    assert!(
        session(&here.app, &other.token)
            .await
            .expect("asked")
            .is_some()
    );
    assert!(
        session(&here.app, "un gettone inventato")
            .await
            .expect("asked")
            .is_none()
    );
}

async fn an_unknown_name_and_a_wrong_password_are_told_apart_by_nobody(home: Home) {
    let here = home.staffed().await;
    let (known, unknown) = (
        wrong(&here.app, CLERK).await,
        wrong(&here.app, "nessuno").await,
    );
    assert!(matches!(known, SignInError::WrongCredentials), "{known:?}");
    assert_eq!(known.to_string(), unknown.to_string());
    assert_eq!(format!("{known:?}"), format!("{unknown:?}"));
}

async fn five_wrong_passwords_lock_the_account_for_a_while(home: Home) {
    let here = home.staffed().await;
    for _ in 0..4 {
        wrong(&here.app, CLERK).await;
    }
    sign_in(&here.app, CLERK, PASSWORD)
        .await
        .expect("four failures do not lock");
    for _ in 0..5 {
        assert!(matches!(
            wrong(&here.app, CLERK).await,
            SignInError::WrongCredentials
        ));
    }
    let locked = sign_in(&here.app, CLERK, PASSWORD)
        .await
        .expect_err("locked");
    assert!(
        matches!(locked, SignInError::Locked { minutes: 1..=16 }),
        "{locked:?}"
    );
    sign_in(&here.app, "assistente", PASSWORD)
        .await
        .expect("another account is not locked");
    let later = home.app_at(morning() + 16.minutes()).await;
    sign_in(&later, CLERK, PASSWORD)
        .await
        .expect("the lock ends by itself");
    let counted = (2, 9, 1);
    assert_eq!(
        attempts(&here).await,
        counted,
        "every attempt is written down, a refused one too"
    );
}

/// Attempts on the clerk's account in the register: signed in, wrong, refused.
async fn attempts(here: &Installation) -> (usize, usize, usize) {
    let entries = register(here, here.clerk().await.ente).await;
    let n = |outcome| {
        let of_clerk = entries.iter().filter(|entry| {
            entry.use_case == "sign_in" && entry.username == CLERK && entry.outcome == outcome
        });
        of_clerk.count()
    };
    (n(Outcome::Done), n(Outcome::Failed), n(Outcome::Denied))
}

async fn guesses_at_the_same_moment_are_counted_one_by_one(home: Home) {
    let here = home.staffed().await;
    let mut guesses = JoinSet::new();
    for _ in 0..12 {
        let app = here.app.clone();
        guesses.spawn(async move { wrong(&app, CLERK).await });
    }
    guesses.join_all().await;
    assert_eq!(attempts(&here).await, (0, 5, 7));
}

async fn an_account_that_is_switched_off_is_out_at_once(home: Home) {
    let here = home.staffed().await;
    let administrator = here.actor(Role::Administrator).await;
    let clerk = here.clerk().await;
    let signed_in = sign_in(&here.app, CLERK, PASSWORD)
        .await
        .expect("signed in");
    switch_account(&here.app, &administrator, clerk.account, true)
        .await
        .expect("off");
    assert!(
        session(&here.app, &signed_in.token)
            .await
            .expect("asked")
            .is_none()
    );
    let refused = sign_in(&here.app, CLERK, PASSWORD)
        .await
        .expect_err("switched off");
    assert!(matches!(refused, SignInError::Disabled), "{refused:?}");
    // Who does not know the password does not learn that the account is off.
    assert!(matches!(
        wrong(&here.app, CLERK).await,
        SignInError::WrongCredentials
    ));
    switch_account(&here.app, &administrator, clerk.account, false)
        .await
        .expect("on");
    sign_in(&here.app, CLERK, PASSWORD)
        .await
        .expect("signed in");
}
