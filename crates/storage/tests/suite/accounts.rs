//! Accounts, sessions, and identities from elsewhere.

use pas_domain::actor::Role;
use pas_domain::ids::AccountId;
use pas_storage::access_key::NewAccessKey;
use pas_storage::account::NewAccount;
use pas_storage::session::NewSession;
use pas_storage::{StorageError, access_key, account, identity, session, sha256};

use crate::harness::{TestDb, on_both};
use crate::world::{at, place};

on_both!(
    a_username_is_taken_once,
    failures_are_counted_and_forgotten,
    sessions_end,
    keys_end,
    subjects_find_their_account,
);

async fn a_username_is_taken_once(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let there = place(&db.db, "ugo").await;
    let mut tx = db.db.begin().await.unwrap();
    let mut again = NewAccount {
        username: "ada",
        display_name: "Un'altra Ada",
        role: Role::Auditor,
        password_hash: "x",
    };
    assert_eq!(
        account::create(&mut tx, there.ente, &again, at(1))
            .await
            .unwrap(),
        None
    );
    again.username = "ada2";
    let id = account::create(&mut tx, here.ente, &again, at(1))
        .await
        .unwrap()
        .unwrap();
    let found = account::find_by_username(&mut tx, "ada2")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.id, found.ente, found.role),
        (id, here.ente, Role::Auditor)
    );
    assert_eq!(
        (found.is_disabled, found.failed_logins, found.locked_until),
        (false, 0, None)
    );
    assert_eq!(
        account::find_by_username(&mut tx, "ADA2").await.unwrap(),
        None
    );
    let names = account::list(&mut tx, here.ente).await.unwrap();
    let names: Vec<_> = names
        .iter()
        .map(|account| account.username.as_str())
        .collect();
    assert_eq!(names, ["ada", "ada2"]);
    assert!(!format!("{found:?}").contains("Ada"), "Debug tells a name");
}

async fn failures_are_counted_and_forgotten(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let (ente, id) = (here.ente, here.clerk);
    let mut tx = db.db.begin().await.unwrap();
    for n in 1..=3 {
        assert_eq!(
            account::record_failed_login(&mut tx, ente, id)
                .await
                .unwrap(),
            n
        );
    }
    account::lock(&mut tx, ente, id, at(15)).await.unwrap();
    let locked = account::get(&mut tx, ente, id).await.unwrap().unwrap();
    assert_eq!(
        (locked.failed_logins, locked.locked_until),
        (3, Some(at(15)))
    );
    account::reset_failed_logins(&mut tx, ente, id)
        .await
        .unwrap();
    let open = account::get(&mut tx, ente, id).await.unwrap().unwrap();
    assert_eq!((open.failed_logins, open.locked_until), (0, None));
    account::set_password(&mut tx, ente, id, "another")
        .await
        .unwrap();
    let changed = account::get(&mut tx, ente, id).await.unwrap().unwrap();
    assert_eq!(changed.password_hash, "another");
    let nobody = AccountId::new(404);
    let error = account::record_failed_login(&mut tx, ente, nobody)
        .await
        .unwrap_err();
    assert!(matches!(error, StorageError::Missing { .. }), "{error}");
}

async fn sessions_end(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let mut tx = db.db.begin().await.unwrap();
    let tokens = [sha256(b"one"), sha256(b"two"), sha256(b"three")];
    for (token_sha256, end) in tokens.into_iter().zip([10, 20, 30]) {
        let new = NewSession {
            token_sha256,
            account: here.clerk,
            csrf: "csrf",
            created_at: at(0),
            expires_at: at(end),
        };
        session::create(&mut tx, &new).await.unwrap();
    }
    let found = session::find(&mut tx, &tokens[0], at(9))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.actor.account, found.actor.ente),
        (here.clerk, here.ente)
    );
    assert_eq!(
        (found.actor.username.as_str(), found.actor.role),
        ("ada", Role::Clerk)
    );
    assert_eq!(
        (found.csrf.as_str(), found.ente_name.as_str()),
        ("csrf", "Comune di Esempio")
    );
    assert_eq!(
        session::find(&mut tx, &tokens[0], at(10)).await.unwrap(),
        None,
        "ended"
    );
    assert_eq!(
        session::find(&mut tx, &sha256(b"four"), at(0))
            .await
            .unwrap(),
        None
    );
    assert_eq!(session::delete_expired(&mut tx, at(10)).await.unwrap(), 1);
    assert!(session::delete(&mut tx, &tokens[1]).await.unwrap());
    assert!(!session::delete(&mut tx, &tokens[1]).await.unwrap());
    account::set_disabled(&mut tx, here.ente, here.clerk, true)
        .await
        .unwrap();
    assert_eq!(
        session::find(&mut tx, &tokens[2], at(1)).await.unwrap(),
        None,
        "switched off"
    );
    account::set_disabled(&mut tx, here.ente, here.clerk, false)
        .await
        .unwrap();
    assert!(
        session::find(&mut tx, &tokens[2], at(1))
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(
        session::delete_of_account(&mut tx, here.ente, here.clerk)
            .await
            .unwrap(),
        1
    );
}

