//! Every row of every file is accounted for, as the making of the files says.

use pas_app::use_cases::import_file::{ImportFile, import_file};
use pas_app::use_cases::list_imports::list_imports;
use pas_domain::fact::Fact;
use pas_domain::ids::EnteId;
use pas_storage::fact;

use super::district;
use crate::support::{Home, Installation, on_both};

on_both!(
    rows_read_used_and_set_aside_are_those_of_the_truth,
    the_same_file_twice_changes_nothing_and_says_so,
);

async fn rows_read_used_and_set_aside_are_those_of_the_truth(home: Home) {
    let here = home.district().await;
    let imports = list_imports(&here.app, &here.clerk().await)
        .await
        .expect("listed");
    let mut differences = Vec::new();
    for truth in &district().truth.files {
        let name = truth.name.rsplit('/').next().expect("a name");
        let import = imports
            .iter()
            .find(|import| import.filename == name)
            .expect(name);
        assert_eq!(import.read, import.used + import.set_aside, "{name}");
        let found = (import.read, import.used, import.set_aside);
        let expected = (
            truth.n_read,
            truth.n_used,
            truth.n_set_aside + truth.n_not_data,
        );
        if found != expected {
            differences.push(format!("{name}: {found:?}, expected {expected:?}"));
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
}

async fn the_same_file_twice_changes_nothing_and_says_so(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    let before = list_imports(&here.app, &clerk).await.expect("listed");
    let said_before = said(&here, clerk.ente).await;
    for file in district().files {
        let again = ImportFile {
            office: file.office,
            filename: "un altro nome.csv".to_owned(),
            bytes: file.bytes,
            dry_run: false,
        };
        let report = import_file(&here.app, &clerk, again)
            .await
            .expect("imported");
        assert!(report.already_imported, "{}", file.name);
        assert_eq!(report.facts_new, 0);
    }
    // An office that once corrected a file has sent the first again, and then the corrected one.
    assert!(said(&here, clerk.ente).await == said_before);
    assert_eq!(
        list_imports(&here.app, &clerk).await.expect("listed"),
        before
    );
}

/// What the offices say, with its key, in order.
async fn said(here: &Installation, ente: EnteId) -> Vec<(String, Fact)> {
    let mut tx = here.read().await;
    let facts = fact::in_force(&mut tx, ente).await.expect("read");
    let mut said: Vec<(String, Fact)> = facts
        .into_iter()
        .map(|stored| (stored.fact.natural_key(), stored.fact))
        .collect();
    said.sort_by(|a, b| a.0.cmp(&b.0));
    said
}
