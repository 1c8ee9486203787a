//! Another ente of the same installation: the first one is as if it were not there.

use pas_app::AppError;
use pas_app::use_case::{self, UseCase};
use pas_app::use_cases::create_account::{NewAccount, create_local_account};
use pas_app::use_cases::import_file::{ImportFile, import_file};
use pas_app::use_cases::list_accounts::list_accounts;
use pas_app::use_cases::list_audit::list_audit;
use pas_app::use_cases::list_flows::list_flows;
use pas_app::use_cases::list_imports::list_imports;
use pas_app::use_cases::list_people::list_people;
use pas_app::use_cases::list_records::{RecordQuery, list_records};
use pas_app::use_cases::show_home::show_home;
use pas_app::use_cases::show_spending::{By, show_spending};
use pas_app::use_cases::sign_in::local_actor;
use pas_domain::actor::{Actor, Role};

use super::requests::Request;
use crate::support::{Home, Installation, on_both};

on_both!(
    numbers_of_another_ente_lead_nowhere,
    lists_and_figures_of_another_ente_are_empty
);

/// Someone of this role in a second ente.
async fn stranger(here: &Installation, role: Role) -> Actor {
    let account = NewAccount {
        username: format!("altrove.{}", role.name()),
        display_name: "Persona d'altrove".to_owned(),
        role,
        password: "una-parola-lunga".to_owned(),
    };
    let username = account.username.clone();
    create_local_account(&here.app, Some("Comune di Altrove"), account)
        .await
        .expect("made");
    local_actor(&here.app, &username)
        .await
        .expect("asked")
        .expect("there")
}

/// Use cases that are asked for a number.
fn by_number() -> impl Iterator<Item = &'static UseCase> {
    let names = [
        "show_import",
        "download_import",
        "show_person",
        "show_record",
        "publish_flows",
        "show_flow",
        "download_flow",
        "register_upload",
        "take_receipt",
        "switch_account",
    ];
    names.into_iter().map(|name| {
        let found = use_case::ALL.iter().find(|use_case| use_case.name == name);
        found.expect(name)
    })
}

async fn numbers_of_another_ente_lead_nowhere(home: Home) {
    let here = home.district().await;
    let request = Request::sensible(&here).await;
    let clerk = stranger(&here, Role::Clerk).await;
    let administrator = stranger(&here, Role::Administrator).await;
    for use_case in by_number() {
        let actors = [&clerk, &administrator];
        let actor = actors
            .into_iter()
            .find(|actor| actor.role.may(use_case.permission));
        let answer = request
            .ask(&here, actor.expect("one of the two"), use_case)
            .await;
        assert!(
            matches!(answer, Err(AppError::NotFound { .. })),
            "{}: {answer:?}",
            use_case.name
        );
    }
}

async fn lists_and_figures_of_another_ente_are_empty(home: Home) {
    let here = home.district().await;
    Request::sensible(&here).await;
    let (app, clerk) = (&here.app, stranger(&here, Role::Clerk).await);
    let administrator = stranger(&here, Role::Administrator).await;
    assert!(list_imports(app, &clerk).await.expect("listed").is_empty());
    assert_eq!(
        list_people(app, &clerk, "", 1)
            .await
            .expect("listed")
            .n_found,
        0
    );
    let records = list_records(app, &clerk, &RecordQuery::default())
        .await
        .expect("listed");
    assert!(records.records.is_empty() && records.by_reason.is_empty());
    let flows = list_flows(app, &clerk).await.expect("listed");
    assert!(flows.files.is_empty() && flows.ready.is_empty());
    for &by in By::ALL {
        assert!(
            show_spending(app, &clerk, by)
                .await
                .expect("shown")
                .rows
                .is_empty()
        );
    }
    let to_do = show_home(app, &clerk)
        .await
        .expect("shown")
        .work
        .expect("a clerk's page");
    assert!(to_do.reasons.is_empty() && to_do.files.is_empty() && to_do.progress.is_empty());
    let accounts = list_accounts(app, &administrator).await.expect("listed");
    assert!(
        accounts
            .iter()
            .all(|account| account.username.starts_with("altrove."))
    );
    let entries = list_audit(app, &administrator, 1)
        .await
        .expect("listed")
        .entries;
    let ours = |username: &str| username.starts_with("altrove.") || username == "riga di comando";
    assert!(!entries.is_empty() && entries.iter().all(|entry| ours(&entry.username)));
    // The very file that the first ente has is new to the second.
    let file = pas_demo::generate(crate::support::SEED, pas_demo::Scale::Small)
        .files
        .remove(0);
    let file = ImportFile {
        office: file.office,
        filename: "anagrafe.csv".to_owned(),
        bytes: file.bytes,
        dry_run: false,
    };
    let report = import_file(app, &clerk, file).await.expect("imported");
    assert!(!report.already_imported && report.facts_new > 0);
}
