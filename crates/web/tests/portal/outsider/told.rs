//! A table as each surface tells it: JSON, CSV, Excel, page.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

/// A figure as a reader sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Seen {
    /// A number; euro for money.
    Number(f64),
    /// "oscurato".
    Hidden,
    /// No figure.
    Nothing,
}

/// An answer's tables, line by line as files have them: rows with their totals, then the totals' line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    /// Codes of each row and of each column.
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) columns: Vec<Vec<String>>,
    pub(crate) n_measures: usize,
    pub(crate) lines: Vec<Vec<Seen>>,
    /// The lines of what the answer is set against.
    pub(crate) compared: Vec<Vec<Seen>>,
}

impl Told {
    /// The cell of a row and a column, a figure for each measure.
    pub(crate) fn cell(&self, row: usize, column: usize) -> &[Seen] {
        let first = column * self.n_measures;
        &self.lines[row][first..first + self.n_measures]
    }

    /// All lines of a file.
    fn all(&self) -> Vec<Vec<Seen>> {
        let lines = self.lines.iter().chain(&self.compared);
        lines.cloned().collect()
    }

    /// What `GET /api/v1/dati` says.
    pub(crate) fn of_json(bytes: &[u8]) -> Self {
        let told: Value = serde_json::from_slice(bytes).expect("JSON");
        let measures = told["measures"].as_array().expect("measures");
        let is_money: Vec<bool> = measures
            .iter()
            .map(|measure| measure["unit"] == "centesimi di euro")
            .collect();
        let codes = |side: &str| -> Vec<Vec<String>> {
            let nodes = told["figures"][side].as_array().expect("nodes").iter();
            let code = |node: &Value| node["code"].as_str().expect("a code").to_owned();
            nodes
                .map(|nodes| nodes.as_array().expect("nodes").iter().map(code).collect())
                .collect()
        };
        let has = |side: &str| !told[side].as_array().expect("levels").is_empty();
        let (has_rows, has_columns) = (has("row_levels"), has("column_levels"));
        let lines = |table: &Value| lines(table, &is_money, has_rows, has_columns);
        Self {
            rows: codes("rows"),
            columns: codes("columns"),
            n_measures: measures.len(),
            lines: lines(&told["figures"]),
            compared: match &told["comparison"] {
                Value::Null => Vec::new(),
                compared => lines(&compared["figures"]),
            },
        }
    }

    /// The figures of `GET /analisi.csv`, as many lines as there are here, and only where they differ.
    pub(crate) fn against_csv(&self, text: &str) -> Option<String> {
        let lines = text.trim_start_matches('\u{feff}').split("\r\n").skip(1);
        let n_fields = self.lines.first().map_or(0, Vec::len);
        let figures = lines.map(|line| {
            let fields: Vec<&str> = line.split(';').collect();
            let first = fields.len().saturating_sub(n_fields);
            fields[first..].iter().map(|field| italian(field)).collect()
        });
        self.differs("CSV", figures)
    }

    /// The same of `GET /analisi.xlsx`.
    pub(crate) fn against_xlsx(&self, bytes: &[u8]) -> Option<String> {
        let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        let sheet = book.worksheet_range("Dati").expect("the sheet");
        let n_fields = self.lines.first().map_or(0, Vec::len);
        let figures = sheet.rows().skip(1).map(|row| {
            let first = row.len().saturating_sub(n_fields);
            let seen = |field: &Data| match field {
                Data::Float(value) => Seen::Number(*value),
                Data::Empty => Seen::Nothing,
                Data::String(text) if text.is_empty() => Seen::Nothing,
                Data::String(text) if text == "oscurato" => Seen::Hidden,
                other => panic!("{other:?} is no figure"),
            };
            row[first..].iter().map(seen).collect()
        });
        self.differs("Excel", figures)
    }

    /// The same of the page, and of all that its drawing says.
    pub(crate) fn against_page(&self, html: &str) -> Option<String> {
        let opened = html
            .split("<section class=\"pas-tabella\" id=\"dati\">")
            .nth(1);
        let Some(table) = opened else {
            return Some("page: no table".to_owned());
        };
        let table = table.split("</section>").next().unwrap_or_default();
        let rows = table
            .split("<tr")
            .skip(2)
            .map(|row| -> Vec<Seen> { texts(row, "td").map(|text| italian(&text)).collect() });
        let n_rows = self.rows.len();
        let mut expected: Vec<&Vec<Seen>> = Vec::new();
        // A page sets each row above what it is set against, and the whole's comparison above the total.
        for (place, line) in self.lines.iter().take(n_rows).enumerate() {
            expected.push(line);
            expected.extend(self.compared.get(place));
        }
        expected.extend(self.compared.get(n_rows));
        expected.extend(self.lines.get(n_rows));
        let found: Vec<Vec<Seen>> = rows.collect();
        let says_nothing = table.contains("pas-vuoto") && found.is_empty();
        if found.iter().ne(expected) && !(self.rows.is_empty() && says_nothing) {
            return Some(format!("page: {found:?} for {:?}", self.lines));
        }
        self.undrawable(html)
    }

