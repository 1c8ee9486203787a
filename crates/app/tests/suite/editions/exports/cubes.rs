//! JSON-stat and Parquet, read back by code, not by place.

use std::collections::BTreeMap;
use std::io::Write as _;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use pas_analytics::answer::Answer;
use pas_app::editions::export::{Export, Format};
use pas_cube::dimension::Node;
use serde_json::Value;

use super::grid::{Is, lines};

/// A figure's place: what it is of, the codes of its rows and columns, its measure.
type Place = Vec<String>;

fn codes(nodes: &[Option<Node>]) -> impl Iterator<Item = String> {
    let code = |node: &Option<Node>| {
        node.as_ref()
            .map_or("_T".to_owned(), |node| node.code.clone())
    };
    nodes.iter().map(code)
}

/// Every figure of the answer by its place; what it is of by part, or by name.
fn figures(answer: &Answer, by_name: bool) -> BTreeMap<Place, Is> {
    let mut figures = BTreeMap::new();
    for line in lines(answer) {
        let of = if by_name {
            line.of.clone()
        } else {
            line.part.to_owned()
        };
        for (columns, cell) in &line.cells {
            for (measure, is) in answer.measures.iter().zip(cell) {
                let mut place: Place = answer.comparison.iter().map(|_| of.clone()).collect();
                place.extend(codes(&line.rows).chain(codes(columns)));
                place.push(measure.id.to_owned());
                figures.insert(place, is.clone());
            }
        }
    }
    figures
}

pub(super) fn jsonstat_is(export: &Export, text: &str) {
    let bytes = export.write(Format::JsonStat).expect("written");
    let found: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(
        (&found["version"], &found["class"]),
        (&"2.0".into(), &"dataset".into())
    );
    let ids = found["id"].as_array().expect("dimensions");
    let codes: Vec<Vec<&str>> = ids
        .iter()
        .map(|id| {
            let index = &found["dimension"][id.as_str().expect("a name")]["category"]["index"];
            let codes = index.as_array().expect("codes").iter();
            codes.map(|code| code.as_str().expect("a code")).collect()
        })
        .collect();
    let sizes: Vec<usize> = codes.iter().map(Vec::len).collect();
    assert_eq!(found["size"], serde_json::json!(sizes));
    let expected = figures(&export.answered.answer, false);
    let (mut n_numbers, mut n_hidden) = (0, 0);
    for (place, is) in &expected {
        let steps = place.iter().zip(&codes);
        let at = steps.fold(0, |at, (code, codes)| {
            let step = codes
                .iter()
                .position(|other| other == code)
                .expect("a code");
            at * codes.len() + step
        });
        let (value, status) = (
            &found["value"][at.to_string()],
            &found["status"][at.to_string()],
        );
        match is {
            Is::Number(number, _) => {
                let value = value.as_f64().expect("a number");
                assert!(
                    (value - number).abs() < 1e-9,
                    "{text}: {place:?} {value} {number}"
                );
                n_numbers += 1;
            }
            Is::Hidden => {
                assert_eq!(
                    (value, status),
                    (&Value::Null, &"oscurato".into()),
                    "{text}: {place:?}"
                );
                n_hidden += 1;
            }
            _ => assert_eq!(
                (value, status),
                (&Value::Null, &Value::Null),
                "{text}: {place:?}"
            ),
        }
    }
    let n = |key: &str| found[key].as_object().expect("by place").len();
    assert_eq!(
        (n("value"), n("status")),
        (n_numbers, n_hidden),
        "{text}: no other figure"
    );
    notes_are_there(export, |name, words| {
        let note = format!("{name}: {words}");
        let notes = found["note"].as_array().expect("notes");
        notes.iter().any(|found| *found == note.as_str())
    });
}

fn notes_are_there(export: &Export, has: impl Fn(&str, &str) -> bool) {
    for (name, words) in export.sheet().notes {
        assert!(has(&name, &words), "{name}: {words}");
    }
}

