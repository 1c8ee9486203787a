//! CSV and sheets, read by readers that are not ours.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Ods, Reader, Xlsx};
use pas_analytics::answer::Protection;
use pas_app::editions::export::{Export, Format};
use pas_domain::italian::whole;

use super::grid::Is;

pub(super) fn csv_is(export: &Export, grid: &[Vec<Is>], text: &str) {
    let csv = export.write(Format::Csv).expect("written");
    let csv = String::from_utf8(csv).expect("text");
    let csv = csv.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.delimiter(b';').flexible(true).has_headers(false);
    let mut reader = reader.from_reader(csv.as_bytes());
    let records = reader.records().map(|record| record.expect("readable"));
    let records: Vec<Vec<String>> = records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect();
    for (line, record) in grid.iter().zip(&records[1..]) {
        let expected = line.iter().map(|field| match field {
            Is::Words(words) => words.clone(),
            Is::Number(value, decimals) => format!("{value:.decimals$}").replace('.', ","),
            Is::Hidden => "oscurato".to_owned(),
            Is::Empty => String::new(),
        });
        let is_formula = |text: &String| text.starts_with('\'');
        assert!(!record.iter().any(is_formula), "{text}: {record:?}");
        assert_eq!(*record, expected.collect::<Vec<_>>(), "{text}");
        assert_eq!(record.len(), records[0].len(), "{text}: a heading a field");
    }
    let notes = records[1 + grid.len()..]
        .iter()
        .filter(|note| note.len() > 1);
    let notes: Vec<&str> = notes.map(|note| note[1].as_str()).collect();
    notes_say_only_what_is_known(export, &notes, text);
}

pub(super) fn sheets_are(export: &Export, grid: &[Vec<Is>], text: &str) {
    let xlsx = Cursor::new(export.write(Format::Xlsx).expect("written"));
    let workbook: Xlsx<_> = calamine::open_workbook_from_rs(xlsx).expect("opens");
    sheet_is(workbook, export, grid, text);
    let ods = Cursor::new(export.write(Format::Ods).expect("written"));
    let workbook: Ods<_> = calamine::open_workbook_from_rs(ods).expect("opens");
    sheet_is(workbook, export, grid, text);
}

fn sheet_is<R: Reader<Cursor<Vec<u8>>>>(
    mut workbook: R,
    export: &Export,
    grid: &[Vec<Is>],
    text: &str,
) where
    R::Error: std::fmt::Debug,
{
    assert_eq!(workbook.sheet_names(), ["Dati", "Note"]);
    let table = workbook.worksheet_range("Dati").expect("a sheet");
    let (height, _) = table.get_size();
    assert!(height <= grid.len() + 1, "{text}: {height} lines");
    for (row, line) in (1_u32..).zip(grid) {
        for (column, field) in (0_u32..).zip(line) {
            let found = table.get_value((row, column)).unwrap_or(&Data::Empty);
            let is_so = match (field, found) {
                (Is::Words(words), Data::String(found)) => words == found,
                (Is::Words(words), Data::Empty) => words.is_empty(),
                (Is::Number(value, _), Data::Float(found)) => (value - found).abs() < 1e-9,
                (Is::Hidden, Data::String(found)) => found == "oscurato",
                (Is::Empty, Data::Empty) => true,
                _ => false,
            };
            assert!(is_so, "{text}: {field:?} is {found:?}");
        }
    }
    let n_columns = grid.first().map_or(0, Vec::len);
    assert!(
        table.get_size().1 <= n_columns,
        "{text}: more columns than figures"
    );
    let notes = workbook.worksheet_range("Note").expect("a sheet");
    let notes: Vec<String> = notes.rows().map(|row| row[1].to_string()).collect();
    let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
    notes_say_only_what_is_known(export, &notes, text);
}

/// Runs of digits.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
}

fn notes_say_only_what_is_known(export: &Export, notes: &[&str], text: &str) {
    let (answered, answer) = (&export.answered, &export.answered.answer);
    let mut known = vec![
        export.caption.title.clone(),
        export.caption.filters.clone(),
        export.caption.address.clone(),
        answer.query.to_string(),
        answered.title.clone(),
        answered.source.clone(),
        format!(
            "{} {} {} 1",
            answered.edition,
            answer.threshold,
            whole(answer.n_left_out as u64)
        ),
    ];
    known.extend(
        answer
            .vintages
            .iter()
            .map(|(_, counted)| counted.to_string()),
    );
    known.extend(
        answer
            .measures
            .iter()
            .map(|measure| format!("{} {}", measure.definition, measure.how)),
    );
    if let Some(coverage) = answer.coverage {
        let (expected, present) = (coverage.n_expected, coverage.n_present);
        let is_coarse = expected % 10 == 0 && present % 10 == 0 && expected >= 10;
        let may_be_exact = answer.protection == Protection::None;
        assert!(is_coarse || may_be_exact, "{text}: exact counts");
        known.push(format!(
            "{} {} {:?}",
            whole(coverage.n_expected),
            whole(coverage.n_present),
            coverage.percent()
        ));
    }
    known.extend(answered.safer.iter().map(|view| {
        let counts = format!("{} {}", view.n_shown, view.n_hidden);
        format!("{} {counts}", view.query)
    }));
    let known: BTreeSet<&str> = known.iter().flat_map(|text| numbers(text)).collect();
    for words in [
        &export.caption.title,
        &export.caption.filters,
        &export.caption.address,
    ] {
        assert!(notes.contains(&words.as_str()), "{text}: {words}");
    }
    for note in notes {
        for number in numbers(note) {
            assert!(known.contains(number), "{text}: {number} in {note}");
        }
    }
}