    /// A number in the drawing, its labels or its tooltips that the table does not show.
    fn undrawable(&self, html: &str) -> Option<String> {
        let shown: Vec<f64> = self
            .all()
            .iter()
            .flatten()
            .filter_map(|seen| match seen {
                Seen::Number(value) => Some(*value),
                Seen::Hidden | Seen::Nothing => None,
            })
            .collect();
        for drawing in drawings(html) {
            let said = texts(drawing, "title").chain(texts(drawing, "text"));
            for text in said {
                let value = text.rsplit(": ").next().unwrap_or_default();
                if let Seen::Number(value) = italian(value)
                    && !is_round(value)
                    && !is_year(value)
                    && !shown.contains(&value)
                {
                    return Some(format!("drawing: «{text}»"));
                }
            }
        }
        None
    }

    fn differs(&self, surface: &str, figures: impl Iterator<Item = Vec<Seen>>) -> Option<String> {
        let expected = self.all();
        let found: Vec<Vec<Seen>> = figures.take(expected.len()).collect();
        (found != expected).then(|| format!("{surface}: {found:?} for {expected:?}"))
    }
}

/// The charts and maps of a page.
pub(crate) fn drawings(html: &str) -> impl Iterator<Item = &str> {
    let opened = html.split("<svg class=\"pas-grafico").skip(1);
    opened.filter_map(|drawing| drawing.split("</svg>").next())
}

/// The contents of every element `tag`, without the tags in it.
fn texts<'a>(html: &'a str, tag: &'a str) -> impl Iterator<Item = String> + 'a {
    let open = format!("<{tag}");
    let parts: Vec<&str> = html.split(open.as_str()).skip(1).collect();
    let close = format!("</{tag}>");
    parts.into_iter().filter_map(move |part| {
        let content = part.split_once('>')?.1.split(close.as_str()).next()?;
        let pieces = content.split('<');
        let mut text = String::new();
        for (n, piece) in pieces.enumerate() {
            text.push_str(if n == 0 {
                piece
            } else {
                piece.split_once('>').map_or("", |(_, rest)| rest)
            });
        }
        Some(text.trim().to_owned())
    })
}

/// A figure in Italian: `1.234,56 €`, `oscurato`, nothing.
fn italian(text: &str) -> Seen {
    if text == "oscurato" {
        return Seen::Hidden;
    }
    let number = text.split('\u{a0}').next().unwrap_or_default();
    let plain = number.replace('.', "").replace(',', ".");
    plain.parse().map_or(Seen::Nothing, Seen::Number)
}

/// A mark on an axis: two digits and noughts.
fn is_round(value: f64) -> bool {
    let digits = format!("{value}").replace(['.', '-'], "");
    digits.trim_matches('0').len() <= 2
}

fn is_year(value: f64) -> bool {
    value.fract() == 0.0 && (1900.0..2100.0).contains(&value)
}

fn lines(table: &Value, is_money: &[bool], has_rows: bool, has_columns: bool) -> Vec<Vec<Seen>> {
    let figures = |cell: &Value| -> Vec<Seen> {
        let figures = cell.as_array().expect("figures").iter().zip(is_money);
        figures
            .map(|(figure, is_money)| match figure {
                Value::Null => Seen::Nothing,
                Value::String(text) if text == "oscurato" => Seen::Hidden,
                Value::Number(_) => {
                    let value = figure.as_f64().expect("a number");
                    Seen::Number(if *is_money { value / 100.0 } else { value })
                }
                other => panic!("{other} is no figure"),
            })
            .collect()
    };
    let of = |side: &str| -> Vec<Vec<Seen>> {
        let cells = table[side].as_array().expect("cells").iter();
        cells.map(figures).collect()
    };
    let totals = of("row_totals");
    let body = table["body"].as_array().expect("rows").iter();
    let mut lines: Vec<Vec<Seen>> = body
        .zip(totals)
        .map(|(row, total)| {
            let mut line: Vec<Seen> = row
                .as_array()
                .expect("cells")
                .iter()
                .flat_map(figures)
                .collect();
            if has_columns {
                line.extend(total);
            }
            line
        })
        .collect();
    if has_rows {
        let mut line: Vec<Seen> = of("column_totals").into_iter().flatten().collect();
        if has_columns {
            line.extend(figures(&table["whole"]));
        }
        lines.push(line);
    }
    lines
}
