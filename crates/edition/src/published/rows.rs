//! The long format, row by row: a figure, or what is wrong with the row and what to do.

use std::collections::HashMap;

use super::figure::{Bound, Decimal, Figure, Level, Month, Source};
use super::territory;

/// The headings.
const FIELDS: [&str; 7] = [
    "territorio",
    "livello",
    "periodo",
    "misura",
    "categoria",
    "valore",
    "unita",
];

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Name of the file.
    pub file: String,
    /// Line of the file, from 1, which holds the headings.
    pub row: u64,
    /// The heading; empty where the whole row is meant.
    pub field: String,
    /// What stands there.
    pub value: String,
    /// What is wrong and what to do, Italian.
    pub remedy: String,
}

/// A file that has been read. `figures.len() + n_refused == n_rows`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows in the file, without the headings.
    pub n_rows: usize,
    /// Those with a finding.
    pub n_refused: usize,
    /// The others.
    pub figures: Vec<Figure>,
    /// What is wrong, in the order of the rows.
    pub findings: Vec<Finding>,
}

/// Reads a file in the long format.
pub fn read_rows(file: &str, bytes: &[u8], source: &Source) -> Rows {
    let mut reading = Reading {
        file,
        decimal: source.decimal,
        rows: Rows::default(),
        lines: Vec::new(),
        seen: HashMap::new(),
    };
    reading.read(bytes);
    reading.settle_scales();
    let rows = reading.rows;
    assert_eq!(
        rows.figures.len() + rows.n_refused,
        rows.n_rows,
        "invariant: rows used and rows refused are the rows read"
    );
    rows
}

struct Reading<'f> {
    file: &'f str,
    decimal: char,
    rows: Rows,
    /// The line of each figure.
    lines: Vec<u64>,
    /// The line on which each thing was first said.
    seen: HashMap<[String; 6], u64>,
}

