//! Every use case asked by every role: allowed or refused as the role says, and written down.

use std::collections::BTreeSet;

use pas_app::AppError;
use pas_app::use_case::{self, UseCase};
use pas_domain::actor::{Actor, Role};
use pas_domain::fact::Fact;
use pas_storage::audit::Outcome;
use pas_storage::fact;
use pas_storage::record::FlowKind;

use super::register::register;
use super::requests::Request;
use crate::district::records;
use crate::support::{Home, Installation, on_both};

on_both!(
    each_role_may_what_its_permissions_say_and_leaves_its_trace,
    a_refusal_comes_before_any_other_answer,
    the_register_names_nobody,
    no_reason_names_a_person,
);

/// Use cases that change something. Those and whatever shows people leave a trace.
const WRITES: &[&str] = &[
    "sign_out",
    "import_file",
    "derive_records",
    "write_flow",
    "publish_flows",
    "set_sending_rule",
    "register_upload",
    "take_receipt",
    "collect_flows",
    "deliver_outcomes",
    "build_edition",
    "withdraw_edition",
    "audit_edition",
    "import_published",
    "make_nation",
    "save_view",
    "rename_view",
    "delete_view",
    "restore_view",
    "save_dashboard",
    "arrange_dashboard",
    "delete_dashboard",
    "restore_dashboard",
    "name_benefit",
    "create_account",
    "switch_account",
    "create_key",
    "revoke_key",
];

/// Files of use cases that no signed-in actor asks for.
const WITHOUT_ACTOR: &[&str] = &[
    "load_demo",
    "sign_in",
    "use_key",
    "serve_flows",
    "take_outcomes",
    "check_health",
    "find_ente",
];

#[test]
fn every_file_of_a_use_case_is_in_the_list() {
    let files = include_str!("../../../src/use_cases/mod.rs");
    let files: BTreeSet<&str> = files
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let listed = use_case::ALL.iter().map(|use_case| use_case.name);
    let listed: BTreeSet<&str> = listed.chain(WITHOUT_ACTOR.iter().copied()).collect();
    assert_eq!(files, listed);
}

/// Asks as `role`; what was answered, and the entry that was written, if any.
async fn ask(
    here: &Installation,
    role: Role,
    use_case: &UseCase,
    request: &Request,
) -> (Actor, Result<(), AppError>, Option<(String, Outcome)>) {
    let actor = here.actor(role).await;
    let before = register(here, actor.ente).await.len();
    let answer = request.ask(here, &actor, use_case).await;
    let mut after = register(here, actor.ente).await;
    assert!(
        after.len() <= before + 1,
        "{}: more than one entry",
        use_case.name
    );
    after.truncate(after.len() - before);
    let entry = after.pop().map(|entry| {
        assert_eq!(
            (entry.account, &entry.username),
            (Some(actor.account), &actor.username)
        );
        (entry.use_case, entry.outcome)
    });
    (actor, answer, entry)
}

async fn each_role_may_what_its_permissions_say_and_leaves_its_trace(home: Home) {
    let here = home.district().await;
    let mut request = Request::sensible(&here).await;
    for use_case in use_case::ALL {
        for &role in Role::ALL {
            request.username = format!("nuovo.{}", role.name());
            let (actor, answer, entry) = ask(&here, role, use_case, &request).await;
            let what = format!("{} as {}", use_case.name, role.name());
            let traced = |outcome| Some((use_case.name.to_owned(), outcome));
            if actor.role.may(use_case.permission) {
                assert!(answer.is_ok(), "{what}: {answer:?}");
                request.to_withdraw += u32::from(use_case.name == "withdraw_edition");
                let leaves_trace = use_case.shows_people || WRITES.contains(&use_case.name);
                assert_eq!(
                    entry,
                    traced(Outcome::Done).filter(|_| leaves_trace),
                    "{what}"
                );
            } else {
                let is_denied = matches!(answer, Err(AppError::Denied { permission }) if permission == use_case.permission);
                assert!(is_denied, "{what}: {answer:?}");
                assert_eq!(entry, traced(Outcome::Denied), "{what}");
            }
        }
    }
}

async fn a_refusal_comes_before_any_other_answer(home: Home) {
    let here = home.staffed().await;
    for use_case in use_case::ALL {
        for &role in Role::ALL
            .iter()
            .filter(|role| !role.may(use_case.permission))
        {
            let (_, answer, entry) = ask(&here, role, use_case, &Request::nonsense()).await;
            let what = format!("{} as {}", use_case.name, role.name());
            assert!(
                matches!(answer, Err(AppError::Denied { .. })),
                "{what}: {answer:?}"
            );
            assert_eq!(
                entry,
                Some((use_case.name.to_owned(), Outcome::Denied)),
                "{what}"
            );
        }
    }
}

/// Surnames and codici fiscali that the files name, in capitals.
async fn names(here: &Installation, clerk: &Actor) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for stored in fact::in_force(&mut here.read().await, clerk.ente)
        .await
        .expect("read")
    {
        names.extend(stored.fact.person().map(ToString::to_string));
        if let Fact::Registration(person) = stored.fact {
            names.insert(person.surname.to_uppercase());
        }
    }
    names
}

/// Whether a word of `text`, in capitals, is one of `names`.
fn is_naming(text: &str, names: &BTreeSet<String>) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| names.contains(word))
}

async fn the_register_names_nobody(home: Home) {
    let here = home.district().await;
    let (clerk, request) = (here.clerk().await, Request::sensible(&here).await);
    for use_case in use_case::ALL
        .iter()
        .filter(|use_case| Role::Clerk.may(use_case.permission))
    {
        request
            .ask(&here, &clerk, use_case)
            .await
            .expect(use_case.name);
    }
    let names = names(&here, &clerk).await;
    assert!(names.len() > 500, "{}", names.len());
    for entry in register(&here, clerk.ente).await {
        let text = format!("{} {} {}", entry.use_case, entry.subject, entry.detail).to_uppercase();
        assert!(
            !is_naming(&text, &names),
            "{} names a person",
            entry.use_case
        );
        assert!(text.len() < 120, "{}: {} bytes", entry.use_case, text.len());
    }
}

async fn no_reason_names_a_person(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    let names = names(&here, &clerk).await;
    for kind in [FlowKind::Benefits, FlowKind::Minors] {
        for record in records(&here, clerk.ente, kind).await {
            for reason in record.reasons {
                let names_one = is_naming(&reason.message.to_uppercase(), &names);
                assert!(
                    !names_one,
                    "a reason of code {} names a person",
                    reason.code
                );
            }
        }
    }
}
