//! Every row of every file is accounted for, as the making of the files says.

use pas_app::use_cases::import_file::{ImportFile, import_file};
use pas_app::use_cases::list_imports::list_imports;

use super::district;
use crate::support::{Home, on_both};

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
        assert_eq!(report.facts_new + report.facts_changed, 0);
    }
    assert_eq!(
        list_imports(&here.app, &clerk).await.expect("listed"),
        before
    );
}
