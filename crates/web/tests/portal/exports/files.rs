//! The files, read by readers that are not ours.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use calamine::{Data, Ods, Reader, Xlsx};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, RowAccessor as _};
use pas_app::editions::question::{Measure, Query};
use serde_json::Value;

use super::screen::{Line, Shown};

type Notes = Vec<(String, String)>;

/// One line of words: what it is set against, its names, then its figures.
fn line(fields: &[String], cells: Vec<Shown>, n_rows: usize, is_compared: bool) -> (String, Line) {
    let n = usize::from(is_compared);
    let of = if is_compared {
        fields[0].clone()
    } else {
        String::new()
    };
    let names: Vec<(&str, &str)> = (0..n_rows)
        .map(|row| {
            (
                fields[n + 2 * row].as_str(),
                fields[n + 2 * row + 1].as_str(),
            )
        })
        .collect();
    (
        of,
        Line {
            name: name(&names),
            cells,
        },
    )
}

/// A row's name as the screen writes it; a benefit stands behind its code.
fn name(names: &[(&str, &str)]) -> String {
    let is_total = names
        .iter()
        .all(|(code, _)| code.is_empty() || *code == "_T");
    if is_total {
        return "Totale".to_owned();
    }
    let is_benefit = |code: &str| code == "SINBA" || (code.starts_with('A') && code.contains('.'));
    let names = names.iter().map(|(code, label)| {
        if is_benefit(code) && code != label {
            format!("{code} · {label}")
        } else {
            (*label).to_owned()
        }
    });
    names.collect::<Vec<_>>().join(" · ")
}

pub(super) fn csv_lines(
    bytes: &[u8],
    n_rows: usize,
    is_compared: bool,
) -> (Vec<(String, Line)>, Notes) {
    let text = std::str::from_utf8(bytes)
        .expect("text")
        .trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.delimiter(b';').flexible(true).has_headers(false);
    let mut reader = reader.from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.expect("readable"));
    let records: Vec<Vec<String>> = records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect();
    let n_labels = usize::from(is_compared) + 2 * n_rows;
    let shown = |text: &String| match text.as_str() {
        "oscurato" => Shown::Hidden,
        "" => Shown::Absent,
        number => Shown::Number(number.replace(',', ".")),
    };
    let is_empty = |record: &Vec<String>| record.len() == 1 && record[0].is_empty();
    let end = records
        .iter()
        .position(is_empty)
        .expect("an empty line before the notes");
    let lines = records[1..end].iter().map(|record| {
        let cells = record[n_labels..].iter().map(shown).collect();
        line(record, cells, n_rows, is_compared)
    });
    let notes = records[end + 1..]
        .iter()
        .map(|note| (note[0].clone(), note[1].clone()));
    (lines.collect(), notes.collect())
}

pub(super) fn sheet_lines(
    bytes: &[u8],
    ending: &str,
    n_rows: usize,
    is_compared: bool,
) -> (Vec<(String, Line)>, Notes) {
    let bytes = Cursor::new(bytes.to_vec());
    let ranges = if ending == "ods" {
        let mut workbook: Ods<_> = calamine::open_workbook_from_rs(bytes).expect("ODS");
        ["Dati", "Note"].map(|name| workbook.worksheet_range(name).expect("a sheet"))
    } else {
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(bytes).expect("XLSX");
        ["Dati", "Note"].map(|name| workbook.worksheet_range(name).expect("a sheet"))
    };
    let n_labels = usize::from(is_compared) + 2 * n_rows;
    let shown = |data: &Data| match data {
        Data::Float(value) => Shown::of_number(*value),
        Data::String(text) if text == "oscurato" => Shown::Hidden,
        Data::Empty => Shown::Absent,
        other => panic!("{other:?}"),
    };
    let lines = ranges[0].rows().skip(1).map(|row| {
        let words: Vec<String> = row.iter().take(n_labels).map(ToString::to_string).collect();
        line(
            &words,
            row[n_labels..].iter().map(shown).collect(),
            n_rows,
            is_compared,
        )
    });
    let notes = ranges[1]
        .rows()
        .map(|row| (row[0].to_string(), row[1].to_string()));
    (lines.collect(), notes.collect())
}

/// A line of the Parquet file.
#[derive(Debug)]
pub(super) struct Row {
    of: String,
    /// Code and label along rows and columns.
    nodes: Vec<(String, String)>,
    cells: Vec<Shown>,
}

