//! Files that cannot be read touch nothing, and a corrected file takes the place of the first.

use pas_app::AppError;
use pas_app::use_cases::import_file::{ImportFile, import_file};
use pas_app::use_cases::list_imports::list_imports;
use pas_app::use_cases::publish_flows::{PublishQuery, publish_flows};
use pas_demo::{OfficeFile, Scale};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_storage::fact;

use crate::support::village::{ADA, BICE, Village, payments};
use crate::support::{Home, SEED, on_both};

on_both!(
    an_unreadable_file_says_why_and_touches_nothing,
    a_trial_says_what_would_happen_and_touches_nothing,
    a_corrected_file_takes_the_place_of_the_first,
    the_same_payments_in_another_file_count_once,
    data_of_the_ente_that_inps_refuses_are_named,
);

/// What the installation holds: imports, facts, records.
async fn holdings(village: &Village) -> (usize, u64, Vec<Money>) {
    let imports = list_imports(&village.here.app, &village.clerk)
        .await
        .expect("listed")
        .len();
    let mut tx = village.here.read().await;
    let facts = fact::count(&mut tx, village.clerk.ente)
        .await
        .expect("counted");
    drop(tx);
    let totals = village
        .records()
        .await
        .iter()
        .map(|record| record.total)
        .collect();
    (imports, facts, totals)
}

fn spreadsheet() -> Vec<u8> {
    let files = pas_demo::generate(SEED, Scale::Small).files;
    let is_spreadsheet = |file: &OfficeFile| file.name.starts_with("contributi/contributi_2024");
    files
        .into_iter()
        .find(is_spreadsheet)
        .expect("the office's spreadsheet")
        .bytes
}

/// An OLE2 container with the stream that a spreadsheet with a password has.
fn protected() -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(600, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2_048, 0);
    bytes
}

async fn an_unreadable_file_says_why_and_touches_nothing(home: Home) {
    let village = Village::new(&home).await;
    village.pay(&[(ADA, "A1.04", "100,00", "No")]).await;
    let before = holdings(&village).await;
    let sheet = spreadsheet();
    let files: [(&str, &[u8], &str); 7] = [
        ("vuoto.csv", b"", "è vuoto"),
        ("bianco.csv", b"\r\n \r\n", "è vuoto"),
        ("tagliato.xlsx", &sheet[..sheet.len() / 2], "incompleto"),
        ("protetto.xlsx", &protected(), "password"),
        ("scansione.pdf", b"%PDF-1.7\n1 0 obj\n", "PDF"),
        (
            "altro.csv",
            b"Targa;Modello\r\nAB123CD;Panda\r\n",
            "intestazione",
        ),
        ("immagine.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "immagine"),
    ];
    for (name, bytes, says) in files {
        let refused = village.try_import(Office::Contributi, name, bytes).await;
        let Err(AppError::Unreadable(message)) = refused else {
            panic!("{name}: {refused:?}")
        };
        assert!(
            message.contains(name) && message.contains(says),
            "{message}"
        );
        assert_eq!(holdings(&village).await, before, "{name}");
    }
}

async fn a_trial_says_what_would_happen_and_touches_nothing(home: Home) {
    let village = Village::new(&home).await;
    let before = holdings(&village).await;
    let rows = [
        (ADA, "A1.04", "100,00", "No"),
        (BICE, "A1.04", "100,00", "No"),
        ("", "", "", ""),
    ];
    let file = ImportFile {
        office: Office::Contributi,
        filename: "contributi.csv".to_owned(),
        bytes: payments(&rows).into_bytes(),
        dry_run: true,
    };
    let report = import_file(&village.here.app, &village.clerk, file)
        .await
        .expect("readable");
    assert_eq!(
        (report.import, report.read, report.used, report.set_aside),
        (None, 3, 2, 1)
    );
    assert_eq!(holdings(&village).await, before);
}

async fn a_corrected_file_takes_the_place_of_the_first(home: Home) {
    let village = Village::new(&home).await;
    let first = [
        (ADA, "A1.04", "100,00", "No"),
        (BICE, "A1.04", "80,00", "No"),
    ];
    village.pay(&first).await;
    let (imports, facts, _) = holdings(&village).await;
    let corrected = [
        (ADA, "A1.04", "120,50", "No"),
        (BICE, "A1.04", "80,00", "No"),
    ];
    let report = village.pay(&corrected).await;
    assert_eq!(
        (
            report.facts_new,
            report.facts_changed,
            report.facts_unchanged
        ),
        (0, 1, 5)
    );
    let mut totals = [12_050, 8_000].map(Money::from_cents).to_vec();
    let (imports_now, facts_now, mut totals_now) = holdings(&village).await;
    totals.sort_unstable();
    totals_now.sort_unstable();
    assert_eq!(
        (imports_now, facts_now, totals_now),
        (imports + 1, facts, totals)
    );
    let flow = village.flow().await.expect("written");
    assert!(flow.contains("120.50") && !flow.contains("100.00"));
}

async fn the_same_payments_in_another_file_count_once(home: Home) {
    let village = Village::new(&home).await;
    let rows = [
        (ADA, "A1.04", "100,00", "No"),
        (BICE, "A1.04", "80,00", "No"),
    ];
    village.pay(&rows).await;
    let (imports, facts, totals) = holdings(&village).await;
    let reordered = payments(&rows).replace(";15/05/2024;", ";15.05.2024;");
    let report = village
        .import(Office::Contributi, "di nuovo.csv", &reordered)
        .await;
    assert!(!report.already_imported);
    assert_eq!((report.facts_new, report.facts_changed), (0, 0));
    assert_eq!(holdings(&village).await, (imports + 1, facts, totals));
}

async fn data_of_the_ente_that_inps_refuses_are_named(home: Home) {
    let village = Village::new(&home).await;
    village.pay(&[(ADA, "A1.04", "100,00", "No")]).await;
    village.records().await;
    let mut tx = village.here.write().await;
    let ente = pas_storage::ente::get(&mut tx, village.clerk.ente).await;
    let mut identity = ente
        .expect("read")
        .and_then(|ente| ente.identity)
        .expect("known");
    "Vergato".clone_into(&mut identity.seat);
    let set = pas_storage::ente::set_identity(&mut tx, village.clerk.ente, &identity).await;
    set.expect("set");
    tx.commit().await.expect("kept");
    let written = village.flow().await.map(|_| ());
    let query = PublishQuery::default();
    let published = publish_flows(&village.here.app, &village.clerk, query).await;
    for refused in [written, published.map(|_| ())] {
        let Err(AppError::Invalid(message)) = refused else {
            panic!("{refused:?}")
        };
        for part in ["«Vergato»", "file dell'ente", "Referente SIUSS"] {
            assert!(message.contains(part), "{message}");
        }
    }
}