impl Reading<'_> {
    fn finding(&mut self, row: u64, field: &str, value: &str, remedy: impl Into<String>) {
        self.rows.findings.push(Finding {
            file: self.file.to_owned(),
            row,
            field: field.to_owned(),
            value: value.to_owned(),
            remedy: remedy.into(),
        });
    }

    fn read(&mut self, bytes: &[u8]) {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let headings = bytes.split(|byte| *byte == b'\n').next().unwrap_or(bytes);
        let separator = if headings.contains(&b';') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        let mut places: Option<[usize; FIELDS.len()]> = None;
        let mut n_fields = 0;
        let mut record = csv::ByteRecord::new();
        while matches!(reader.read_byte_record(&mut record), Ok(true)) {
            let row = record.position().map_or(0, csv::Position::line);
            match &places {
                None => {
                    let Some(found) = self.headings(row, &record) else {
                        // Without headings nothing can be said of the rows but that they are there.
                        self.rows.n_rows = reader.byte_records().count();
                        self.rows.n_refused = self.rows.n_rows;
                        return;
                    };
                    n_fields = record.len();
                    places = Some(found);
                }
                Some(places) => {
                    self.rows.n_rows += 1;
                    match self.row(row, &record, n_fields, places) {
                        Some(figure) => {
                            self.rows.figures.push(figure);
                            self.lines.push(row);
                        }
                        None => self.rows.n_refused += 1,
                    }
                }
            }
        }
        if places.is_none() || self.rows.n_rows == 0 {
            self.finding(
                1,
                "",
                "",
                "Il file non contiene dati: servono la riga delle intestazioni e almeno una riga.",
            );
        }
    }

    fn headings(&mut self, row: u64, record: &csv::ByteRecord) -> Option<[usize; FIELDS.len()]> {
        let found: Vec<String> = record
            .iter()
            .map(|field| String::from_utf8_lossy(field).trim().to_lowercase())
            .collect();
        let n_before = self.rows.findings.len();
        for (position, name) in found.iter().enumerate() {
            if !FIELDS.contains(&name.as_str()) {
                let remedy = format!(
                    "Intestazione non prevista. Toglierla con la sua colonna; quelle previste sono: {}.",
                    FIELDS.join(", ")
                );
                self.finding(row, name, name, remedy);
            } else if found[..position].contains(name) {
                self.finding(
                    row,
                    name,
                    name,
                    "L'intestazione compare due volte. Lasciarne una.",
                );
            }
        }
        for name in FIELDS
            .iter()
            .filter(|name| !found.iter().any(|other| other == *name))
        {
            self.finding(
                row,
                name,
                "",
                format!("Manca la colonna «{name}». Aggiungerla."),
            );
        }
        let place = |name: &str| found.iter().position(|other| other == name).unwrap_or(0);
        (self.rows.findings.len() == n_before).then(|| FIELDS.map(place))
    }

    fn row(
        &mut self,
        row: u64,
        record: &csv::ByteRecord,
        n_fields: usize,
        places: &[usize; FIELDS.len()],
    ) -> Option<Figure> {
        if record.len() != n_fields {
            let found = format!("{} campi", record.len());
            let remedy = format!(
                "La riga ha {found}, le intestazioni sono {n_fields}. Controllare separatori e virgolette."
            );
            self.finding(row, "", &found, remedy);
            return None;
        }
        let n_before = self.rows.findings.len();
        let mut texts: [String; FIELDS.len()] = Default::default();
        for ((text, name), place) in texts.iter_mut().zip(FIELDS).zip(places) {
            if let Ok(found) = std::str::from_utf8(&record[*place]) {
                found.trim().clone_into(text);
            } else {
                let found = String::from_utf8_lossy(&record[*place]).into_owned();
                let remedy = "Il testo non è UTF-8. Salvare il file come CSV UTF-8.";
                self.finding(row, name, &found, remedy);
            }
        }
        let figure = self.figure(row, texts);
        figure.filter(|_| self.rows.findings.len() == n_before)
    }

    fn figure(&mut self, row: u64, texts: [String; FIELDS.len()]) -> Option<Figure> {
        let [
            territory_text,
            level,
            period,
            measure,
            category,
            value,
            unit,
        ] = texts;
        let place = self.place(row, &level, &territory_text);
        let time = read_period(&period);
        if time.is_none() {
            let remedy = "Periodo non riconosciuto. Scrivere l'anno (2022) o il mese (2025-12).";
            self.finding(row, "periodo", &period, remedy);
        }
        for (name, text) in [("misura", &measure), ("unita", &unit)] {
            if text.is_empty() {
                let remedy = "Il campo è vuoto. Scrivere che cosa è misurato e in quale unità.";
                self.finding(row, name, text, remedy);
            }
        }
        let read = read_value(&value, self.decimal);
        if read.is_none() {
            let remedy = format!(
                "Non è una cifra. Scrivere solo cifre, con «{}» prima dei decimali e senza separatore delle migliaia, al massimo 18 cifre; togliere la riga se il dato non è pubblicato.",
                self.decimal
            );
            self.finding(row, "valore", &value, remedy);
        }
        let ((bound, text, value), (level, territory), (year, month)) = (read?, place?, time?);
        let said = [
            level.word(),
            &territory,
            &period,
            &measure,
            &category,
            &unit,
        ];
        self.once(row, said.map(str::to_owned)).then_some(())?;
        Some(Figure {
            territory,
            territory_text,
            level,
            year,
            month,
            measure,
            category,
            text,
            bound,
            value,
            unit,
        })
    }

    /// Level, and code of the territory.
    fn place(&mut self, row: u64, level: &str, text: &str) -> Option<(Level, String)> {
        let Some(level) = Level::from_word(&level.to_lowercase()) else {
            let words: Vec<&str> = Level::ALL.iter().map(|level| level.word()).collect();
            let remedy = format!(
                "Livello non previsto. Scrivere uno fra: {}.",
                words.join(", ")
            );
            self.finding(row, "livello", level, remedy);
            return None;
        };
        let Some(code) = territory::code(level, text) else {
            let remedy = format!(
                "Territorio non riconosciuto. Per il livello {} scrivere {}.",
                level.word(),
                territory::expected(level)
            );
            self.finding(row, "territorio", text, remedy);
            return None;
        };
        Some((level, code))
    }

    /// Whether no earlier row says the same.
    fn once(&mut self, row: u64, said: [String; 6]) -> bool {
        let text = said.join(" · ");
        let Some(earlier) = self.seen.insert(said, row) else {
            return true;
        };
        let remedy = format!(
            "Territorio, periodo, misura, categoria e unità sono già alla riga {earlier}. Lasciare una riga sola."
        );
        self.finding(row, "", &text, remedy);
        false
    }

    /// Gives all figures the digits after the point that one of them needs.
    fn settle_scales(&mut self) {
        let scale = self
            .rows
            .figures
            .iter()
            .map(|figure| figure.value.scale)
            .max();
        let scale = scale.unwrap_or(0);
        let lines = std::mem::take(&mut self.lines);
        for (row, mut figure) in lines
            .into_iter()
            .zip(std::mem::take(&mut self.rows.figures))
        {
            if let Some(value) = figure.value.with_scale(scale) {
                figure.value = value;
                self.rows.figures.push(figure);
            } else {
                self.rows.n_refused += 1;
                let remedy = format!(
                    "Con i {scale} decimali che un'altra riga richiede, la cifra supera le 18 cifre. Importare le due misure in file separati."
                );
                self.finding(row, "valore", &figure.text, remedy);
            }
        }
    }
}

