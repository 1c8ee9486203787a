//! An edition and an answer, made up, to draw the page of analysis without data.

use std::sync::Arc;

use pas_app::editions::question::{
    Answer, Compared, Figure, Level, Node, Protection, Query, Table, level,
};
use pas_app::use_cases::ask_edition::Answered;
use pas_app::use_cases::describe_edition::{EditionView, LevelView};

fn node(code: &str, label: &str) -> Node {
    Node {
        code: code.to_owned(),
        label: label.to_owned(),
    }
}

fn known(id: &str) -> &'static Level {
    level(id).expect("a level")
}

fn view(id: &str, nodes: Vec<Node>) -> LevelView {
    LevelView {
        level: known(id),
        nodes,
        is_whole: true,
    }
}

pub(super) fn edition() -> EditionView {
    EditionView {
        number: 3,
        title: "Prestazioni sociali 2024-2026".to_owned(),
        source: "Record SIUSS pronti dell'ente".to_owned(),
        created: "2026-11-24T08:00:00Z".to_owned(),
        home: None,
        home_comuni: Vec::new(),
        around: Vec::new(),
        n_bodies: 1,
        years: vec![(2024, 12), (2025, 12), (2026, 10)],
        levels: vec![
            view("anno", vec![node("2024", "2024"), node("2025", "2025")]),
            view("prestazione", vec![node("A2.12", "Mensa scolastica")]),
            view("sesso", vec![node("F", "femmine"), node("M", "maschi")]),
            LevelView {
                is_whole: false,
                ..view("comune", vec![node("A944", "Bologna")])
            },
        ],
    }
}

/// Two benefits, one of them of few people, beside the year before.
pub(crate) fn answered(question: &str) -> Answered {
    let query = Query::parse(question).expect("a question");
    let shown = |people: f64, cents: f64| vec![Figure::Number(people), Figure::Number(cents)];
    let hidden = vec![Figure::Few, Figure::Few];
    let whole = shown(3_118.0, 420_012_345.0);
    let table = Table {
        rows: vec![
            vec![node("A2.12", "Mensa scolastica")],
            vec![node("A1.07", "Contributo per l'alloggio")],
        ],
        columns: vec![Vec::new()],
        body: vec![vec![shown(2_100.0, 123_456.0)], vec![hidden.clone()]],
        row_totals: vec![shown(2_100.0, 123_456.0), hidden],
        column_totals: vec![whole.clone()],
        whole,
    };
    let comparison = query.comparison.map(|_| Compared {
        label: "2024".to_owned(),
        table: table.clone(),
    });
    Answered {
        edition: 3,
        content: "abc".to_owned(),
        title: "Prestazioni sociali 2024-2026".to_owned(),
        source: "Record SIUSS pronti dell'ente".to_owned(),
        safer: Arc::default(),
        setting: Arc::default(),
        answer: Arc::new(Answer {
            measures: query.measures.clone(),
            table,
            n_left_out: 2,
            comparison,
            coverage: None,
            vintages: vec![(2025, 2025)],
            protection: Protection::Full,
            threshold: 5,
            query,
        }),
    }
}
