//! CSV, Excel and JSON carry the answer's figures, hidden ones as hidden, and no other number.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use pas_analytics::answer::{Answer, Figure, Protection, Table};
use pas_app::editions::export::{to_csv, to_json, to_xlsx};
use pas_app::use_cases::ask_edition::{Answered, ask_edition};
use pas_app::{App, AppError, OwnFigures};
use pas_cube::dimension::levels;
use pas_cube::measure::{self, Measure, Unit};
use pas_domain::actor::{Actor, Role};
use pas_domain::italian::whole;
use serde_json::{Value, json};

use super::{ask, built};
use crate::support::{Home, on_both};

on_both!(files_carry_the_answer_and_nothing_else);

/// Questions that are answered.
const N_QUESTIONS: usize = 200;

/// Numbers that follow from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % n as u64).expect("small")
    }

    fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Levels with the codes of their nodes that have something to show.
type Codes = Vec<(&'static str, Vec<String>)>;

async fn codes(app: &App, actor: &Actor) -> Codes {
    let mut codes = Vec::new();
    for level in levels() {
        let answer = ask(app, actor, &format!("misure=record&righe={}", level.id)).await;
        let rows = answer.table.rows.iter().map(|row| row[0].code.clone());
        codes.push((level.id, rows.collect()));
    }
    codes.retain(|(_, codes): &(_, Vec<String>)| !codes.is_empty());
    codes
}

fn question(dice: &mut Dice, codes: &Codes) -> String {
    let mut pick = |n: usize, names: &[&'static str]| {
        let picked = (0..n).map(|_| *dice.one_of(names));
        picked.collect::<Vec<_>>().join(",")
    };
    let ids: Vec<_> = measure::ALL.iter().map(|measure| measure.id).collect();
    let levels: Vec<_> = codes.iter().map(|(level, _)| *level).collect();
    let mut text = format!("misure={}", pick(2, &ids));
    let (n_rows, n_columns) = (dice.below(3), dice.below(2));
    for (side, n) in [("righe", n_rows), ("colonne", n_columns)] {
        let picked = (0..n).map(|_| *dice.one_of(&levels)).collect::<Vec<_>>();
        if !picked.is_empty() {
            write!(text, "&{side}={}", picked.join(",")).expect("room");
        }
    }
    for _ in 0..dice.below(3) {
        let (level, nodes) = dice.one_of(codes);
        let code = dice.one_of(nodes).replace('+', "%2B");
        write!(text, "&{level}={code}").expect("room");
    }
    let comune = codes.iter().position(|(level, _)| *level == "comune");
    let comune = comune.expect("somebody lives somewhere");
    if dice.below(2) == 0 {
        let other = dice.one_of(&["anno_prima", "italia", "regione", "provincia"]);
        let (level, nodes) = &codes[usize::from(*other != "anno_prima") * comune];
        if !text.contains(&format!("&{level}=")) {
            write!(text, "&{level}={}", dice.one_of(nodes)).expect("room");
        }
        write!(text, "&confronto={other}").expect("room");
    }
    if dice.below(4) == 0 {
        text.push_str("&primi=5");
    }
    text
}

async fn files_carry_the_answer_and_nothing_else(home: Home) {
    let here = home.district().await;
    let planner = here.actor(Role::Planner).await;
    let app = here.app.clone().with_own_figures(OwnFigures::Protected);
    built(&app, &planner).await;
    let (codes, mut dice) = (codes(&app, &planner).await, Dice(7));
    let (mut n_answered, mut n_hidden, mut n_compared) = (0, 0, 0);
    while n_answered < N_QUESTIONS {
        let text = question(&mut dice, &codes);
        let answered = match ask_edition(&app, &planner, &text).await {
            Ok(answered) => answered,
            Err(AppError::Invalid(_)) => continue,
            Err(error) => panic!("{text}: {error}"),
        };
        assert_eq!(answered.answer.protection, Protection::Full);
        let grid = grid(&answered.answer);
        let is_negative = |field: &Is| matches!(field, Is::Number(value, _) if *value < 0.0);
        let n_lines = answered.answer.table.rows.len();
        let negative = grid
            .iter()
            .take(n_lines)
            .flatten()
            .find(|field| is_negative(field));
        assert_eq!(negative, None, "{text}");
        n_hidden += grid
            .iter()
            .flatten()
            .filter(|field| **field == Is::Hidden)
            .count();
        n_compared += usize::from(answered.answer.comparison.is_some());
        csv_is(&answered, &grid, &text);
        xlsx_is(&answered, &grid, &text);
        json_is(&answered, &text);
        n_answered += 1;
    }
    assert!(n_hidden > 500 && n_compared > 10, "{n_hidden} {n_compared}");
}

/// What a field must be.
#[derive(Debug, Clone, PartialEq)]
enum Is {
    Words(String),
    Number(f64, usize),
    Hidden,
    Empty,
}

fn is(measure: &Measure, figure: Figure) -> Is {
    match (figure, measure.unit) {
        (Figure::Few, _) => Is::Hidden,
        (Figure::None, _) => Is::Empty,
        (Figure::Number(value), Unit::Count) => Is::Number(value, 0),
        (Figure::Number(value), Unit::Cents) => Is::Number(value / 100.0, 2),
        (Figure::Number(value), Unit::Ratio { decimals, .. }) => Is::Number(value, decimals.into()),
    }
}

/// The lines of the answer's table, of that it is set against too.
fn grid(answer: &Answer) -> Vec<Vec<Is>> {
    let mut grid = lines(answer, &answer.table, "");
    if let Some(compared) = &answer.comparison {
        let before = lines(answer, &compared.table, &compared.label);
        let changes = grid.iter().zip(&before).map(|(now, before)| {
            let fields = now.iter().zip(before).skip(1);
            let opening = [Is::Words("Variazione %".to_owned())].into_iter();
            opening
                .chain(fields.map(|(now, before)| change(now, before)))
                .collect()
        });
        let changes: Vec<Vec<Is>> = changes.collect();
        grid.extend(before);
        grid.extend(changes);
    }
    grid
}

/// In percent, how much a field differs from the one before.
fn change(now: &Is, before: &Is) -> Is {
    match (now, before) {
        (Is::Words(words), _) => Is::Words(words.clone()),
        (Is::Hidden, _) | (_, Is::Hidden) => Is::Hidden,
        (Is::Number(now, _), Is::Number(before, _)) if *before > 0.0 => {
            let tenths = (now - before) / before * 1_000.0;
            Is::Number(tenths.round() / 10.0, 1)
        }
        _ => Is::Empty,
    }
}

fn lines(answer: &Answer, table: &Table, of: &str) -> Vec<Vec<Is>> {
    let words = |text: &str| Is::Words(text.to_owned());
    let line = |names: Vec<Is>, cells: &[Vec<Figure>], total: &[Figure]| {
        let opening = answer.comparison.iter().map(|_| words(of));
        let mut line: Vec<Is> = opening.chain(names).collect();
        let total = (!answer.query.columns.is_empty()).then_some(total);
        for figures in cells.iter().map(Vec::as_slice).chain(total) {
            let of_measures = answer.measures.iter().zip(figures);
            line.extend(of_measures.map(|(measure, figure)| is(measure, *figure)));
        }
        line
    };
    let mut lines = Vec::new();
    for (n, row) in table.rows.iter().enumerate() {
        let names = row
            .iter()
            .flat_map(|node| [words(&node.code), words(&node.label)]);
        lines.push(line(names.collect(), &table.body[n], &table.row_totals[n]));
    }
    if !answer.query.rows.is_empty() {
        let mut names = vec![words(""); 2 * answer.query.rows.len()];
        names[1] = words("Totale");
        lines.push(line(names, &table.column_totals, &table.whole));
    }
    lines
}

fn csv_is(answered: &Answered, grid: &[Vec<Is>], text: &str) {
    let csv = to_csv(answered).expect("written");
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
    notes_say_only_what_is_known(answered, &notes, text);
}

/// Runs of digits.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
}

