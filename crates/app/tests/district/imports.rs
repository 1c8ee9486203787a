//! Every row of every file is accounted for, as the making of the files says.

use pas_app::use_cases::import_file::{ImportFile, import_file};
use pas_app::use_cases::list_imports::list_imports;

use crate::support::loaded;

#[tokio::test]
async fn rows_read_used_and_set_aside_are_those_of_the_truth() {
    let loaded = loaded().await;
    let imports = list_imports(&loaded.app, &loaded.clerk).await.expect("listed");
    let mut differences = Vec::new();
    for truth in &loaded.district.truth.files {
        let name = truth.name.rsplit('/').next().expect("a name");
        let import = imports.iter().find(|import| import.filename == name).expect(name);
        assert_eq!(import.read, import.used + import.set_aside, "{name}");
        let found = (import.read, import.used, import.set_aside);
        let expected = (truth.n_read, truth.n_used, truth.n_set_aside + truth.n_not_data);
        if found != expected {
            differences.push(format!("{name}: {found:?}, expected {expected:?}"));
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing_and_says_so() {
    let loaded = loaded().await;
    let file = &loaded.district.files[0];
    let again = ImportFile {
        office: file.office,
        filename: "un altro nome.csv".to_owned(),
        bytes: file.bytes.clone(),
        dry_run: false,
    };
    let before = list_imports(&loaded.app, &loaded.clerk).await.expect("listed");
    let report = import_file(&loaded.app, &loaded.clerk, again).await.expect("imported");
    assert!(report.already_imported);
    assert_eq!(report.facts_new + report.facts_changed, 0);
    assert_eq!(list_imports(&loaded.app, &loaded.clerk).await.expect("listed"), before);
}
