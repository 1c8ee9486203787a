//! What every drawing owes its reader, form by form.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::chart::{Category, Chart, Form, Reference, Series, Territory, Value};
use crate::draw::Swatch;
use crate::map::Boundaries;

/// What stands below a drawing in a file.
const NOTES: [&str; 1] = ["Fonte: edizione di prova & altre."];

fn number(value: f64, text: &str) -> Value {
    Value::Number {
        value,
        text: text.to_owned(),
    }
}

fn sample(form: Form) -> Chart {
    let category = |label: &str| Category {
        label: label.to_owned(),
        ..Category::default()
    };
    Chart {
        id: "prova".to_owned(),
        title: "Spesa & persone".to_owned(),
        description: "Prova.".to_owned(),
        form,
        categories: ["Mensa <nido>", "2024", "2025", "2026", "2027"]
            .map(category)
            .into(),
        series: vec![
            Series {
                name: "Primo".to_owned(),
                values: vec![
                    number(100.0, "1,00 €"),
                    Value::Hidden,
                    number(300.0, "3,00 €"),
                    number(400.0, "4,00 €"),
                    number(800.0, "8,00 €"),
                ],
            },
            Series {
                name: "Secondo".to_owned(),
                values: vec![
                    number(200.0, "2,00 €"),
                    number(250.0, "2,50 €"),
                    Value::Absent,
                    number(350.0, "3,50 €"),
                    number(700.0, "7,00 €"),
                ],
            },
        ],
        references: vec![Reference {
            label: "Italia".to_owned(),
            value: 600.0,
            text: "6,00 €".to_owned(),
        }],
        marks: vec![3],
    }
}

const FORMS: [Form; 5] = [
    Form::Bars,
    Form::Lines,
    Form::Heat,
    Form::Scatter,
    Form::Distribution,
];

fn both(chart: &Chart) -> [String; 2] {
    [chart.for_page(), chart.for_file(&NOTES.map(str::to_owned))]
}

/// Reads every element: their number.
fn n_elements(xml: &str) -> usize {
    let mut reader = Reader::from_str(xml);
    let mut n = 0;
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error}: {xml}"))
        {
            Event::Start(element) | Event::Empty(element) => {
                n += 1;
                for attribute in element.attributes() {
                    attribute.unwrap_or_else(|error| panic!("{error}: {xml}"));
                }
            }
            Event::Eof => return n,
            _ => {}
        }
    }
}

#[test]
fn every_form_is_whole_and_without_style_of_its_own() {
    for form in FORMS {
        let [page, file] = both(&sample(form));
        for xml in [&page, &file] {
            assert!(n_elements(xml) > 10, "{form:?}: {xml}");
            assert!(
                !xml.contains("NaN") && !xml.contains("inf"),
                "{form:?}: {xml}"
            );
        }
        assert!(
            !page.contains("style=") && !page.contains("fill=\"#"),
            "{form:?}: {page}"
        );
        assert!(
            !file.contains("class=") && !file.contains('%'),
            "{form:?}: {file}"
        );
        assert!(page.contains("aria-labelledby=\"prova-titolo prova-descrizione\""));
        for part in [
            "Spesa &amp; persone",
            "edizione di prova &amp; altre",
            "width=\"960\"",
        ] {
            assert!(file.contains(part), "{form:?}: {part}: {file}");
        }
    }
}

#[test]
fn every_shown_value_can_be_read_and_no_hidden_one_looks_like_nought() {
    for form in FORMS {
        let chart = sample(form);
        for xml in both(&chart) {
            for series in chart
                .series
                .iter()
                .take(if form == Form::Distribution { 1 } else { 2 })
            {
                for (row, value) in series.values.iter().enumerate() {
                    let pair = chart
                        .series
                        .iter()
                        .all(|series| series.values[row].number().is_some());
                    if let Value::Number { text, .. } = value
                        && (form != Form::Scatter || pair)
                    {
                        assert!(xml.contains(text.as_str()), "{form:?}: {text}: {xml}");
                    }
                }
            }
            assert!(xml.to_lowercase().contains("oscurat"), "{form:?}: {xml}");
            let is_drawn = !matches!(form, Form::Scatter | Form::Distribution);
            let n_hatched = xml.matches("url(#prova-tratteggio)").count();
            assert_eq!(n_hatched > 0, is_drawn, "{form:?}: {xml}");
        }
    }
}

