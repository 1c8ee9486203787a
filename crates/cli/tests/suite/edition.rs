//! `pas edition …` and `pas query`: what is built, told, asked, and what cannot be.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Desk, Outcome};

/// The ente shows its planners its own figures as it shows them to everybody.
const PROTECTED: &str = "[analytics]\nown_figures = \"protetti\"\n";

/// What was told, with every hash and number masked.
fn told(desk: &Desk, arguments: &[&str]) -> String {
    let mut outcome = desk.pas(arguments);
    let is_hash =
        |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let text = outcome.stdout.clone();
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    for hash in words.filter(is_hash) {
        outcome.stdout = outcome.stdout.replace(hash, "[hash]");
    }
    outcome.without_numbers()
}

/// A desk with the district. Any seed will do but the one that everybody sees.
fn district() -> Desk {
    let desk = Desk::new();
    let loaded = desk.pas(&["demo", "--no-serve", "--seed", "7"]);
    assert_eq!(loaded.code, 0, "{loaded}");
    desk.put("protetti.toml", PROTECTED);
    desk
}

/// One story, because loading the district takes most of the time.
#[test]
fn an_edition_is_built_told_asked_and_withdrawn() {
    let desk = district();
    assert_snapshot!("none_yet", told(&desk, &["edition", "list"]));
    assert_snapshot!("nothing_to_ask", desk.pas(&["query", "misure=spesa"]));
    assert_snapshot!(
        "built",
        told(&desk, &["edition", "build", "--title", "Prova"])
    );
    let of_a_year = [
        "edition",
        "build",
        "--from-year",
        "2025",
        "--to-year",
        "2025",
    ];
    assert_snapshot!("built_of_a_year", told(&desk, &of_a_year));
    assert_snapshot!("listed", told(&desk, &["edition", "list"]));
    assert_snapshot!("shown", told(&desk, &["edition", "show", "1"]));
    assert_snapshot!(
        "compared_with_itself",
        told(&desk, &["edition", "compare", "1", "1"])
    );
    two_editions_differ_by_the_years(&desk);
    the_json_has_the_shape_that_scripts_rely_on(&desk);
    questions_are_answered(&desk);
    what_cannot_be_done_is_told(&desk);
    a_protected_answer_holds_no_hidden_value(&desk);
    let withdraw = ["edition", "withdraw", "2", "--reason", "anni sbagliati"];
    assert_snapshot!("withdrawn", told(&desk, &withdraw));
    assert_snapshot!("withdrawn_again", desk.pas(&withdraw));
    assert_snapshot!(
        "withdrawn_asked",
        desk.pas(&["query", "misure=spesa&edizione=2"])
    );
    assert_snapshot!("withdrawn_listed", told(&desk, &["edition", "list"]));
}

fn two_editions_differ_by_the_years(desk: &Desk) {
    let text = desk.pas(&["edition", "compare", "1", "2"]);
    assert_eq!((text.code, text.stderr.as_str()), (0, ""));
    let first: Vec<&str> = text.stdout.lines().take(3).collect();
    let first = Outcome {
        code: 0,
        stdout: first.join("\n") + "\n",
        stderr: String::new(),
    };
    assert_snapshot!("compared", first.without_numbers());
    let groups = json(desk, &["edition", "compare", "1", "2", "--format", "json"]);
    let groups = groups.as_array().expect("groups");
    assert_eq!(
        text.stdout.matches(" ente M320DEMO:\n").count(),
        groups.len()
    );
    for group in groups {
        assert_ne!(group["year"], 2025, "that year is the same in both");
        assert_eq!(
            (&group["before"], &group["after"]["records"]),
            (&group["went"], &0.into())
        );
    }
}

