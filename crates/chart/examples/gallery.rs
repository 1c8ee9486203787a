//! Draws every form of chart with made-up figures into a folder, as a page and as files, to be looked at.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use pas_chart::{Category, Chart, Form, Reference, Series, Territory, Value};

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "target/charts".to_owned()),
    );
    fs::create_dir_all(&folder)?;
    let notes = [
        "Fonte: edizione 2026-11 dei dati dell'Ambito; riferimento: ISTAT, Spesa sociale dei Comuni, 2022.".to_owned(),
        "Protezione: le cifre che riguardano meno di 5 persone sono oscurate, e con loro quelle da cui si \
         ricaverebbero. https://esempio.invalid/analisi?misure=spesa&righe=comune"
            .to_owned(),
    ];
    let mut page = String::from(
        "<!doctype html><html lang=\"it\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Grafici</title><link rel=\"stylesheet\" href=\"pas.css\">\
         <main style=\"padding:12px;font-family:Titillium Web,sans-serif\">",
    );
    for chart in charts() {
        page.push_str(&figure(&chart));
        fs::write(
            folder.join(format!("{}.svg", chart.id)),
            chart.for_file(&notes),
        )?;
    }
    page.push_str("</main></html>");
    fs::write(folder.join("index.html"), page)
}

fn figure(chart: &Chart) -> String {
    let mut keys = String::new();
    for key in chart.legend() {
        let look = match (key.swatch.class(), key.swatch.pattern()) {
            (Some(class), _) => format!("class=\"{class}\""),
            (None, pattern) => format!(
                "fill=\"url(#{}-{})\"",
                chart.id,
                pattern.unwrap_or_default()
            ),
        };
        let class = if key.is_named_there {
            " class=\"pas-g-stretto\""
        } else {
            ""
        };
        let _ = write!(
            keys,
            "<span{class}><svg width=\"14\" height=\"14\"><rect {look} width=\"14\" height=\"14\"/></svg> {}</span> ",
            key.label
        );
    }
    format!(
        "<figure class=\"pas-figura\"><figcaption id=\"{0}-titolo\">{1}</figcaption>\
         <p class=\"visually-hidden\" id=\"{0}-descrizione\" hidden>{2}</p><p class=\"pas-legenda\">{keys}</p>{3}</figure>",
        chart.id,
        chart.title,
        chart.words(),
        chart.for_page()
    )
}

fn charts() -> Vec<Chart> {
    let mut charts = vec![
        bars(),
        compared(),
        sexes(),
        lines(),
        alone(),
        heat(),
        months(),
        scatter(),
        distribution(),
    ];
    charts.extend(maps());
    charts
}

fn chart(id: &str, title: &str, form: Form, categories: &[&str], series: Vec<Series>) -> Chart {
    Chart {
        id: id.to_owned(),
        title: title.to_owned(),
        description: "Gli stessi numeri sono nella tabella.".to_owned(),
        form,
        categories: categories
            .iter()
            .map(|label| Category {
                label: (*label).to_owned(),
                ..Category::default()
            })
            .collect(),
        series,
        references: Vec::new(),
        marks: Vec::new(),
    }
}

/// Whole numbers with `unit` behind; a negative one is hidden, `f64::NAN` is not there.
fn series(name: &str, values: &[f64], unit: &str) -> Series {
    let values = values.iter().map(|value| match *value {
        value if value.is_nan() => Value::Absent,
        value if value < 0.0 => Value::Hidden,
        value => Value::Number {
            value,
            text: format!("{}{unit}", grouped(value)),
        },
    });
    Series {
        name: name.to_owned(),
        values: values.collect(),
    }
}

fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

const COMUNI: [&str; 8] = [
    "Alto Reno Terme",
    "Camugnano",
    "Castel d'Aiano",
    "Castel di Casio",
    "Gaggio Montano",
    "Grizzana Morandi",
    "Lizzano in Belvedere",
    "Vergato",
];

fn bars() -> Chart {
    let values = [123.0, 85.0, -1.0, 140.0, 98.0, 64.0, f64::NAN, 110.0];
    let mut chart = chart(
        "barre",
        "Spesa per abitante, 2025",
        Form::Bars,
        &COMUNI,
        vec![series("2025", &values, " €")],
    );
    chart.references.push(Reference {
        label: "Italia, 2022".to_owned(),
        value: 136.0,
        text: "136 €".to_owned(),
    });
    chart.marks.push(4);
    for category in &mut chart.categories {
        category.href = Some("/domande/spesa?comune=A&anno=2025".to_owned());
    }
    chart
}

fn compared() -> Chart {
    let names = [
        "A1.05.01 · Contributi economici per affitti erogati dai Comuni a valere sulle risorse del Fondo nazionale",
        "A2.12 · Mensa scolastica",
        "A3.01 · Strutture semiresidenziali",
    ];
    let years = [("2023", 0.8), ("2024", 0.9), ("2025", 1.0)];
    let of_year = |(year, times): (&str, f64)| {
        series(year, &[412_345.0 * times, 1_204_000.0 * times, -1.0], " €")
    };
    chart(
        "anni",
        "Spesa per prestazione e anno",
        Form::Bars,
        &names,
        years.map(of_year).into(),
    )
}

fn sexes() -> Chart {
    let names = ["Anziani", "Famiglia e minori"];
    let of = |(name, a, b): (&str, f64, f64)| series(name, &[a, b], "");
    let kinds = [
        ("Assistenza", 40.0, 33.0),
        ("Mensa", 10.0, 204.0),
        ("Trasporto", 55.0, 12.0),
        ("Affitto", 18.0, 66.0),
    ];
    chart(
        "tipi",
        "Persone per area e tipo",
        Form::Bars,
        &names,
        kinds.map(of).into(),
    )
}