fn check(chart: &Chart, parts: &[&str]) {
    let page = chart.for_page();
    for part in parts {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn bars_have_lengths_references_and_links() {
    let mut chart = sample(Form::Bars);
    chart.categories[0].href = Some("/domande/spesa?anno=2025&comune=A944".to_owned());
    check(
        &chart,
        &[
            "width=\"68%\" height=\"14\"><title>2027, Primo: 8,00 €</title>",
            "width=\"8.5%\" height=\"14\"><title>Mensa &lt;nido&gt;, Primo: 1,00 €</title>",
            "class=\"pas-g-riferimento\" x1=\"51%\"",
            ">Italia: 6,00 €<",
            "class=\"pas-g-fascia\"",
            "<a href=\"/domande/spesa?anno=2025&amp;comune=A944\"><text",
            "role=\"group\"",
            ">–</text>",
        ],
    );
    let file = chart.for_file(&[]);
    assert!(
        !file.contains("<a ") && file.contains("width=\"620.16\""),
        "{file}"
    );
    chart.categories[0].href = None;
    check(&chart, &["role=\"img\""]);
}

#[test]
fn bars_below_nought_go_the_other_way() {
    let mut chart = sample(Form::Bars);
    chart.references.clear();
    chart.series[0].values[0] = number(-200.0, "−2,00 €");
    check(
        &chart,
        &[
            "x=\"0\" y=\"42\" width=\"13.6%\" height=\"14\"><title>Mensa &lt;nido&gt;, Primo: −2,00 €",
            "class=\"pas-g-base\" x1=\"13.6%\"",
        ],
    );
}

#[test]
fn lines_do_not_join_over_what_is_not_shown() {
    let chart = sample(Form::Lines);
    let page = chart.for_page();
    let points: Vec<usize> = page
        .split("points=\"")
        .skip(1)
        .map(|rest| {
            rest.split('"')
                .next()
                .unwrap_or_default()
                .split(' ')
                .count()
        })
        .collect();
    // The first series is alone before the hidden value; the second has two before and two after.
    // Twice: for a narrow page and for a wide one.
    assert_eq!(points, [3, 2, 2, 3, 2, 2], "{page}");
    check(
        &chart,
        &[
            "<title>Primo, 2024: oscurato</title>",
            ">0 €</text>",
            "class=\"pas-g-stretto\"",
        ],
    );
    let named: Vec<bool> = chart
        .legend()
        .iter()
        .map(|key| key.is_named_there)
        .collect();
    assert_eq!(named, [true, true, false]);
}

#[test]
fn heat_says_its_bounds_and_keeps_words_readable() {
    let chart = sample(Form::Heat);
    let labels: Vec<String> = chart.legend().into_iter().map(|key| key.label).collect();
    assert_eq!(
        labels,
        [
            "1,00 €",
            "da 2,00 € a 2,50 €",
            "3,00 €",
            "da 3,50 € a 4,00 €",
            "da 7,00 € a 8,00 €",
            "oscurato: poche persone",
        ]
    );
    check(
        &chart,
        &[
            "class=\"pas-g-su-scuro\"",
            "class=\"pas-g-su-chiaro\"",
            "class=\"pas-g-casella\"",
        ],
    );
}

#[test]
fn scatter_counts_what_it_cannot_draw() {
    check(
        &sample(Form::Scatter),
        &[
            "Oscurati, non disegnati: 1.",
            "Senza un valore, non disegnati: 1.",
            ">↑ Secondo<",
            ">Primo →<",
            "class=\"pas-g-punto-mio\"",
            "<title>2026: Primo 4,00 €, Secondo 3,50 €</title>",
        ],
    );
}

#[test]
fn distribution_says_the_middle_of_what_is_shown() {
    let chart = sample(Form::Distribution);
    assert_eq!(
        chart.words(),
        "Prova. Dei 4 valori mostrati la mediana è 3,00 €; la metà di mezzo va da 1,00 € a 4,00 €. Uno è oscurato e \
         non conta."
    );
    check(
        &chart,
        &[
            ">mediana: 3,00 €<",
            ">2026: 4,00 €<",
            "class=\"pas-g-meta\"",
            "pas-g-tacca-mia",
        ],
    );
}

#[test]
fn series_without_an_order_have_hues_and_years_have_shades() {
    let names = |names: &[&str]| {
        let mut chart = sample(Form::Bars);
        let first = chart.series[0].clone();
        chart.series = names
            .iter()
            .map(|name| Series {
                name: (*name).to_owned(),
                ..first.clone()
            })
            .collect();
        let keys = chart.legend().into_iter();
        keys.filter_map(|key| key.swatch.class())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(&["2022", "2023", "2024", "2025"]),
        ["pas-g-5", "pas-g-4", "pas-g-1", "pas-g-0"]
    );
    assert_eq!(
        names(&["a", "b", "c", "d"]),
        ["pas-g-c0", "pas-g-c1", "pas-g-c2", "pas-g-c3"]
    );
    assert_eq!(names(&["a", "b"]), ["pas-g-3", "pas-g-0"]);
    assert!(names(&["a"]).is_empty());
}

#[test]
fn nothing_to_draw_is_drawn_without_a_fault() {
    for form in FORMS {
        let mut chart = sample(form);
        chart.references.clear();
        for series in &mut chart.series {
            series.values.fill(Value::Hidden);
        }
        for xml in both(&chart) {
            assert!(
                !xml.contains("NaN") && !xml.contains("inf"),
                "{form:?}: {xml}"
            );
        }
        chart.categories.clear();
        chart.marks.clear();
        for series in &mut chart.series {
            series.values.clear();
        }
        for xml in both(&chart) {
            assert!(
                n_elements(&xml) > 0 && !xml.contains("NaN"),
                "{form:?}: {xml}"
            );
        }
    }
}

fn map_of(territory: Territory, codes: &[&str]) -> Chart {
    let mut chart = sample(Form::Map(territory));
    chart.categories = codes
        .iter()
        .map(|code| Category {
            code: (*code).to_owned(),
            label: format!("Territorio <{code}>"),
            ..Category::default()
        })
        .collect();
    chart.marks = vec![0];
    chart
}

#[test]
fn maps_hatch_dot_and_name_what_they_must() {
    let comuni = ["A944", "G467", "M369", "B572", "Z999"];
    let mut chart = map_of(Territory::Comune, &comuni);
    chart.categories[1].is_small = true;
    chart.categories[2].is_small = true;
    chart.categories[3].parts = vec!["B572".to_owned(), "C204".to_owned()];
    for xml in both(&chart) {
        assert!(n_elements(&xml) > 8, "{xml}");
        for part in [
            "Territorio &lt;A944&gt;: 1,00 €",
            "Territorio &lt;G467&gt;: oscurato</title>",
            "url(#prova-tratteggio)",
            "url(#prova-punti)",
            "meno di 1.000 abitanti",
        ] {
            assert!(xml.contains(part), "{part}: {xml}");
        }
    }
    let note = chart.note().expect("a map has one");
    assert!(
        note.starts_with("Non è sulla mappa: Territorio <Z999>. Confini: ISTAT 2023 (CC BY"),
        "{note}"
    );
    let labels: Vec<String> = chart.legend().into_iter().map(|key| key.label).collect();
    assert_eq!(
        labels,
        [
            "1,00 €",
            "3,00 €",
            "4,00 €",
            "8,00 €",
            "oscurato: poche persone",
            "meno di 1.000 abitanti: basta un caso a cambiare il valore",
            "il tuo territorio: Territorio <A944>",
        ]
    );
    let [page, file] = both(&chart);
    assert!(
        !page.contains("style=") && !page.contains("fill=\"#"),
        "{page}"
    );
    assert!(
        !file.contains("class=") && file.contains("Confini: ISTAT 2023"),
        "{file}"
    );
}

#[test]
fn a_map_warns_of_few_inhabitants_only_where_it_shows_a_value() {
    let mut chart = map_of(Territory::Comune, &["A944", "G467"]);
    chart.categories[1].is_small = true;
    let warns = |chart: &Chart| {
        let keys = chart.legend();
        [
            keys.iter().any(|key| key.swatch == Swatch::Small),
            chart.for_page().contains("meno di 1.000 abitanti"),
        ]
    };
    assert_eq!(chart.series[0].values[1], Value::Hidden);
    assert_eq!(warns(&chart), [false, false]);
    chart.series[0].values[1] = number(200.0, "2,00 €");
    assert_eq!(warns(&chart), [true, true]);
}

#[test]
fn the_words_of_few_inhabitants_give_their_number() {
    let number = super::words::FEW.replace('.', "");
    assert!(number.contains(&format!(" {} ", crate::FEW_RESIDENTS)));
}

#[test]
fn what_stands_out_has_one_border_around_all_of_it() {
    let mut chart = map_of(Territory::Comune, &["L762", "E187", "B689", "A944"]);
    let border = |chart: &Chart| {
        let page = chart.for_page();
        let after = page.split("class=\"pas-g-confine\" d=\"").nth(1);
        let path = after.and_then(|rest| rest.split('"').next());
        path.expect("a border").matches('M').count()
    };
    chart.marks = vec![0, 1, 2];
    assert_eq!(border(&chart), 1, "three neighbours, one line");
    let own = chart.legend().pop().expect("a legend");
    assert_eq!(
        (own.swatch, &*own.label),
        (Swatch::Own, "il tuo territorio")
    );
    chart.marks = vec![0, 3];
    assert_eq!(border(&chart), 2, "Vergato and Bologna do not touch");
}

#[test]
fn a_social_district_is_drawn_as_one_shape() {
    let mut chart = map_of(Territory::Comune, &["AMBITO"]);
    chart.categories[0].parts = ["L762", "E187", "B689"].map(str::to_owned).to_vec();
    chart.marks.clear();
    let page = chart.for_page();
    let shape = page.split(" d=\"").nth(2).expect("after the neighbours");
    let shape = shape.split('"').next().expect("a path");
    assert_eq!(shape.matches('M').count(), 1, "no border inside: {page}");
    assert_eq!(page.matches("<title>").count(), 1);
    assert!(!chart.note().expect("a map has one").contains("Non è"));
}

#[test]
fn maps_lead_on_where_there_are_few_territories() {
    let mut chart = map_of(Territory::Province, &["BO", "MO", "FE", "RA", "PT"]);
    chart.categories[0].href = Some("/analisi?provincia=BO&anno=2025".to_owned());
    let part = "<a href=\"/analisi?provincia=BO&amp;anno=2025\" aria-label=\"Territorio &lt;BO&gt;: 1,00 €\"><path";
    check(&chart, &[part, "role=\"group\""]);
}

#[test]
fn the_whole_country_is_drawn() {
    for (territory, most_kb) in [
        (Territory::Region, 40),
        (Territory::Province, 80),
        (Territory::Comune, 1_500),
    ] {
        let codes: Vec<&str> = Boundaries::of(territory).codes().collect();
        let chart = map_of(territory, &codes);
        let page = chart.for_page();
        assert_eq!(
            page.matches("<title>").count(),
            codes.len(),
            "{territory:?}"
        );
        assert!(
            page.len() < most_kb * 1000,
            "{territory:?}: {} bytes",
            page.len()
        );
    }
}

#[test]
fn a_map_of_nowhere_is_drawn_without_a_fault() {
    let chart = map_of(Territory::Region, &["99"]);
    for xml in both(&chart) {
        assert!(n_elements(&xml) > 0 && !xml.contains("NaN"), "{xml}");
    }
}
