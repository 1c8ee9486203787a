//! Every tabular format carries the answer's figures, hidden ones as hidden, and no other number.

mod cubes;
mod drawings;
mod grid;
mod tables;

use std::fmt::Write as _;

use pas_analytics::answer::{Figure, Protection, Table};
use pas_app::editions::export::{Export, to_json};
use pas_app::use_cases::ask_edition::Answered;
use pas_app::{App, AppError, OwnFigures};
use pas_cube::dimension::levels;
use pas_cube::measure;
use pas_domain::actor::{Actor, Role};
use serde_json::{Value, json};

use self::cubes::{jsonstat_is, parquet_is};
use self::grid::{Is, grid};
use self::tables::{csv_is, sheets_are};
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
    let (planner, clerk) = (here.actor(Role::Planner).await, here.clerk().await);
    let protected = here.app.clone().with_own_figures(OwnFigures::Protected);
    let readers = [
        (protected.clone(), planner.clone(), Protection::Full),
        (here.app.clone(), planner.clone(), Protection::Threshold),
        (protected.clone(), clerk, Protection::None),
    ];
    built(&protected, &planner).await;
    let (codes, mut dice) = (codes(&protected, &planner).await, Dice(7));
    let mut seen = Seen::default();
    while seen.views < N_QUESTIONS {
        let text = question(&mut dice, &codes);
        let (app, actor, protection) = &readers[seen.views % readers.len()];
        let export = match Export::ask(app, actor, &text, "https://pas.example").await {
            Ok(export) => export,
            Err(AppError::Invalid(_)) => continue,
            Err(error) => panic!("{text}: {error}"),
        };
        let answer = &export.answered.answer;
        assert_eq!(answer.protection, *protection);
        let grid = grid(answer);
        let shown = grid.iter().take(answer.table.rows.len()).flatten();
        let negative = shown
            .clone()
            .find(|field| matches!(field, Is::Number(value, _) if *value < 0.0));
        assert_eq!(negative, None, "{text}");
        seen.count(&export, &grid);
        csv_is(&export, &grid, &text);
        sheets_are(&export, &grid, &text);
        jsonstat_is(&export, &text);
        parquet_is(&export, &text);
        json_is(&export.answered, &text);
        seen.drawn += usize::from(drawings::are(&export, &text));
    }
    eprintln!("{seen:?}");
    assert!(
        seen.hidden > 300 && seen.compared > 10 && seen.drawn > 50,
        "{seen:?}"
    );
}

/// What was compared.
#[derive(Debug, Default)]
struct Seen {
    views: usize,
    compared: usize,
    numbers: usize,
    hidden: usize,
    empty: usize,
    drawn: usize,
}

impl Seen {
    fn count(&mut self, export: &Export, grid: &[Vec<Is>]) {
        self.views += 1;
        self.compared += usize::from(export.answered.answer.comparison.is_some());
        for field in grid.iter().flatten() {
            match field {
                Is::Words(_) => {}
                Is::Number(..) => self.numbers += 1,
                Is::Hidden => self.hidden += 1,
                Is::Empty => self.empty += 1,
            }
        }
    }
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
    let protection = match answer.protection {
        Protection::Full => "protetti",
        Protection::Threshold => "soglia",
        Protection::None => "esatti",
    };
    assert_eq!(found["protection"], protection);
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