async fn keys_end(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let there = place(&db.db, "ugo").await;
    let (ente, account) = (here.ente, here.clerk);
    let mut tx = db.db.begin().await.unwrap();
    let mut ids = Vec::new();
    for (prefix, end) in [("pas_one", 10), ("pas_two", 30), ("pas_three", 30)] {
        let new = NewAccessKey {
            account,
            name: "Cruscotto",
            prefix,
            sha256: sha256(prefix.as_bytes()),
            created_at: at(0),
            expires_at: at(end),
        };
        ids.push(access_key::create(&mut tx, &new).await.unwrap());
    }
    let found = access_key::find(&mut tx, "pas_one", at(9)).await.unwrap();
    let found = found.unwrap();
    assert_eq!((found.actor.account, found.actor.ente), (account, ente));
    assert_eq!(found.sha256, sha256(b"pas_one"));
    assert!(!format!("{found:?}").contains("ada"), "Debug tells a name");
    let is_there = async |tx: &mut _, prefix: &str, minute| {
        let found = access_key::find(tx, prefix, at(minute)).await.unwrap();
        found.is_some()
    };
    assert!(!is_there(&mut tx, "pas_one", 10).await, "ended");
    assert!(!is_there(&mut tx, "pas_four", 1).await, "never made");

    let by_another = access_key::revoke(&mut tx, there.ente, there.clerk, ids[1], at(2));
    assert_eq!(by_another.await.unwrap(), None, "another's key");
    let revoked = access_key::revoke(&mut tx, ente, account, ids[1], at(2)).await;
    assert_eq!(revoked.unwrap().as_deref(), Some("pas_two"));
    let again = access_key::revoke(&mut tx, ente, account, ids[1], at(3)).await;
    assert_eq!(again.unwrap(), None, "once is enough");
    assert!(!is_there(&mut tx, "pas_two", 3).await, "revoked");

    let switch = async |tx: &mut _, is_off| {
        let done = account::set_disabled(tx, ente, account, is_off).await;
        done.unwrap();
    };
    switch(&mut tx, true).await;
    assert!(!is_there(&mut tx, "pas_three", 3).await, "switched off");
    switch(&mut tx, false).await;
    assert!(is_there(&mut tx, "pas_three", 3).await);
    let n = access_key::revoke_of_account(&mut tx, ente, account, at(4)).await;
    assert_eq!(n.unwrap(), 2);
    let listed = access_key::list(&mut tx, ente, account).await.unwrap();
    let ended: Vec<_> = listed.iter().map(|key| key.revoked_at).collect();
    assert_eq!(ended, [Some(at(4)), Some(at(2)), Some(at(4))]);
    let theirs = access_key::list(&mut tx, there.ente, account)
        .await
        .unwrap();
    assert!(theirs.is_empty(), "another ente's keys");
}

async fn subjects_find_their_account(db: TestDb) {
    let here = place(&db.db, "ada").await;
    let there = place(&db.db, "ugo").await;
    let mut tx = db.db.begin().await.unwrap();
    let subject = ["https://issuer.example", "sub-1"];
    let add = identity::add(&mut tx, here.ente, here.clerk, subject, at(1))
        .await
        .unwrap();
    let twice = identity::add(&mut tx, there.ente, there.clerk, subject, at(1))
        .await
        .unwrap();
    let foreign = identity::add(
        &mut tx,
        there.ente,
        here.clerk,
        [subject[0], "sub-2"],
        at(1),
    )
    .await
    .unwrap();
    assert_eq!((add, twice, foreign), (true, false, false));
    let [issuer, sub] = subject;
    let found = identity::find_by_subject(&mut tx, issuer, sub)
        .await
        .unwrap();
    assert_eq!(found, Some((here.ente, here.clerk)));
    assert_eq!(
        identity::find_by_subject(&mut tx, "https://other.example", sub)
            .await
            .unwrap(),
        None
    );
    account::set_disabled(&mut tx, here.ente, here.clerk, true)
        .await
        .unwrap();
    assert_eq!(
        identity::find_by_subject(&mut tx, issuer, sub)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        identity::delete_of_account(&mut tx, here.ente, here.clerk)
            .await
            .unwrap(),
        1
    );
}