pub(super) fn parquet_rows(bytes: &[u8], query: &Query) -> (Vec<Row>, Notes) {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    let reader = SerializedFileReader::new(file).expect("a Parquet file");
    let about = reader.metadata().file_metadata().key_value_metadata();
    let notes = about.expect("notes").iter();
    let notes = notes.map(|pair| (pair.key.clone(), pair.value.clone().unwrap_or_default()));
    let mut rows = Vec::new();
    for row in reader.get_row_iter(None).expect("rows") {
        let row = row.expect("a row");
        let fields: Vec<&Field> = row.get_column_iter().map(|(_, field)| field).collect();
        let word = |n: usize| row.get_string(n).expect("words").clone();
        let first = usize::from(query.comparison.is_some());
        let n_levels = query.shown().count();
        let along = (0..n_levels).map(|n| (word(first + 2 * n), word(first + 2 * n + 1)));
        let figures = first + 2 * n_levels;
        let cells = (0..query.measures.len()).map(|n| {
            let place = figures + 2 * n;
            match (fields[place], word(place + 1).as_str()) {
                (Field::Null, "oscurato") => Shown::Hidden,
                (Field::Null, "assente") => Shown::Absent,
                (Field::Long(number), "") => Shown::Number(number.to_string()),
                (Field::Decimal(number), "") => Shown::Number(of_decimal(number)),
                other => panic!("{other:?}"),
            }
        });
        rows.push(Row {
            of: if first == 1 { word(0) } else { String::new() },
            nodes: along.collect(),
            cells: cells.collect(),
        });
    }
    (rows, notes.collect())
}

fn of_decimal(decimal: &parquet::data_type::Decimal) -> String {
    let bytes: [u8; 8] = decimal.data().try_into().expect("64 bits");
    let scale = u32::try_from(decimal.scale()).expect("small");
    let (digits, power) = (i64::from_be_bytes(bytes), 10_i64.pow(scale));
    let sign = if digits < 0 { "-" } else { "" };
    let width = scale as usize;
    format!(
        "{sign}{}.{:0width$}",
        digits.abs() / power,
        digits.abs() % power
    )
}

/// Rows of the file that are of one row of the screen stand together, column after column.
pub(super) fn lines_of(rows: &[Row], n_rows: usize, is_compared: bool) -> Vec<(String, Line)> {
    let together =
        |one: &Row, other: &Row| one.of == other.of && one.nodes[..n_rows] == other.nodes[..n_rows];
    let lines = rows.chunk_by(together).map(|rows| {
        let first = &rows[0];
        let words = is_compared.then(|| first.of.clone()).into_iter();
        let names = first.nodes[..n_rows]
            .iter()
            .flat_map(|(code, label)| [code.clone(), label.clone()]);
        let fields: Vec<String> = words.chain(names).collect();
        let cells = rows.iter().flat_map(|row| row.cells.clone()).collect();
        line(&fields, cells, n_rows, is_compared)
    });
    lines.collect()
}

/// The cube has the figures of `rows` at their codes, and no other.
pub(super) fn jsonstat_agrees(bytes: &[u8], query: &Query, rows: &[Row], notes: &Notes) {
    let cube: Value = serde_json::from_slice(bytes).expect("JSON");
    let words = |value: &Value| value.as_str().expect("words").to_owned();
    let ids: Vec<String> = cube["id"]
        .as_array()
        .expect("dimensions")
        .iter()
        .map(words)
        .collect();
    let codes: BTreeMap<&str, Vec<String>> = ids
        .iter()
        .map(|id| {
            let index = &cube["dimension"][id]["category"]["index"];
            (
                id.as_str(),
                index.as_array().expect("codes").iter().map(words).collect(),
            )
        })
        .collect();
    let (mut n_numbers, mut n_hidden) = (0, 0);
    let parts = ["valore", "confronto", "variazione"];
    let part = |row: &Row| match row.of.as_str() {
        "" => parts[0],
        "Variazione %" => parts[2],
        _ => parts[1],
    };
    for row in rows {
        for (measure, cell) in query.measures.iter().zip(&row.cells) {
            let at = place(&ids, &codes, part(row), row, query, measure).to_string();
            let found = match (cube["value"][&at].as_f64(), cube["status"][&at].as_str()) {
                (Some(number), None) => Shown::of_number(number),
                (None, Some("oscurato")) => Shown::Hidden,
                (None, None) => Shown::Absent,
                other => panic!("{other:?}"),
            };
            n_numbers += usize::from(matches!(found, Shown::Number(_)));
            n_hidden += usize::from(found == Shown::Hidden);
            assert!(cell.equals(&found), "{query}: {row:?} {found:?}");
        }
    }
    let n = |key: &str| cube[key].as_object().expect("by place").len();
    assert_eq!(
        (n("value"), n("status")),
        (n_numbers, n_hidden),
        "{query}: no other figure"
    );
    let said = cube["note"].as_array().expect("notes");
    for (name, words) in notes {
        let note = Value::from(format!("{name}: {words}"));
        assert!(said.contains(&note), "{query}: {note}");
    }
}

fn place(
    ids: &[String],
    codes: &BTreeMap<&str, Vec<String>>,
    part: &str,
    row: &Row,
    query: &Query,
    measure: &Measure,
) -> usize {
    ids.iter().fold(0, |at, id| {
        let code = match id.as_str() {
            "misura" => measure.id,
            "confronto" => part,
            level => {
                let n = query.shown().position(|shown| shown.id == level);
                &row.nodes[n.expect("a level of the question")].0
            }
        };
        let codes = &codes[id.as_str()];
        let step = codes
            .iter()
            .position(|other| other == code)
            .expect("a code of the cube");
        at * codes.len() + step
    })
}
