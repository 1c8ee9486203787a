//! A table as CSV: semicolons and a byte order mark, as the office's spreadsheet opens it.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::table::Table;

/// The table as a file to keep.
pub(crate) fn download(table: &Table) -> Response {
    let disposition = format!("attachment; filename=\"{}.csv\"", table.id);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, text(table)).into_response()
}

/// The table's lines, heading first; sums are left to the reader.
pub(crate) fn text(table: &Table) -> String {
    let mut csv = String::from("\u{feff}");
    push_line(
        &mut csv,
        table.columns.iter().map(|column| column.label.as_str()),
    );
    for row in &table.rows {
        push_line(&mut csv, row.cells.iter().map(|cell| cell.plain.as_str()));
    }
    csv
}

fn push_line<'a>(csv: &mut String, fields: impl Iterator<Item = &'a str>) {
    for (position, field) in fields.enumerate() {
        if position > 0 {
            csv.push(';');
        }
        push_field(csv, field);
    }
    csv.push_str("\r\n");
}

/// A spreadsheet would run a text that begins like a formula: such a text gets an apostrophe.
/// A number with a minus sign stays a number.
fn push_field(csv: &mut String, field: &str) {
    let is_number = field
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"-.,".contains(&byte));
    let runs = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
    let guarded = if runs {
        format!("'{field}")
    } else {
        field.to_owned()
    };
    if guarded.contains([';', '"', '\n', '\r']) {
        csv.push('"');
        csv.push_str(&guarded.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(&guarded);
    }
}

/// The bytes of a download, under the name that the program gave it.
pub(crate) fn file(filename: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let plain: String = filename
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "._- ".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let disposition = format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
        crate::visit::encode(filename)
    );
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::push_field;

    #[test]
    fn quotes_and_guards_fields() {
        for (field, expected) in [
            ("mensa", "mensa"),
            ("a;b", "\"a;b\""),
            ("detto \"il nonno\"", "\"detto \"\"il nonno\"\"\""),
            ("-12,50", "-12,50"),
            ("=1+1", "'=1+1"),
            ("@cmd", "'@cmd"),
        ] {
            let mut csv = String::new();
            push_field(&mut csv, field);
            assert_eq!(csv, expected);
        }
    }
}
