//! The same table in every format, encoding and separator gives the same facts.

use jiff::civil::date;
use pas_domain::fact::{Fact, StagedFact};
use pas_domain::office::Office;
use pas_intake::{Format, Outcome, TextEncoding};
use rust_xlsxwriter::{Format as CellFormat, Formula, Workbook};

use crate::support::{
    anna, bruno, codes, dsu_rows, ods, read, rows, text, utf16, windows_1252, xlsx,
};

fn facts(staged: &[StagedFact]) -> Vec<Fact> {
    staged.iter().map(|staged| staged.fact.clone()).collect()
}

/// The same table in many ways, with the format and encoding that are to be found.
fn variants(rows: &[Vec<String>]) -> Vec<(&'static str, Vec<u8>, Format, Option<TextEncoding>)> {
    let plain = text(rows, ";", "\r\n");
    let quoted: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| format!("\"{cell}\"")).collect())
        .collect();
    let utf8 = Some(TextEncoding::Utf8);
    vec![
        (
            "comma",
            text(rows, ",", "\n").into_bytes(),
            Format::Csv,
            utf8,
        ),
        ("bar", text(rows, "|", "\n").into_bytes(), Format::Csv, utf8),
        (
            "tab",
            utf16(&text(rows, "\t", "\r\n"), u16::to_le_bytes),
            Format::Csv,
            Some(TextEncoding::Utf16Le),
        ),
        (
            "big endian",
            utf16(&plain, u16::to_be_bytes),
            Format::Csv,
            Some(TextEncoding::Utf16Be),
        ),
        (
            "quoted",
            text(&quoted, ",", "\n").into_bytes(),
            Format::Csv,
            utf8,
        ),
        (
            "mark",
            format!("\u{feff}{}", text(&quoted, ";", "\n")).into_bytes(),
            Format::Csv,
            Some(TextEncoding::Utf8Bom),
        ),
        ("1252", windows_1252(&plain), Format::Csv, utf8),
        (
            "old Mac",
            text(rows, ";", "\r").into_bytes(),
            Format::Csv,
            utf8,
        ),
        (
            "sep",
            format!("sep=|\r\n{}", text(rows, "|", "\r\n")).into_bytes(),
            Format::Csv,
            utf8,
        ),
        (
            "no last end",
            plain.trim_end().as_bytes().to_vec(),
            Format::Csv,
            utf8,
        ),
        ("xlsx", xlsx(&[("DSU", rows)]), Format::Xlsx, None),
        ("ods", ods("DSU", rows), Format::Ods, None),
    ]
}

#[test]
fn every_format_gives_the_same_facts() {
    let rows = dsu_rows();
    let plain = text(&rows, ";", "\r\n");
    let (_, expected) = read("dsu.csv", plain.as_bytes(), Office::Isee).expect("readable");
    assert_eq!(expected.facts.len(), 2);
    for (what, bytes, format, encoding) in variants(&rows) {
        // The name lies: the content decides.
        let (report, got) = read("dati.txt", &bytes, Office::Isee).expect(what);
        assert_eq!(facts(&got.facts), facts(&expected.facts), "{what}");
        assert_eq!(
            (report.format, report.encoding),
            (format, encoding),
            "{what}"
        );
    }
}

#[test]
fn accents_survive_windows_1252() {
    let line = format!(
        "Nicolò;Zoë;{};F;02/01/1950;Bologna;Italia;Vergato;;Italia;",
        anna()
    );
    let header = "Cognome;Nome;Codice fiscale;Sesso;Data di nascita;Luogo di nascita;Cittadinanza;Comune di residenza;ISTAT residenza;Stato di residenza;Data decesso";
    let bytes = windows_1252(&format!("{header}\r\n{line}\r\n"));
    let (report, got) = read("anagrafe.csv", &bytes, Office::Anagrafe).expect("readable");
    assert_eq!(report.encoding, Some(TextEncoding::Windows1252));
    let Some(Fact::Registration(person)) = got.facts.first().map(|staged| &staged.fact) else {
        panic!("one registration");
    };
    assert_eq!(
        (person.surname.as_str(), person.given_name.as_str()),
        ("Nicolò", "Zoë")
    );
    assert_eq!(person.residence_country.as_deref(), Some("380"));
}

