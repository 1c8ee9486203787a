//! Made-up people, and files made from tables of text.

use std::fmt::Write as _;
use std::io::Write as _;

use encoding_rs::WINDOWS_1252;
use jiff::civil::{Date, date};
use pas_catalogue::Catalogue;
use pas_domain::coded::Sex;
use pas_domain::codice_fiscale::synthetic;
use pas_domain::office::Office;
use pas_intake::{
    Collected, FileReport, FileSource, Layouts, Outcome, ReadOptions, UnreadableFile, read_file,
};
use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The day on which the tests read.
pub(crate) const TODAY: Date = date(2026, 11, 23);

/// The codice fiscale of `Provaldi Anna`, who does not exist, born in Bologna.
pub(crate) fn anna() -> String {
    cf("Provaldi", "Anna", date(1950, 1, 2), Sex::Female)
}

/// The codice fiscale of `Esempini Bruno`, who does not exist, born in Bologna.
pub(crate) fn bruno() -> String {
    cf("Esempini", "Bruno", date(1948, 3, 4), Sex::Male)
}

/// The codice fiscale of `Esempini Carla`, a child who does not exist.
pub(crate) fn carla() -> String {
    cf("Esempini", "Carla", date(2016, 5, 6), Sex::Female)
}

fn cf(surname: &str, given_name: &str, born: Date, sex: Sex) -> String {
    synthetic(surname, given_name, born, sex, "A944")
        .expect("a made-up person has a code")
        .as_str()
        .to_owned()
}

/// Reads a file with the builtin layouts.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    office: Office,
) -> Result<(FileReport, Collected), UnreadableFile> {
    read_with(name, bytes, office, &ReadOptions::on(TODAY))
}

/// Reads a file within other limits.
pub(crate) fn read_with(
    name: &str,
    bytes: &[u8],
    office: Office,
    options: &ReadOptions,
) -> Result<(FileReport, Collected), UnreadableFile> {
    let mut got = Collected::default();
    let report = read_file(
        FileSource::from_bytes(name, bytes),
        office,
        &Layouts::builtin(),
        Catalogue::builtin(),
        options,
        &mut got,
    )?;
    assert!(report.tally.is_balanced());
    assert_eq!(report.tally.facts, got.facts.len() as u64);
    Ok((report, got))
}

/// Outcome and code of every problem, in order.
pub(crate) fn codes(got: &Collected) -> Vec<(Outcome, &'static str)> {
    let problems = got.problems.iter();
    problems
        .map(|problem| (problem.outcome, problem.code))
        .collect()
}

/// Lines of cells as text with a separator.
pub(crate) fn text(rows: &[Vec<String>], separator: &str, line_end: &str) -> String {
    let lines = rows.iter().map(|row| row.join(separator));
    lines.map(|line| line + line_end).collect()
}

/// Rows out of lines that are cut at `|`.
pub(crate) fn rows(lines: &[String]) -> Vec<Vec<String>> {
    let cells = |line: &String| line.split('|').map(str::to_owned).collect();
    lines.iter().map(cells).collect()
}

/// Text in Windows-1252.
pub(crate) fn windows_1252(text: &str) -> Vec<u8> {
    WINDOWS_1252.encode(text).0.into_owned()
}

/// Text in UTF-16 with its mark.
pub(crate) fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(order)
        .collect()
}

/// A workbook with these sheets, all cells text.
pub(crate) fn xlsx(sheets: &[(&str, &[Vec<String>])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).expect("a short name");
        for (row, cells) in (0_u32..).zip(*rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
    }
    workbook.save_to_buffer().expect("memory")
}

/// An OpenDocument sheet, all cells text.
pub(crate) fn ods(name: &str, rows: &[Vec<String>]) -> Vec<u8> {
    let mut content = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>"#,
    );
    let _ = write!(content, r#"<table:table table:name="{name}">"#);
    for row in rows {
        content += "<table:table-row>";
        for cell in row {
            let _ = write!(
                content,
                r#"<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>"#
            );
        }
        content += "</table:table-row>";
    }
    content += "</table:table></office:spreadsheet></office:body></office:document-content>";
    archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

/// A zip archive.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("memory");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A small file of DSUs, as it should be.
pub(crate) fn dsu_rows() -> Vec<Vec<String>> {
    rows(&[
        "CF|Protocollo DSU|Data presentazione|Valore ISEE".to_owned(),
        format!("{}|INPS-ISEE-2024-00012345X-00|31/01/2024|1234.50", anna()),
        format!("{}|INPS-ISEE-2024-00012346Y-00|01/02/2024|0", bruno()),
    ])
}