fn read_period(text: &str) -> Option<(i16, Option<Month>)> {
    let digits = |text: &str, n: usize| {
        let holds = text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit());
        holds.then(|| text.parse::<i16>().ok()).flatten()
    };
    let (year, month) = match text.split_once('-') {
        None => (text, None),
        Some((year, month)) => (year, Some(month)),
    };
    let year = digits(year, 4).filter(|year| (1861..=2200).contains(year))?;
    match month {
        None => Some((year, None)),
        Some(month) => {
            let month = digits(month, 2).filter(|month| (1..=12).contains(month))?;
            Some((year, Some(Month::try_from(month).ok()?)))
        }
    }
}

/// A bound, the digits as they stand, and the number.
fn read_value(text: &str, decimal: char) -> Option<(Bound, String, Decimal)> {
    let bound = match text.chars().next()? {
        '>' => Bound::Above,
        '<' => Bound::Below,
        _ => Bound::Exact,
    };
    let text = text[bound.word().len()..].trim_start();
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = unsigned.split_once(decimal).unwrap_or((unsigned, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) {
        return None;
    }
    let part = if unsigned.contains(decimal) { part } else { "" };
    let units: i64 = format!("{whole}{part}").parse().ok()?;
    let value = Decimal {
        units: if text.starts_with('-') { -units } else { units },
        scale: u8::try_from(part.len()).ok()?,
    };
    Some((bound, text.to_owned(), value.with_scale(value.scale)?))
}

#[cfg(test)]
mod tests {
    use super::{Bound, read_period, read_value};

    #[test]
    fn a_figure_keeps_its_digits() {
        for (text, decimal, expected) in [
            ("126", '.', Some((Bound::Exact, "126", 126, 0))),
            ("0.46", '.', Some((Bound::Exact, "0.46", 46, 2))),
            ("0,460", ',', Some((Bound::Exact, "0,460", 460, 3))),
            ("-7.10", '.', Some((Bound::Exact, "-7.10", -710, 2))),
            ("> 101000", '.', Some((Bound::Above, "101000", 101_000, 0))),
            ("0007", '.', Some((Bound::Exact, "0007", 7, 0))),
            ("1.234,5", ',', None),
            ("7 056", '.', None),
            ("12,5", '.', None),
            ("5.", '.', None),
            (".5", '.', None),
            ("-", '.', None),
            ("", '.', None),
            ("n.d.", '.', None),
            ("1234567890123456789", '.', None),
        ] {
            let read = read_value(text, decimal);
            let read = read
                .as_ref()
                .map(|(bound, text, value)| (*bound, text.as_str(), value.units, value.scale));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn a_period_is_a_year_or_a_month() {
        for (text, expected) in [
            ("2022", Some((2022, None))),
            ("2025-12", Some((2025, Some(12)))),
            ("2025-13", None),
            ("2025-1", None),
            ("22", None),
            ("2022-", None),
        ] {
            assert_eq!(read_period(text), expected, "{text}");
        }
    }
}
