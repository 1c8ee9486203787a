//! Drawings of made-up answers over a small edition: what is refused, dotted, joined, marked.

use std::sync::Arc;

use pas_analytics::answer::Protection;
use pas_cube::reference::{Ats, Body, Place, Vintage};
use pas_cube::{Cube, Facts, Query, Reference};

use super::*;
use crate::editions::Home;

/// Vergato, Monzuno and Lizzano in Belvedere with 7,000, 6,000 and 800 residents. In 2024 the first and
/// the last are one ambito; in 2025 the last has moved to the other.
fn cube() -> Cube {
    let place = |belfiore: &str, name: &str| Place {
        belfiore: belfiore.to_owned(),
        istat: String::new(),
        name: name.to_owned(),
        province: "BO".to_owned(),
        province_name: "Bologna".to_owned(),
        region: "08".to_owned(),
        region_name: "Emilia-Romagna".to_owned(),
    };
    let residents = |n: u32| {
        let mut bands = [0; 24];
        bands[3] = n;
        bands
    };
    let ats = |code: &str| Ats {
        code: code.to_owned(),
        name: format!("Ambito {code}"),
    };
    let body = |code: &str, name: &str| Body {
        code: code.to_owned(),
        name: name.to_owned(),
        seat: 0,
    };
    let reference = Reference {
        first_year: 2024,
        n_years: 2,
        last_months: vec![12, 12],
        places: vec![
            place("L762", "Vergato"),
            place("F706", "Monzuno"),
            place("A771", "Lizzano in Belvedere"),
            Place {
                province: String::new(),
                region: String::new(),
                ..place("", "")
            },
        ],
        ats: vec![ats("U"), ats("S")],
        ats_of_places: vec![
            vec![Some(0), Some(1), Some(0), None],
            vec![Some(0), Some(1), Some(1), None],
        ],
        bodies: vec![
            body("C1", "Comune di Vergato"),
            body("U1", "Unione dei comuni"),
        ],
        benefits: Vec::new(),
        cluster_bounds: vec![2_000],
        population: vec![Vintage {
            year: 2024,
            residents: [7_000, 6_000, 800, 0].map(residents).to_vec(),
        }],
        coverage: Vec::new(),
    };
    Cube::new(reference, Facts::default())
}

/// `question` answered with `rows` (code of each row, its value or none where it is hidden), for the
/// reader of `body`.
fn answered(question: &str, rows: &[(&str, Option<f64>)], body: Option<&str>) -> Answered {
    let cube = cube();
    let query = Query::parse(question).expect(question);
    let figure = |value: &Option<f64>| vec![value.map_or(Figure::Few, Figure::Number)];
    let node = |code: &str| Node {
        code: code.to_owned(),
        label: format!("Riga {code}"),
    };
    let row_totals: Vec<Vec<Figure>> = rows.iter().map(|(_, value)| figure(value)).collect();
    let table = Table {
        rows: rows.iter().map(|(code, _)| vec![node(code)]).collect(),
        columns: vec![Vec::new()],
        body: row_totals.iter().map(|cell| vec![cell.clone()]).collect(),
        row_totals,
        column_totals: vec![figure(&Some(1.0))],
        whole: figure(&Some(1.0)),
    };
    let home = Home::find(&cube, body);
    Answered {
        edition: 1,
        content: String::new(),
        title: String::new(),
        source: String::new(),
        safer: Arc::default(),
        setting: Arc::new(Setting::of(&cube, &query, home.as_ref())),
        answer: Arc::new(Answer {
            measures: query.measures.clone(),
            table,
            n_left_out: 0,
            comparison: None,
            coverage: None,
            vintages: Vec::new(),
            protection: Protection::Full,
            threshold: 5,
            query,
        }),
    }
}

const COMUNI: [(&str, Option<f64>); 3] = [("L762", Some(4.0)), ("F706", None), ("A771", Some(9.0))];

fn map(question: &str, rows: &[(&str, Option<f64>)], body: Option<&str>) -> Chart {
    picture(&answered(question, rows, body), Look::Map, "g").expect(question)
}

#[test]
fn a_social_district_is_the_comuni_of_the_year_that_is_asked_for() {
    let rows = [("U", Some(3.0)), ("S", Some(5.0))];
    for (time, year, of_first, of_second) in [
        ("&anno=2024", 2024, &["L762", "A771"][..], &["F706"][..]),
        ("&mese=2024-05", 2024, &["L762", "A771"], &["F706"]),
        ("&anno=2025", 2025, &["L762"], &["F706", "A771"]),
        ("", 2025, &["L762"], &["F706", "A771"]),
    ] {
        let chart = map(&format!("misure=beneficiari&righe=ats{time}"), &rows, None);
        assert_eq!(chart.form, Form::Map(Territory::Comune));
        assert_eq!(chart.categories[0].parts, of_first, "{time}");
        assert_eq!(chart.categories[1].parts, of_second, "{time}");
        let words = format!("comuni che ne facevano parte nel {year}");
        assert!(chart.description.contains(&words), "{}", chart.description);
        assert_eq!(chart.for_page().matches("<title>").count(), 2);
    }
}

