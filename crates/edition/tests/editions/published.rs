//! Published figures: digit for digit in and out, every bad row named, the official files of the shared folder.

use std::fs;
use std::path::{Path, PathBuf};

use pas_edition::published::{Bound, Decimal, Figure, Rows};
use pas_edition::published::{ImportError, Level};
use pas_edition::{Access, EditionError, Editions, Kind};

use crate::support::{about, editions, facts, reference};

pub(crate) const META: &str = "
titolo = \"Spesa sociale dei comuni\"
fonte = \"Prova\"
indirizzo = \"https://example.org/spesa\"
licenza = \"CC BY 4.0\"
definizione = \"Spesa impegnata in conto corrente\"
editore = \"Istituto di prova\"
consultato = \"2026-11-26\"
";

pub(crate) const SMALL: &str = "\
territorio,livello,periodo,misura,categoria,valore,unita
ITALIA,italia,2019,spesa pro capite,,126,euro
04,regione,2019,quota del PIL,famiglia e minori,0.46,%
IT,italia,2025-12,persone,,>101000,persone
";

fn import(
    editions: &Editions,
    folder: &Path,
    csv: &str,
    meta: &str,
) -> Result<Vec<Figure>, ImportError> {
    let (csv_path, meta_path) = (folder.join("figures.csv"), folder.join("figures.toml"));
    fs::write(&csv_path, csv).unwrap();
    fs::write(&meta_path, meta).unwrap();
    let manifest = editions.import_published(&csv_path, &meta_path, "2026-11-26T10:00:00Z")?;
    assert_eq!(manifest.kind, Kind::Published);
    let edition = editions.open(manifest.number, Access::InForce)?;
    edition.verify()?;
    Ok(edition.figures()?)
}

fn imported(csv: &str) -> Result<Vec<Figure>, ImportError> {
    let (data, editions) = editions();
    import(&editions, data.path(), csv, META)
}

fn refused(csv: &str) -> Rows {
    match imported(csv) {
        Err(ImportError::Findings(rows)) => rows,
        other => panic!("{other:?} instead of findings"),
    }
}

#[test]
fn every_figure_comes_back_digit_for_digit() {
    let figures = imported(SMALL).unwrap();
    let told: Vec<_> = figures
        .iter()
        .map(|figure| {
            (
                figure.territory.as_str(),
                figure.period(),
                figure.text.as_str(),
                figure.bound,
                figure.value,
            )
        })
        .collect();
    let decimal = |units| Decimal { units, scale: 2 };
    assert_eq!(
        told,
        [
            (
                "IT",
                "2019".to_owned(),
                "126",
                Bound::Exact,
                decimal(12_600)
            ),
            ("04", "2019".to_owned(), "0.46", Bound::Exact, decimal(46)),
            (
                "IT",
                "2025-12".to_owned(),
                "101000",
                Bound::Above,
                decimal(10_100_000)
            ),
        ]
    );
    assert_eq!(figures[0].territory_text, "ITALIA");
    assert_eq!(figures[1].category, "famiglia e minori");
    assert_eq!(figures[1].level, Level::Regione);
}

#[test]
fn semicolons_a_mark_of_unicode_and_decimal_commas_are_read() {
    let (data, editions) = editions();
    let csv = "\u{feff}livello;territorio;periodo;misura;categoria;valore;unita\r\nprovincia;BZ;2016;spesa;;517,50;euro\r\n";
    let meta = format!("{META}decimale = \",\"\n");
    let figures = import(&editions, data.path(), csv, &meta).unwrap();
    assert_eq!(figures[0].text, "517,50");
    assert_eq!(
        figures[0].value,
        Decimal {
            units: 51_750,
            scale: 2
        }
    );
}