fn lines() -> Chart {
    let years = ["2019", "2020", "2021", "2022", "2023", "2024", "2025"];
    let mut chart = chart(
        "linee",
        "Persone per area e anno",
        Form::Lines,
        &years,
        vec![
            series(
                "Disagio adulti",
                &[12.0, 14.0, -1.0, 22.0, 25.0, 30.0, 31.0],
                "",
            ),
            series(
                "Disabilità",
                &[80.0, 82.0, 85.0, f64::NAN, 88.0, 91.0, 97.0],
                "",
            ),
            series(
                "Famiglia e minori",
                &[310.0, 200.0, 280.0, 320.0, 340.0, 338.0, 351.0],
                "",
            ),
            series(
                "Anziani",
                &[290.0, 295.0, 301.0, 300.0, 310.0, 322.0, 340.0],
                "",
            ),
        ],
    );
    chart.marks.clear();
    chart
}

fn alone() -> Chart {
    let years = ["2021", "2022", "2023", "2024", "2025"];
    chart(
        "linea",
        "Spesa per anno",
        Form::Lines,
        &years,
        vec![series(
            "Spesa",
            &[3_900_000.0, 4_050_000.0, -1.0, 4_100_000.0, 4_230_000.0],
            " €",
        )],
    )
}

fn heat() -> Chart {
    let areas = ["Anziani", "Famiglia e minori", "Disabilità", "Povertà"];
    let of = |(place, area): (usize, &&str)| {
        let values: Vec<f64> = (0..8_u32)
            .map(|row| f64::from((row * 37 + u32::try_from(place).unwrap_or(0) * 53) % 97) - 4.0)
            .collect();
        series(area, &values, "")
    };
    let columns = areas.iter().enumerate().map(of).collect();
    let mut chart = chart(
        "calore",
        "Persone per comune e area, 2025",
        Form::Heat,
        &COMUNI,
        columns,
    );
    chart.marks.push(2);
    chart
}

fn months() -> Chart {
    let months = [
        "gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic",
    ];
    let of = |(place, month): (usize, &&str)| {
        let at = f64::from(u32::try_from(place).unwrap_or(0));
        series(
            month,
            &[1000.0 + at * 131.0, 2_400.0 - at * 55.0, 20.0 * at - 30.0],
            "",
        )
    };
    let columns = months.iter().enumerate().map(of).collect();
    chart(
        "mesi",
        "Giornate per prestazione e mese",
        Form::Heat,
        &["Mensa", "Nido", "Trasporto"],
        columns,
    )
}

fn scatter() -> Chart {
    let names: Vec<String> = (1..=40).map(|n| format!("Ambito {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let across: Vec<f64> = (0..40_u32)
        .map(|n| f64::from((n * 47) % 101) * 3.0 + 40.0)
        .collect();
    let upwards: Vec<f64> = (0..40_u32)
        .map(|n| {
            if n % 13 == 5 {
                -1.0
            } else {
                f64::from((n * 47) % 101 + (n * 31) % 40)
            }
        })
        .collect();
    let mut chart = chart(
        "punti",
        "Spesa per abitante e persone ogni mille abitanti",
        Form::Scatter,
        &names,
        vec![
            series("Spesa per abitante", &across, " €"),
            series("Persone ogni mille abitanti", &upwards, ""),
        ],
    );
    chart.marks.push(7);
    chart
}

fn distribution() -> Chart {
    let names: Vec<String> = (1..=60).map(|n| format!("Comune {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let values: Vec<f64> = (0..60_u32)
        .map(|n| {
            if n % 17 == 3 {
                -1.0
            } else {
                f64::from((n * n * 7) % 200) + 30.0
            }
        })
        .collect();
    let mut chart = chart(
        "spargimento",
        "Spesa per abitante nei comuni simili",
        Form::Distribution,
        &names,
        vec![series("Spesa per abitante", &values, " €")],
    );
    chart.marks.push(8);
    chart.references.push(Reference {
        label: "insieme".to_owned(),
        value: 118.0,
        text: "118 €".to_owned(),
    });
    chart
}

/// Maps of the country, of a region's provinces and of a social district.
fn maps() -> [Chart; 3] {
    let map = |id, title, territory, codes: &[&str]| {
        let place = |n: usize| u32::try_from(n).unwrap_or(0);
        let value = |n: usize| {
            if n % 9 == 4 {
                -1.0
            } else {
                f64::from((place(n) * 37) % 101) + 20.0
            }
        };
        let values: Vec<f64> = (0..codes.len()).map(value).collect();
        let values = [series("Spesa per abitante", &values, " €")].into();
        let mut map = chart(id, title, Form::Map(territory), codes, values);
        for (category, code) in map.categories.iter_mut().zip(codes) {
            (*code).clone_into(&mut category.code);
        }
        map
    };
    let regions: Vec<String> = (1..=20).map(|n| format!("{n:02}")).collect();
    let regions: Vec<&str> = regions.iter().map(String::as_str).collect();
    let provinces = ["PC", "PR", "RE", "MO", "BO", "FE", "RA", "FC", "RN"];
    let comuni = [
        "A558", "B572", "B969", "C075", "C296", "D847", "E187", "L762", "M369", "A771",
    ];
    let mut district = map(
        "distretto",
        "Spesa per abitante nei comuni dell'Ambito",
        Territory::Comune,
        &comuni,
    );
    district.categories[1].is_small = true;
    district.marks.push(5);
    [
        map(
            "regioni",
            "Spesa per abitante nelle regioni",
            Territory::Region,
            &regions,
        ),
        map(
            "province",
            "Spesa per abitante nelle province",
            Territory::Province,
            &provinces,
        ),
        district,
    ]
}
