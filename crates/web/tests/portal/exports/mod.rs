//! What is exported equals what is on the screen: every cell of 200 random views, in every tabular format.

mod files;
mod question;
mod screen;

use axum::http::StatusCode;
use pas_app::OwnFigures;
use pas_app::editions::question::{Query, levels};
use pas_domain::actor::Role;
use serde_json::Value;

use self::files::{csv_lines, jsonstat_agrees, parquet_rows, sheet_lines};
use self::question::{Codes, question};
use self::screen::{Line, Screen, Shown};
use crate::random::Random;
use crate::support::{Browser, Portal};

/// Views that are compared.
const N_VIEWS: usize = 200;

async fn codes(browser: &Browser<'_>) -> Codes {
    let mut codes = Vec::new();
    for level in levels() {
        let address = format!("/api/v1/dati?misure=record&righe={}", level.id);
        let answer = browser.get(&address).await;
        let answer: Value = serde_json::from_slice(&answer.bytes).expect("JSON");
        let rows = answer["figures"]["rows"].as_array().expect("rows").iter();
        let code = |row: &Value| row[0]["code"].as_str().expect("a code").to_owned();
        codes.push((level.id, rows.map(code).collect::<Vec<_>>()));
    }
    codes.retain(|(_, codes)| !codes.is_empty());
    codes
}

/// What was compared.
#[derive(Debug, Default)]
struct Seen {
    views: usize,
    compared: usize,
    without_rows: usize,
    cells: usize,
    hidden: usize,
    absent: usize,
}

impl Seen {
    fn count(&mut self, query: &Query, screen: &Screen) {
        self.views += 1;
        self.compared += usize::from(query.comparison.is_some());
        self.without_rows += usize::from(screen.lines.is_empty());
        let cells = screen.lines.iter().flat_map(|line| &line.cells);
        for cell in cells {
            self.cells += 1;
            self.hidden += usize::from(*cell == Shown::Hidden);
            self.absent += usize::from(*cell == Shown::Absent);
        }
    }
}

#[tokio::test]
async fn what_is_exported_equals_what_is_on_the_screen() {
    let protected = Portal::over(|_| {}, OwnFigures::Protected).await;
    let own = Portal::over(|_| {}, OwnFigures::Threshold).await;
    let readers = [
        protected.sign_in(Role::Planner).await,
        own.sign_in(Role::Planner).await,
        own.sign_in(Role::Clerk).await,
    ];
    for builder in [&readers[0], &readers[1]] {
        let built = builder.post("/analisi/edizione", "").await;
        assert_eq!(built.location(), "/analisi", "{}", built.text());
    }
    let codes = codes(&readers[2]).await;
    let (mut random, mut seen) = (
        Random::new(22),
        [Seen::default(), Seen::default(), Seen::default()],
    );
    let mut n_views = 0;
    while n_views < N_VIEWS {
        let question = question(&mut random, &codes);
        let reader = n_views % readers.len();
        let page = readers[reader].get(&format!("/analisi?{question}")).await;
        if page.status == StatusCode::BAD_REQUEST {
            continue;
        }
        assert_eq!(page.status, StatusCode::OK, "{question}");
        let query = Query::parse(&question).expect(&question);
        let screen = Screen::of(&page.text());
        seen[reader].count(&query, &screen);
        files_equal(&readers[reader], &question, &query, &screen).await;
        n_views += 1;
    }
    for (reader, seen) in ["protected", "threshold", "exact"].iter().zip(&seen) {
        eprintln!("{reader}: {seen:?}");
    }
    let n_compared: usize = seen.iter().map(|seen| seen.compared).sum();
    assert!(n_compared > 10, "{seen:?}");
    assert!(seen[0].hidden > 300 && seen[1].hidden > 100, "{seen:?}");
    assert!(seen[2].hidden == 0 && seen[2].cells > 1_000, "{seen:?}");
}

async fn files_equal(reader: &Browser<'_>, question: &str, query: &Query, screen: &Screen) {
    let file = async |ending: &str| {
        let answer = reader.get(&format!("/analisi.{ending}?{question}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{question}: {ending}");
        answer.bytes
    };
    let n_rows = query.rows.len();
    let is_compared = query.comparison.is_some();
    let (lines, notes) = csv_lines(&file("csv").await, n_rows, is_compared);
    equal(
        screen,
        &as_on_screen(&lines, n_rows),
        &format!("CSV {question}"),
    );
    for ending in ["xlsx", "ods"] {
        let (lines, others) = sheet_lines(&file(ending).await, ending, n_rows, is_compared);
        equal(
            screen,
            &as_on_screen(&lines, n_rows),
            &format!("{ending} {question}"),
        );
        assert_eq!(notes, others, "{ending} {question}");
    }
    let (rows, others) = parquet_rows(&file("parquet").await, query);
    let lines = files::lines_of(&rows, n_rows, is_compared);
    equal(
        screen,
        &as_on_screen(&lines, n_rows),
        &format!("Parquet {question}"),
    );
    let known = |note: &(String, String)| others.contains(note);
    assert!(notes.iter().all(known), "{question}: {notes:?} {others:?}");
    jsonstat_agrees(&file("json").await, query, &rows, &notes);
    let note = |name: &str| {
        let found = notes.iter().find(|(other, _)| other == name);
        found.map_or_else(|| panic!("{question}: {name}"), |(_, words)| words.as_str())
    };
    assert_eq!(note("Titolo"), screen.title);
    assert!(note("Edizione").starts_with("1 ("));
    assert!(note("Indirizzo").starts_with("http://pas.example/analisi?misure="));
    for name in ["Filtri", "Fonte", "Riservatezza", query.measures[0].label] {
        assert!(!note(name).is_empty(), "{question}: {name}");
    }
}

/// The file's lines in the order of the screen: below each the one that it is set against, the total last.
fn as_on_screen(lines: &[(String, Line)], n_rows: usize) -> Vec<Line> {
    let asked: Vec<&Line> = lines
        .iter()
        .filter(|(of, _)| of.is_empty())
        .map(|(_, line)| line)
        .collect();
    let others = lines
        .iter()
        .filter(|(of, _)| !of.is_empty() && of != "Variazione %");
    let others: Vec<Line> = others
        .map(|(of, line)| Line {
            name: format!("{} – {of}", line.name),
            cells: line.cells.clone(),
        })
        .collect();
    let n_body = asked.len() - usize::from(n_rows > 0);
    let mut shown = Vec::new();
    for (n, line) in asked.iter().enumerate() {
        if n < n_body {
            shown.push((*line).clone());
        }
        shown.extend(others.get(n).cloned());
        if n >= n_body {
            shown.push((*line).clone());
        }
    }
    shown
}

fn equal(screen: &Screen, file: &[Line], question: &str) {
    if screen.lines.is_empty() {
        // The page says that nothing can be shown; the file has the total that its first sentence tells.
        assert!(
            file.iter().all(|line| line.name.starts_with("Totale")),
            "{question}: {file:?}"
        );
        return;
    }
    assert_eq!(
        screen.lines.len(),
        file.len(),
        "{question}: {screen:?} {file:?}"
    );
    for (line, other) in screen.lines.iter().zip(file) {
        assert_eq!(line.name, other.name, "{question}");
        assert_eq!(
            line.cells.len(),
            other.cells.len(),
            "{question}: {}",
            line.name
        );
        for (cell, other) in line.cells.iter().zip(&other.cells) {
            assert!(
                cell.equals(other),
                "{question}: {}: {cell:?} is {other:?}",
                line.name
            );
        }
    }
}
