//! Spreadsheets of LibreOffice (OpenDocument 1.2), written directly: a zip with one table.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use pas_domain::period::italian_date;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::csv::with_comma;
use super::{Cell, Sheet};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?>"#,
    r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">"#,
    r#"<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>"#,
    r#"<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>"#,
    "</manifest:manifest>",
);

const CONTENT_START: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?>"#,
    r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0""#,
    r#" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0""#,
    r#" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0""#,
    r#" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2""#,
    r#" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0""#,
    r#" office:version="1.2">"#,
    "<office:body><office:spreadsheet>",
);

const CONTENT_END: &str = "</office:spreadsheet></office:body></office:document-content>";

/// The bytes of the spreadsheet.
pub(super) fn write(sheets: &[Sheet]) -> Vec<u8> {
    let mut content = String::from(CONTENT_START);
    for sheet in sheets {
        write_sheet(&mut content, sheet);
    }
    content.push_str(CONTENT_END);
    let parts = [
        ("mimetype", MIME, CompressionMethod::Stored),
        ("content.xml", &content, CompressionMethod::Deflated),
        (
            "META-INF/manifest.xml",
            MANIFEST,
            CompressionMethod::Deflated,
        ),
    ];
    pack(&parts).expect("invariant: writing a zip into memory cannot fail")
}

fn pack(parts: &[(&str, &str, CompressionMethod)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text, method) in parts {
        let options = SimpleFileOptions::default()
            .compression_method(*method)
            .last_modified_time(DateTime::default());
        zip.start_file(*name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn write_sheet(content: &mut String, sheet: &Sheet) {
    content.push_str(r#"<table:table table:name=""#);
    escape(content, &sheet.name);
    content.push_str(r#"">"#);
    for row in &sheet.rows {
        content.push_str("<table:table-row>");
        if row.cells.is_empty() {
            content.push_str("<table:table-cell/>");
        }
        for cell in &row.cells {
            write_cell(content, cell);
        }
        content.push_str("</table:table-row>");
    }
    content.push_str("</table:table>");
}

fn write_cell(content: &mut String, cell: &Cell) {
    let (attributes, shown) = match cell {
        Cell::Empty => {
            content.push_str("<table:table-cell/>");
            return;
        }
        Cell::Text(text) => (r#"office:value-type="string""#.to_owned(), text.clone()),
        Cell::Number(number) => (float(&number.to_string()), number.to_string()),
        Cell::Amount(amount) => (float(&amount.to_decimal()), with_comma(*amount)),
        Cell::Sum(formula, amount) => {
            let formula = formula.replacen('=', "of:=", 1);
            let value = float(&amount.to_decimal());
            (
                format!(r#"table:formula="{formula}" {value}"#),
                with_comma(*amount),
            )
        }
        Cell::Day(day) => (
            format!(r#"office:value-type="date" office:date-value="{day}""#),
            italian_date(*day),
        ),
        Cell::Failed => (
            r#"table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error""#
                .to_owned(),
            "#N/D".to_owned(),
        ),
    };
    let _ = write!(content, "<table:table-cell {attributes}><text:p>");
    escape(content, &shown);
    content.push_str("</text:p></table:table-cell>");
}

fn float(value: &str) -> String {
    format!(r#"office:value-type="float" office:value="{value}""#)
}

fn escape(content: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => content.push_str("&amp;"),
            '<' => content.push_str("&lt;"),
            '>' => content.push_str("&gt;"),
            '"' => content.push_str("&quot;"),
            other => content.push(other),
        }
    }
}
