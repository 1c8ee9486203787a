//! Files from which nothing can be read: each is refused with its reason and a remedy, in Italian.

use pas_domain::office::Office;
use pas_intake::{Limits, ReadOptions, SheetOutcome};

use crate::support::{TODAY, anna, archive, dsu_rows, ods, read, read_with, text, xlsx};

/// The code of the refusal and its message.
fn refusal(name: &str, bytes: &[u8]) -> (&'static str, String) {
    let error = read(name, bytes, Office::Isee).expect_err(name);
    (error.code(), error.to_string())
}

/// The directory of an OLE2 container that holds a stream of this name.
fn ole(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(600, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}

/// Each file is refused with this code, in a message that names it and says this.
fn refused(files: Vec<(&str, Vec<u8>, &str, &str)>) {
    for (name, bytes, code, says) in files {
        let (found, message) = refusal(name, &bytes);
        assert_eq!(found, code, "{name}: {message}");
        assert!(
            message.contains(says) && message.contains(name),
            "{message}"
        );
    }
}

#[test]
fn empty_and_damaged_files() {
    let good = xlsx(&[("DSU", &dsu_rows())]);
    let broken_sheet = archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook><sheets><sheet"),
    ]);
    let damaged = |name, bytes| (name, bytes, "file-danneggiato", "incompleto");
    let empty = |name, bytes| (name, bytes, "file-vuoto", "è vuoto");
    refused(vec![
        empty("vuoto.csv", Vec::new()),
        empty("bianco.csv", b" \r\n\r\n\t".to_vec()),
        empty("bianco16.csv", b"\xff\xfe\r\0\n\0".to_vec()),
        damaged("tagliato.xlsx", good[..good.len() / 2].to_vec()),
        damaged("inizio.xlsx", good[..40].to_vec()),
        damaged("rotto.xlsx", broken_sheet),
    ]);
}

#[test]
fn protected_files() {
    let manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let encrypted_ods = archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", b"\x01\x02\x03"),
    ]);
    refused(vec![
        (
            "cifrato.xlsx",
            ole("EncryptedPackage"),
            "file-protetto",
            "password",
        ),
        ("cifrato.ods", encrypted_ods, "file-protetto", "password"),
    ]);
}

#[test]
fn files_of_another_kind() {
    let docx = archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w/>"),
    ]);
    let other = |name, bytes: &[u8], says| (name, bytes.to_vec(), "file-di-altro-tipo", says);
    refused(vec![
        other("contributi.xls", &ole("Workbook"), "salvalo come XLSX"),
        other("lettera.doc", &ole("WordDocument"), "Word"),
        other("lettera.xlsx", &docx, "Word"),
        other("archivio.xlsx", &archive(&[("a.txt", b"x")]), "ZIP"),
        other("stampa.csv", b"%PDF-1.7\n%...", "PDF"),
        other("foto.xls", b"\x89PNG\r\n\x1a\n", "immagine"),
        other("finto.xls", b"<html><table><tr><td>CF</td>", "HTML"),
        other("flusso.xml", b"<?xml version=\"1.0\"?><Flusso/>", "XML"),
        other("vecchio.xls", b"<?xml version=\"1.0\"?><Workbook/>", "XML"),
        other(
            "binario.csv",
            &[0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16],
            "binario",
        ),
    ]);
    let unknown = b"nome;telefono\nx;1\n".to_vec();
    refused(vec![(
        "altro.csv",
        unknown,
        "intestazione-non-riconosciuta",
        "intestazione",
    )]);
}

#[test]
fn a_header_of_another_layout_is_named() {
    let without_date = text(
        &[
            vec!["CF".into(), "Protocollo DSU".into()],
            vec![anna(), "x".into()],
        ],
        ";",
        "\n",
    );
    let (code, message) = refusal("dsu.csv", without_date.as_bytes());
    assert_eq!(code, "intestazione-non-riconosciuta");
    assert!(
        message.contains("«Data presentazione»") && message.contains("DSU e ISEE"),
        "{message}"
    );

    let rows = text(&dsu_rows(), ";", "\n");
    let error = read("dsu.csv", rows.as_bytes(), Office::Casa).expect_err("another office");
    assert!(error.to_string().contains("controlla l'ufficio"), "{error}");
}

#[test]
fn a_header_without_rows_is_no_error() {
    let header = "CF;Protocollo DSU;Data presentazione;Valore ISEE\r\n";
    let (report, got) = read("dsu.csv", header.as_bytes(), Office::Isee).expect("readable");
    assert_eq!((report.tally.read, got.facts.len()), (0, 0));
    assert_eq!(report.notes.len(), 1);
}

#[test]
fn limits_are_kept() {
    let narrow = |limits: Limits| ReadOptions {
        today: TODAY,
        limits,
    };
    let many = xlsx(&[("DSU", &vec![vec!["x".repeat(1000)]; 2000])]);
    let csv = text(&dsu_rows(), ";", "\n");
    let long_row = format!("{}\n", "x;".repeat(5000));
    for (bytes, limits) in [
        (
            many.clone(),
            Limits {
                max_unpacked_bytes: 10_000,
                ..Limits::DEFAULT
            },
        ),
        (
            many,
            Limits {
                max_file_bytes: 100,
                ..Limits::DEFAULT
            },
        ),
        (
            ods("DSU", &vec![vec!["x".repeat(1000)]; 100]),
            Limits {
                max_unpacked_bytes_in_memory: 10_000,
                ..Limits::DEFAULT
            },
        ),
        (
            csv.into_bytes(),
            Limits {
                max_rows: 2,
                ..Limits::DEFAULT
            },
        ),
        (
            long_row.repeat(400).into_bytes(),
            Limits {
                max_row_bytes: 100,
                ..Limits::DEFAULT
            },
        ),
        (
            xlsx(&[("DSU", &dsu_rows())]),
            Limits {
                max_columns: 3,
                ..Limits::DEFAULT
            },
        ),
    ] {
        let error =
            read_with("grande", &bytes, Office::Isee, &narrow(limits)).expect_err("too large");
        assert_eq!(error.code(), "file-troppo-grande", "{error}");
        assert!(error.to_string().contains("Dividilo"), "{error}");
    }
}

#[test]
fn one_unknown_sheet_does_not_stop_the_others() {
    let note = vec![vec!["Promemoria per l'ufficio".to_owned(), "x".to_owned()]];
    let bytes = xlsx(&[("Note", &note), ("DSU", &dsu_rows()), ("Foglio3", &[])]);
    let (report, got) = read("dsu.xlsx", &bytes, Office::Isee).expect("readable");
    assert_eq!(got.facts.len(), 2);
    let outcomes: Vec<_> = report.sheets.iter().map(|sheet| &sheet.outcome).collect();
    assert!(matches!(
        outcomes.as_slice(),
        [
            SheetOutcome::NotRecognised { .. },
            SheetOutcome::Read { .. },
            SheetOutcome::Empty
        ]
    ));
}