#[test]
fn a_value_per_resident_of_few_residents_is_dotted_and_no_other() {
    for (measures, small) in [
        ("beneficiari_per_mille", &["A771"][..]),
        ("spesa_per_abitante", &["A771"]),
        ("beneficiari", &[]),
        ("abitanti", &[]),
        ("spesa_media", &[]),
    ] {
        let chart = map(
            &format!("misure={measures}&righe=comune&anno=2025"),
            &COMUNI,
            None,
        );
        let dotted = chart.categories.iter().filter(|row| row.is_small);
        let dotted: Vec<&str> = dotted.map(|row| row.code.as_str()).collect();
        assert_eq!(dotted, small, "{measures}");
        assert_eq!(
            chart.description.contains("meno di 1.000 abitanti"),
            !small.is_empty(),
            "{}",
            chart.description
        );
        assert!(chart.hides());
    }
}

#[test]
fn a_hidden_value_of_few_residents_is_no_warning() {
    let question = "misure=beneficiari_per_mille&righe=comune&anno=2025";
    let chart = map(question, &[("L762", Some(4.0)), ("A771", None)], None);
    assert!(
        !chart.description.contains("abitanti"),
        "{}",
        chart.description
    );
    assert!(!chart.for_page().contains("1.000 abitanti"));
}

/// The marked codes of `look`, for the reader of `body`.
fn marked(question: &str, look: Look, body: Option<&str>) -> Vec<String> {
    let rows = match question {
        _ if question.contains("righe=ats") => &[("U", Some(1.0)), ("S", Some(2.0))][..],
        _ if question.contains("righe=regione") => &[("08", Some(1.0)), ("09", Some(2.0))],
        _ if question.contains("righe=ente") => &[("C1", Some(1.0)), ("U1", Some(2.0))],
        _ => &COMUNI,
    };
    let chart = picture(&answered(question, rows, body), look, "g").expect(question);
    let codes = chart.categories.iter().map(|row| row.code.as_str());
    let given: Vec<&str> = rows.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes.collect::<Vec<_>>(), given, "the order stays");
    let marks = chart.marks.iter();
    marks
        .map(|mark| chart.categories[*mark].code.clone())
        .collect()
}

#[test]
fn the_readers_own_row_stands_out() {
    let (comune, unione) = (Some("C1"), Some("U1"));
    for (rows, look, body, own) in [
        ("comune", Look::Bars, comune, &["L762"][..]),
        ("comune", Look::Distribution, comune, &["L762"]),
        ("comune", Look::Map, comune, &["L762"]),
        ("ats", Look::Map, comune, &["U"]),
        ("ats", Look::Bars, unione, &["U"]),
        ("regione", Look::Bars, unione, &["08"]),
        ("ente", Look::Bars, unione, &["U1"]),
        // Of an ambito's comuni only a map can say that they are inside.
        ("comune", Look::Bars, unione, &[]),
        ("comune", Look::Map, unione, &["L762"]),
        ("comune", Look::Map, None, &[]),
        ("comune", Look::Map, Some("X9"), &[]),
        ("sesso", Look::Bars, comune, &[]),
        ("classe", Look::Bars, comune, &[]),
    ] {
        let question = format!("misure=beneficiari&righe={rows}");
        let found = marked(&question, look, body);
        assert_eq!(found, own, "{rows} {look:?} {body:?}");
    }
}

#[test]
fn what_is_all_ones_own_stands_out_on_a_map_alone() {
    let rows = [("L762", Some(4.0))];
    let asked = answered("misure=beneficiari&righe=comune", &rows, Some("C1"));
    let marks = |look| picture(&asked, look, "g").expect("a picture").marks;
    assert_eq!((marks(Look::Map), marks(Look::Bars)), (vec![0], Vec::new()));
}

#[test]
fn what_can_be_drawn_is_drawn_and_what_cannot_is_told_why() {
    for question in [
        "misure=beneficiari",
        "misure=beneficiari&righe=comune",
        "misure=beneficiari,spesa&righe=ats",
        "misure=beneficiari&righe=anno",
        "misure=beneficiari&colonne=anno",
        "misure=beneficiari&righe=comune&colonne=anno",
        "misure=beneficiari&righe=eta&colonne=sesso",
        "misure=beneficiari&righe=comune,sesso",
    ] {
        for rows in [&COMUNI[..], &[]] {
            let asked = answered(question, rows, None);
            for look in Look::ALL {
                let can = can_draw(&asked.answer, look);
                let drawn = picture(&asked, look, "g");
                match (can, drawn) {
                    (Ok(()), Ok(chart)) => {
                        assert!(!chart.categories.is_empty(), "{question} {look:?}");
                    }
                    (Err(one), Err(other)) => assert_eq!(one, other),
                    (can, _) => panic!("{question} {look:?}: {can:?}"),
                }
            }
        }
    }
    let asked = answered("misure=beneficiari&righe=classe", &COMUNI, None);
    let why = can_draw(&asked.answer, Look::Map).expect_err("a class is no place");
    assert!(why.contains("comune, ats, provincia o regione"), "{why}");
}