#[test]
fn every_bad_row_is_named_with_what_to_do() {
    let rows = refused(
        "territorio,livello,periodo,misura,categoria,valore,unita
IT,italia,2019,spesa,,126,euro
99,regione,2019,spesa,,1,euro
01,contrada,2019,spesa,,1,euro
01,regione,19,spesa,,1,euro
01,regione,2019,,,1,euro
01,regione,2019,spesa,,,euro
01,regione,2019,spesa,,\"1.234,5\",euro
01,regione,2019,spesa,,1
Italia,italia,2019,spesa,,127,euro
02,regione,2019,spesa,,2,
",
    );
    let told: Vec<(u64, &str, &str)> = rows
        .findings
        .iter()
        .map(|finding| (finding.row, finding.field.as_str(), finding.value.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (3, "territorio", "99"),
            (4, "livello", "contrada"),
            (5, "periodo", "19"),
            (6, "misura", ""),
            (7, "valore", ""),
            (8, "valore", "1.234,5"),
            (9, "", "6 campi"),
            (10, "", "italia · IT · 2019 · spesa ·  · euro"),
            (11, "unita", ""),
        ]
    );
    assert_eq!(
        (rows.n_rows, rows.n_refused, rows.figures.len()),
        (10, 9, 1)
    );
    let has_remedy = |finding: &pas_edition::published::Finding| {
        finding.file == "figures.csv" && finding.remedy.ends_with('.')
    };
    assert!(rows.findings.iter().all(has_remedy), "{rows:?}");
}

#[test]
fn a_refused_file_leaves_no_edition() {
    let (data, editions) = editions();
    let spoiled = SMALL.replace("0.46", "quasi mezzo");
    assert!(import(&editions, data.path(), &spoiled, META).is_err());
    for meta in ["", "titolo = 3", &META.replace("CC BY 4.0", " ")] {
        let refused = import(&editions, data.path(), SMALL, meta).unwrap_err();
        assert!(matches!(refused, ImportError::Source { .. }), "{refused}");
        assert!(refused.in_italian().contains("licenza"), "{refused}");
    }
    let absent = editions.import_published(&data.path().join("none.csv"), data.path(), "oggi");
    let told = absent.unwrap_err().in_italian();
    assert!(
        told.contains("none.csv") && told.contains("Controllare"),
        "{told}"
    );
    assert!(editions.list().unwrap().is_empty());
}

#[test]
fn headings_and_long_figures_are_checked() {
    for (csv, field) in [
        ("", ""),
        (
            "territorio,livello,periodo,misura,categoria,valore,unita\n",
            "",
        ),
        (
            "territorio,livello,periodo,misura,categoria,valore\nIT,italia,2019,spesa,,1\n",
            "unita",
        ),
        (
            "territorio,livello,periodo,misura,categoria,valore,unita,nota\n",
            "nota",
        ),
        (
            "territorio,livello,periodo,misura,categoria,valore,unita,unita\n",
            "unita",
        ),
    ] {
        let rows = refused(csv);
        assert_eq!(rows.findings[0].field, field, "{csv}");
        assert_eq!(rows.figures.len() + rows.n_refused, rows.n_rows);
    }
    let rows = refused(
        "territorio,livello,periodo,misura,categoria,valore,unita
IT,italia,2019,spesa,,123456789012345678,euro
IT,italia,2020,spesa,,0.5,euro
",
    );
    assert_eq!((rows.findings[0].row, rows.n_refused), (2, 1));
}

#[test]
fn records_and_published_figures_are_not_taken_for_each_other() {
    let (data, editions) = editions();
    editions
        .write(
            &reference(),
            &facts(1, 30),
            about(),
            pas_edition::Layout::default(),
        )
        .unwrap();
    import(&editions, data.path(), SMALL, META).unwrap();
    let open = |number| editions.open(number, Access::InForce).unwrap();
    assert!(matches!(
        open(1).figures(),
        Err(EditionError::OtherKind { number: 1 })
    ));
    assert!(matches!(
        open(2).facts(1, |_| 0),
        Err(EditionError::OtherKind { number: 2 })
    ));
    assert_eq!(editions.latest().unwrap().unwrap().manifest.number, 1);
}