#[test]
fn rows_keep_the_numbers_that_the_office_sees() {
    let rows = dsu_rows();
    let with_gaps = format!(
        "Elenco DSU\n\n\n{}\n\n{}\n",
        rows[0].join(";"),
        rows[1].join(";")
    );
    let (_, got) = read("dsu.csv", with_gaps.as_bytes(), Office::Isee).expect("readable");
    assert_eq!(got.facts[0].origin.row, 6);
}

/// A workbook as an office keeps it: titles, a header on row 4, dates, numbers, a hidden row, a
/// formula that failed, cells merged over two rows, and a hidden sheet.
fn lived_in_workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Anno 2024").expect("name");
    let date_format = CellFormat::new().set_num_format("dd/mm/yyyy");
    sheet
        .merge_range(0, 0, 0, 5, "Servizio anziani", &CellFormat::new())
        .expect("merge");
    let header = [
        "C.F.",
        "Prestazione",
        "Prot. domanda",
        "Decorrenza",
        "Termine",
        "In carico",
        "Gennaio",
        "Febbraio",
        "TOTALE",
    ];
    for (column, heading) in (0_u16..).zip(header) {
        sheet.write_string(3, column, heading).expect("cell");
    }
    let started = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 1, 15).expect("a day");
    for (row, protocol) in [(4, "P/1"), (5, "P/2"), (6, "P/3")] {
        sheet
            .write_string(row, 0, if row == 6 { bruno() } else { anna() })
            .expect("cell");
        sheet
            .write_string(row, 1, if row == 5 { "A2.08" } else { "A2.12" })
            .expect("cell");
        sheet.write_string(row, 2, protocol).expect("cell");
        sheet
            .write_datetime_with_format(row, 3, &started, &date_format)
            .expect("cell");
        sheet.write_string(row, 5, "Sì").expect("cell");
        sheet.write_number(row, 6, 100.5).expect("cell");
    }
    sheet
        .write_formula(6, 7, Formula::new("=NA()").set_result("#N/A"))
        .expect("cell");
    sheet
        .merge_range(4, 0, 5, 0, &anna(), &CellFormat::new())
        .expect("merge");
    sheet.set_row_hidden(6).expect("row");
    let hidden = workbook.add_worksheet();
    hidden.set_name("Anno 2023").expect("name");
    hidden.set_hidden(true);
    for (column, heading) in (0_u16..).zip(header) {
        hidden.write_string(0, column, heading).expect("cell");
    }
    workbook.save_to_buffer().expect("memory")
}

#[test]
fn workbooks_are_read_as_offices_keep_them() {
    let (report, got) =
        read("anziani.xlsx", &lived_in_workbook(), Office::Anziani).expect("readable");
    assert_eq!((report.tally.read, report.tally.used), (3, 3));
    assert!(report.sheets[1].hidden);
    let protocols = got.facts.iter().filter_map(|staged| match &staged.fact {
        Fact::Grant(grant) => Some((
            grant.cf.as_str().to_owned(),
            grant.protocol.clone(),
            grant.start,
        )),
        _ => None,
    });
    let started = Some(date(2024, 1, 15));
    assert_eq!(
        protocols.collect::<Vec<_>>(),
        [
            (anna(), Some("P/1".to_owned()), started),
            // The codice fiscale is merged over two rows.
            (anna(), Some("P/2".to_owned()), started),
            // The row is hidden, and data all the same.
            (bruno(), Some("P/3".to_owned()), started),
        ]
    );
    assert_eq!(codes(&got), [(Outcome::CellLeftOut, "formula-in-errore")]);
}

#[test]
fn a_second_table_below_the_first_is_read_by_the_same_header() {
    let data = dsu_rows();
    let mut twice = data.clone();
    twice.push(vec![String::new()]);
    twice.push(data[0].clone());
    twice.extend(rows(&[format!(
        "{}|INPS-ISEE-2024-00012347Z-00|02/02/2024|5",
        anna()
    )]));
    let (report, got) =
        read("dsu.xlsx", &xlsx(&[("DSU", &twice)]), Office::Isee).expect("readable");
    assert_eq!((report.tally.used, report.tally.not_data), (3, 1));
    assert_eq!(codes(&got), [(Outcome::NotData, "intestazione-ripetuta")]);
}