fn notes_say_only_what_is_known(answered: &Answered, notes: &[&str], text: &str) {
    let answer = &answered.answer;
    let mut known = vec![
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
        assert_eq!(
            (coverage.n_expected % 10, coverage.n_present % 10),
            (0, 0),
            "{text}: exact counts"
        );
        assert!(coverage.n_expected >= 10, "{text}");
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
    for note in notes {
        for number in numbers(note) {
            assert!(known.contains(number), "{text}: {number} in {note}");
        }
    }
}

fn xlsx_is(answered: &Answered, grid: &[Vec<Is>], text: &str) {
    let bytes = to_xlsx(answered).expect("written");
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("opens");
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
    notes_say_only_what_is_known(answered, &notes, text);
}

fn json_is(answered: &Answered, text: &str) {
    let (answer, found) = (&answered.answer, to_json(answered));
    assert_eq!(found["figures"], table_json(&answer.table), "{text}");
    let compared = answer.comparison.as_ref();
    let compared =
        compared.map(|one| json!({"label": one.label, "figures": table_json(&one.table)}));
    assert_eq!(found["comparison"], json!(compared), "{text}");
    let mut keys: Vec<&str> = found
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    let known = [
        "column_levels",
        "comparison",
        "coverage",
        "edition",
        "figures",
        "measures",
        "protection",
        "query",
        "residents",
        "row_levels",
        "rows_left_out",
        "safer",
        "source",
        "threshold",
        "title",
    ];
    assert_eq!(keys, known);
    assert_eq!(found["protection"], "protetti");
}

fn table_json(table: &Table) -> Value {
    let figures = |figures: &Vec<Figure>| -> Value {
        let one = |figure: &Figure| match figure {
            Figure::Number(value) => json!(value),
            Figure::Few => json!("oscurato"),
            Figure::None => Value::Null,
        };
        figures.iter().map(one).collect()
    };
    let nodes = |nodes: &Vec<pas_cube::dimension::Node>| -> Value {
        let one =
            |node: &pas_cube::dimension::Node| json!({"code": node.code, "label": node.label});
        nodes.iter().map(one).collect()
    };
    let all = |of: &[Vec<Figure>]| of.iter().map(figures).collect::<Value>();
    json!({
        "rows": table.rows.iter().map(nodes).collect::<Value>(),
        "columns": table.columns.iter().map(nodes).collect::<Value>(),
        "body": table.body.iter().map(|row| all(row)).collect::<Value>(),
        "row_totals": all(&table.row_totals),
        "column_totals": all(&table.column_totals),
        "whole": figures(&table.whole),
    })
}