/// A file of the shared folder, as rows of fields under their headings.
fn official(name: &str) -> Option<Vec<Row>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("PAS_SHARED").map_or(beside, PathBuf::from);
    let Ok(mut reader) = csv::Reader::from_path(shared.join("verify").join(name)) else {
        eprintln!("saltato: manca {name} nella cartella condivisa (PAS_SHARED)");
        return None;
    };
    let headings: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let row = |record: csv::StringRecord| {
        let fields = record.iter().map(str::to_owned);
        headings.iter().cloned().zip(fields).collect()
    };
    Some(
        reader
            .records()
            .map(|record| row(record.unwrap()))
            .collect(),
    )
}

/// The long format, and its figures in order, each cell of `cells` that is not empty.
fn long(cells: &[[String; 6]]) -> (String, Vec<String>) {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let headings = [
        "territorio",
        "livello",
        "periodo",
        "misura",
        "categoria",
        "valore",
        "unita",
    ];
    writer.write_record(headings).unwrap();
    let said: Vec<_> = cells.iter().filter(|cell| !cell[4].is_empty()).collect();
    for [territory, level, period, measure, value, unit] in &said {
        writer
            .write_record([territory, level, period, measure, "", value, unit])
            .unwrap();
    }
    let figures = said
        .iter()
        .map(|cell| cell[4].trim_start_matches('>').to_owned());
    (
        String::from_utf8(writer.into_inner().unwrap()).unwrap(),
        figures.collect(),
    )
}

fn cell(fields: [&str; 6]) -> [String; 6] {
    fields.map(str::to_owned)
}

type Row = Vec<(String, String)>;

fn istat_by_region(row: &Row) -> Vec<[String; 6]> {
    let [(_, region), (_, year), (_, value)] = &row[..] else {
        panic!("the file has three columns")
    };
    let level = if region == "ITALIA" {
        "italia"
    } else {
        "regione"
    };
    let measure = "spesa pro capite";
    vec![cell([region, level, year, measure, value, "euro"])]
}

fn inps(row: &Row) -> Vec<[String; 6]> {
    let (territory, level) = match row[0].1.as_str() {
        "prov. Napoli" => ("NA", "provincia"),
        "ITALIA" => ("IT", "italia"),
        area => (area, "ripartizione"),
    };
    let figures = row[2..].iter();
    let figure = |(measure, value): &(String, String)| {
        cell([territory, level, &row[1].1, measure, value, "n"])
    };
    figures.map(figure).collect()
}

fn istat_by_year(row: &Row) -> Vec<[String; 6]> {
    let mut cells = Vec::new();
    for (column, value) in row {
        let (territory, level, value) = match column.as_str() {
            "net_mln_eur" | "pro_capite_italia" | "pct_pil" => ("IT", "italia", value.as_str()),
            "nord_ovest" | "nord_est" | "centro" | "sud" | "isole" => {
                (column.as_str(), "ripartizione", value.as_str())
            }
            // A territory and its figure.
            "min" | "max" => match value.rsplit_once(' ') {
                Some(("PA Bolzano", figure)) => ("BZ", "provincia", figure),
                Some(("Trentino-AA", figure)) => ("04", "regione", figure),
                Some((region, figure)) => (region, "regione", figure),
                None => continue,
            },
            _ => continue,
        };
        cells.push(cell([
            territory,
            level,
            &row[0].1,
            column,
            value,
            "come pubblicato",
        ]));
    }
    cells
}

#[test]
fn istat_and_inps_come_back_digit_for_digit() {
    type Cells = fn(&Row) -> Vec<[String; 6]>;
    let files: [(&str, Cells, usize); 3] = [
        ("istat_regioni_2019.csv", istat_by_region, 21),
        ("inps_adi_2025_12.csv", inps, 12),
        ("istat_nazionale_2015_2022.csv", istat_by_year, 61),
    ];
    for (name, cells, n_figures) in files {
        let Some(rows) = official(name) else { continue };
        let cells: Vec<[String; 6]> = rows.iter().flat_map(cells).collect();
        let (csv, expected) = long(&cells);
        let figures = imported(&csv).unwrap();
        let found: Vec<&str> = figures.iter().map(|figure| figure.text.as_str()).collect();
        assert_eq!(found, expected, "{name}");
        assert_eq!(found.len(), n_figures, "{name}");
    }
}