fn json(desk: &Desk, arguments: &[&str]) -> Value {
    let outcome = desk.pas(arguments);
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (0, ""),
        "{arguments:?}"
    );
    serde_json::from_str(&outcome.stdout).expect("JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    let object = value.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

fn the_json_has_the_shape_that_scripts_rely_on(desk: &Desk) {
    let listed = json(desk, &["edition", "list", "--format", "json"]);
    let shown = json(desk, &["edition", "show", "1", "--format", "json"]);
    assert_eq!(listed[0], shown);
    assert_eq!(keys(&shown), ["manifest", "number", "withdrawn"]);
    assert_snapshot!("manifest_keys", keys(&shown["manifest"]).join("\n"));
    let answer = json(
        desk,
        &["query", "misure=spesa&righe=anno", "--format", "json"],
    );
    assert_snapshot!("answer_keys", keys(&answer).join("\n"));
}

/// As the clerk: exact, and so the same on every machine.
fn questions_are_answered(desk: &Desk) {
    const QUESTION: &str = "misure=beneficiari,spesa&righe=anno&colonne=sesso&edizione=1";
    for (format, name) in [("text", "asked_text"), ("csv", "asked_csv")] {
        assert_snapshot!(name, desk.pas(&["query", QUESTION, "--format", format]));
    }
    let answer = json(desk, &["query", QUESTION, "--format", "json"]);
    let pretty = serde_json::to_string_pretty(&answer["figures"]["row_totals"]);
    assert_snapshot!("asked_json", pretty.expect("JSON"));
    let compared = "misure=beneficiari&righe=prestazione&anno=2025&confronto=anno_prima&ordina=-beneficiari&primi=3&edizione=1";
    assert_snapshot!("asked_compared", desk.pas(&["query", compared]));
    let written = desk.pas(&["query", QUESTION, "--format", "xlsx", "--out", "cubo.xlsx"]);
    assert_eq!(
        (
            written.code,
            written.stdout.as_str(),
            written.stderr.as_str()
        ),
        (0, "", "")
    );
    let bytes = fs::read(desk.path("cubo.xlsx")).expect("a workbook");
    assert!(bytes.starts_with(b"PK"));
    let csv = ["query", QUESTION, "--format", "csv"];
    let to_file = desk.pas(&[&csv[..], &["--out", "cubo.csv"]].concat());
    assert_eq!(to_file.stdout, "");
    let file = fs::read_to_string(desk.path("cubo.csv")).expect("a file");
    assert_eq!(file, desk.pas(&csv).stdout);
}

fn what_cannot_be_done_is_told(desk: &Desk) {
    const TYPED: &[&[&str]] = &[
        &["query", "misure=soldi"],
        &["query", "misure=spesa&sesso=F&sesso=M"],
        &["query", "misure=spesa&comune=ZZZZ"],
        &["query", "misure=spesa&edizione=9"],
        &["query", "misure=spesa", "--format", "xlsx"],
        &[
            "query",
            "misure=spesa",
            "--out",
            "manca/cubo.csv",
            "--format",
            "csv",
        ],
        &["query", "misure=spesa", "--as", "nessuno"],
        &["query", "misure=spesa", "--as", "amministratore"],
        &["query"],
        &["edition"],
        &["edition", "show", "9"],
        &["edition", "compare", "1", "9"],
        &["edition", "compare", "1", "2", "--as", "pianificatore"],
        &["edition", "withdraw", "1"],
        &["edition", "withdraw", "9", "--reason", "prova"],
        &["edition", "build", "--from", "collected"],
        &["edition", "build", "--from-year", "2025"],
        &[
            "edition",
            "build",
            "--from-year",
            "2025",
            "--to-year",
            "2024",
        ],
        &["edition", "nation", "--years", "0"],
        &["edition", "nation", "--first-year", "mille"],
    ];
    let told = TYPED.iter().map(|typed| {
        let outcome = desk.pas(typed);
        assert_eq!(
            (outcome.code, outcome.stdout.as_str()),
            (2, ""),
            "{typed:?}"
        );
        format!("$ pas {}\n{}", typed.join(" "), outcome.stderr)
    });
    assert_snapshot!("cannot_be_done", told.collect::<Vec<_>>().join("\n"));
}

/// Rows, columns and measures of a figure, by their codes.
type Cells = std::collections::BTreeMap<String, Value>;

fn cells(answer: &Value) -> Cells {
    let mut cells = Cells::new();
    let table = &answer["figures"];
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let code = |nodes: &Value| -> String {
        let codes = list(nodes).into_iter().map(|node| node["code"].to_string());
        codes.collect::<Vec<_>>().join("/")
    };
    for (row, nodes) in list(&table["rows"]).iter().enumerate() {
        for (column, other) in list(&table["columns"]).iter().enumerate() {
            let place = format!("{} {}", code(nodes), code(other));
            cells.insert(place, table["body"][row][column].clone());
        }
        cells.insert(code(nodes), table["row_totals"][row].clone());
    }
    cells
}

/// Where the planner's figure is hidden, the clerk's exact one stands nowhere in its place; and
/// rows that the planner does not get are told to nobody by the notes.
fn a_protected_answer_holds_no_hidden_value(desk: &Desk) {
    let mut n_hidden = 0;
    for question in [
        "misure=beneficiari,spesa,record&righe=prestazione&colonne=anno&edizione=1",
        "misure=beneficiari,spesa_media&righe=comune&colonne=eta&edizione=1",
        "misure=record,mesi,ore&righe=prestazione,sesso&colonne=anno&edizione=1",
    ] {
        let exact = cells(&json(desk, &["query", question, "--format", "json"]));
        let planner = [
            "--config",
            "protetti.toml",
            "query",
            question,
            "--as",
            "pianificatore",
        ];
        let asked = |format| [&planner[..], &["--format", format]].concat();
        let answer = json(desk, &asked("json"));
        assert_eq!(answer["protection"], "protetti");
        let protected = cells(&answer);
        for (place, exact) in &exact {
            let people = exact[0].as_f64().unwrap_or_default();
            let Some(figures) = protected.get(place) else {
                continue;
            };
            let figures = figures.as_array().expect("figures");
            if question.contains("=beneficiari") && people < 5.0 {
                assert!(
                    figures.iter().all(|figure| figure == "oscurato"),
                    "{place}: {figures:?}"
                );
            }
            n_hidden += figures
                .iter()
                .filter(|figure| *figure == "oscurato")
                .count();
        }
        the_table_formats_hide_the_same(desk, &asked("csv"), &answer);
        the_table_formats_hide_the_same(desk, &asked("text"), &answer);
    }
    assert!(n_hidden > 20, "{n_hidden}");
    the_smallest_question_tells_no_count(desk);
}

/// As many figures are hidden as in the JSON, and every line is as long as the headings.
fn the_table_formats_hide_the_same(desk: &Desk, arguments: &[&str], answer: &Value) {
    let outcome = desk.pas(arguments);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let table = &answer["figures"];
    let parts = ["body", "row_totals", "column_totals", "whole"];
    let hidden = |text: &str| text.matches("oscurato").count();
    let expected: usize = parts
        .iter()
        .map(|part| hidden(&table[part].to_string()))
        .sum();
    assert_eq!(hidden(&outcome.stdout), expected, "{arguments:?}");
}

/// The question for a cell of few people: no format, and no note, tells how many records it holds.
fn the_smallest_question_tells_no_count(desk: &Desk) {
    let all = "misure=beneficiari,record&righe=prestazione&colonne=anno&edizione=1";
    let exact = json(desk, &["query", all, "--format", "json"]);
    let (rows, columns) = (&exact["figures"]["rows"], &exact["figures"]["columns"]);
    let mut n_small = 0;
    for (row, figures) in exact["figures"]["body"]
        .as_array()
        .expect("rows")
        .iter()
        .enumerate()
    {
        for (column, cell) in figures.as_array().expect("cells").iter().enumerate() {
            let people = cell[0].as_f64().expect("exact");
            if !(1.0..5.0).contains(&people) || n_small == 3 {
                continue;
            }
            n_small += 1;
            let code = |nodes: &Value| nodes[0]["code"].as_str().expect("a code").to_owned();
            let (benefit, year) = (code(&rows[row]), code(&columns[column]));
            let question = format!("misure=record&prestazione={benefit}&anno={year}&edizione=1");
            let asked = [
                "--config",
                "protetti.toml",
                "query",
                &question,
                "--as",
                "pianificatore",
            ];
            for format in ["text", "csv", "json"] {
                let outcome = desk.pas(&[&asked[..], &["--format", format]].concat());
                assert_eq!(outcome.code, 0, "{outcome}");
                let count = format!("{} record su", cell[1]);
                assert!(!outcome.stdout.contains(&count), "{outcome}");
                assert!(outcome.stdout.contains("oscurato"), "{outcome}");
            }
            let answer = json(desk, &[&asked[..], &["--format", "json"]].concat());
            let present = &answer["coverage"]["present"];
            assert!(
                present.is_null() || present.as_u64().is_some_and(|n| n % 10 == 0),
                "{present}"
            );
        }
    }
    assert!(n_small > 0, "some benefit has few beneficiaries in a year");
}

#[test]
fn published_figures_are_an_edition_of_their_own() {
    let desk = Desk::with_clerk();
    let heading = "territorio,livello,periodo,misura,categoria,valore,unita\n";
    let source = "titolo = \"Spesa sociale dei comuni\"\nfonte = \"Prova\"\n\
                  indirizzo = \"https://example.org/spesa\"\nlicenza = \"CC BY 4.0\"\n\
                  definizione = \"Spesa impegnata in conto corrente\"\n\
                  editore = \"Istituto di prova\"\nconsultato = \"2026-11-26\"\n";
    desk.put("fonte.toml", source);
    desk.put(
        "male.csv",
        format!("{heading}ITALIA,italia,mai,spesa,,126,euro\nXX,regione,2019,spesa,,tanto,euro\n"),
    );
    desk.put("bene.csv", format!("{heading}ITALIA,italia,2019,spesa pro capite,,126,euro\nIT,italia,2025-12,persone,,>101000,persone\n"));
    let import = |file| ["edition", "import-published", file, "--meta", "fonte.toml"];
    assert_snapshot!("published_badly", desk.pas(&import("male.csv")));
    assert_snapshot!("published", desk.pas(&import("bene.csv")));
    assert_snapshot!("published_without_a_file", desk.pas(&import("manca.csv")));
    assert_snapshot!("published_shown", told(&desk, &["edition", "show", "1"]));
    assert_snapshot!(
        "published_asked",
        desk.pas(&["query", "misure=spesa&edizione=1"])
    );
    assert_snapshot!(
        "published_alone_asked",
        desk.pas(&["query", "misure=spesa"])
    );
    let nation = [
        "edition",
        "nation",
        "--records",
        "300",
        "--first-year",
        "2024",
        "--years",
        "1",
    ];
    assert_snapshot!("nation_made", told(&desk, &nation));
    assert_snapshot!("nothing_own", desk.pas(&["edition", "compare", "2", "2"]));
}