pub(super) fn parquet_is(export: &Export, text: &str) {
    let answer = &export.answered.answer;
    let bytes = export.write(Format::Parquet).expect("written");
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(&bytes).expect("written");
    let reader = SerializedFileReader::new(file).expect("a Parquet file");
    let about = reader.metadata().file_metadata();
    let pairs = about.key_value_metadata().expect("notes");
    notes_are_there(export, |name, words| {
        pairs
            .iter()
            .any(|pair| pair.key == name && pair.value.as_deref() == Some(words))
    });
    let mut expected = figures(answer, true);
    for row in reader.get_row_iter(None).expect("rows") {
        let row = row.expect("a row");
        let fields: BTreeMap<&str, &Field> = row
            .get_column_iter()
            .map(|(name, field)| (name.as_str(), field))
            .collect();
        let word = |name: &str| match fields[name] {
            Field::Str(word) => word.clone(),
            other => panic!("{name}: {other:?}"),
        };
        let mut place: Place = answer
            .comparison
            .iter()
            .map(|_| word("confronto"))
            .collect();
        place.extend(
            answer
                .query
                .shown()
                .map(|level| word(&format!("{}_codice", level.id))),
        );
        for measure in &answer.measures {
            let mut place = place.clone();
            place.push(measure.id.to_owned());
            let status = word(&format!("{}_stato", measure.id));
            let number = match fields[measure.id] {
                Field::Null => None,
                Field::Long(number) => Some(number.to_string()),
                Field::Decimal(decimal) => Some(of_decimal(decimal)),
                other => panic!("{other:?}"),
            };
            let is_so = match (expected.remove(&place), number, status.as_str()) {
                (Some(Is::Number(value, decimals)), Some(number), "") => {
                    let number: f64 = number.parse().expect("a number");
                    format!("{value:.decimals$}") == format!("{number:.decimals$}")
                        && (value - number).abs() < 1e-9
                }
                (Some(Is::Hidden), None, "oscurato") | (Some(Is::Empty), None, "assente") => true,
                _ => false,
            };
            assert!(is_so, "{text}: {place:?} {status}");
        }
    }
    assert!(expected.is_empty(), "{text}: {expected:?}");
    statistics_tell_nothing(&reader, answer, text);
}

/// The decimal as text, digits before the point and behind it.
fn of_decimal(decimal: &parquet::data_type::Decimal) -> String {
    let mut bytes = [if decimal.data()[0] >= 0x80 { 0xFF } else { 0 }; 8];
    let at = 8 - decimal.data().len();
    bytes[at..].copy_from_slice(decimal.data());
    let digits = i64::from_be_bytes(bytes);
    let scale = usize::try_from(decimal.scale()).expect("small");
    let power = 10_i64.pow(u32::try_from(scale).expect("small"));
    let sign = if digits < 0 { "-" } else { "" };
    format!(
        "{sign}{}.{:0scale$}",
        digits.abs() / power,
        digits.abs() % power
    )
}

/// The least and the most of a column are figures that are shown.
fn statistics_tell_nothing(reader: &dyn FileReader, answer: &Answer, text: &str) {
    use parquet::file::statistics::Statistics;
    let shown = figures(answer, true);
    for group in reader.metadata().row_groups() {
        for column in group.columns() {
            let Some(Statistics::Int64(statistics)) = column.statistics() else {
                continue;
            };
            let scale = column.column_descr().type_scale().max(0);
            let name = column.column_descr().name();
            let of_measure = shown
                .iter()
                .filter(|(place, _)| place.last().is_some_and(|last| last == name));
            let decimals = usize::try_from(scale).expect("small");
            let digits = |value: &f64| format!("{value:.decimals$}").replace('.', "");
            let numbers: Vec<i64> = of_measure
                .filter_map(|(_, is)| match is {
                    Is::Number(value, _) => digits(value).parse().ok(),
                    _ => None,
                })
                .collect();
            for end in [statistics.min_opt(), statistics.max_opt()]
                .into_iter()
                .flatten()
            {
                assert!(numbers.contains(end), "{text}: {name} {end}");
            }
        }
    }
}
