//! Published figures into an edition, and out of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::figure::{Bound, Decimal, Figure, Level, Source};
use super::rows::{Rows, read_rows};
use crate::digest;
use crate::draft::{Content, Draft};
use crate::error::EditionError;
use crate::folder::{Edition, Editions};
use crate::manifest::{About, Counts, Kind, Manifest};
use crate::table::{self, Column, Kind as Type, Values};

const FILE: &str = "published.parquet";
/// Place of the column `value`.
const VALUE: usize = 9;

/// Why published figures were not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Rows are not as they must be.
    #[error("{} rows of {} have findings", .0.n_refused, .0.n_rows)]
    Findings(Rows),
    /// The file that says whose the figures are does not say it.
    #[error("{} does not say whose the figures are", path.display())]
    Source {
        /// The file.
        path: PathBuf,
        /// What is wrong and what to do, Italian.
        remedy: String,
    },
    /// A file could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The edition could not be written.
    #[error(transparent)]
    Edition(#[from] EditionError),
}

impl ImportError {
    /// What happened and what to do, for the person who asked; Italian.
    pub fn in_italian(&self) -> String {
        match self {
            Self::Findings(rows) => format!(
                "Il file non è stato importato: {} righe su {} non vanno bene ({} segnalazioni). Correggere e importare di nuovo.",
                rows.n_refused,
                rows.n_rows,
                rows.findings.len()
            ),
            Self::Source { path, remedy } => {
                format!("Il file «{}» non va bene: {remedy}", path.display())
            }
            Self::Read { path, source } => format!(
                "Non riesco a leggere «{}»: {source}. Controllare il nome e i permessi del file.",
                path.display()
            ),
            Self::Edition(error) => error.in_italian(),
        }
    }
}

fn columns(scale: u8) -> Vec<Column> {
    let text = |name, meaning| Column::new(name, Type::Text, meaning);
    vec![
        text("territory", "codice del territorio"),
        text("territory_text", "il territorio come nel file"),
        text(
            "level",
            "comune, ats, provincia, regione, ripartizione, italia",
        ),
        Column::new("year", Type::Int32, "anno"),
        Column::new(
            "month",
            Type::Int32,
            "mese da 1 a 12; 0 se il dato è dell'anno",
        ),
        text("measure", "misura, con il nome di chi pubblica"),
        text("category", "area o categoria; vuota per il totale"),
        text("value_text", "la cifra come è pubblicata"),
        text("bound", "> o < se è pubblicato solo un limite"),
        Column::new("value", Type::Decimal(scale.into()), "la cifra come numero"),
        text("unit", "unità"),
    ]
}

impl Editions {
    /// Imports the figures of a CSV file in the long format (see [`crate::published`]); `created` is
    /// the instant, by the caller's clock. Nothing is imported where a row is amiss.
    pub fn import_published(
        &self,
        csv: &Path,
        meta: &Path,
        created: &str,
    ) -> Result<Manifest, ImportError> {
        let read = |path: &Path| {
            fs::read(path).map_err(|source| ImportError::Read {
                path: path.to_owned(),
                source,
            })
        };
        let (bytes, meta_bytes) = (read(csv)?, read(meta)?);
        let source = read_source(meta, &meta_bytes)?;
        let name = csv.file_name().unwrap_or(csv.as_os_str());
        let rows = read_rows(&name.to_string_lossy(), &bytes, &source);
        if !rows.findings.is_empty() {
            return Err(ImportError::Findings(rows));
        }
        let hashes = [&bytes, &meta_bytes].map(|bytes| digest::of_bytes(bytes));
        let about = About {
            title: source.title.clone(),
            source: format!("{}, {}", source.publisher, source.source),
            data_version: format!("sha256:{} sha256:{}", hashes[0], hashes[1]),
            created: created.to_owned(),
            definitions: BTreeMap::from([("valore".to_owned(), source.definition.clone())]),
        };
        let draft = Draft::begin(self)?;
        let figures = &rows.figures;
        let scale = figures.first().map_or(0, |figure| figure.value.scale);
        let file = table::write(&draft.path, FILE, &columns(scale), &values(figures)?)?;
        let content = Content {
            kind: Kind::Published,
            about,
            period: None,
            published: Some(source),
            counts: Counts {
                facts: figures.len() as u64,
                ..Counts::default()
            },
        };
        Ok(draft.finish(content, vec![file])?)
    }
}

fn read_source(path: &Path, bytes: &[u8]) -> Result<Source, ImportError> {
    let fault = |remedy: String| ImportError::Source {
        path: path.to_owned(),
        remedy,
    };
    let keys =
        "titolo, fonte, indirizzo, licenza, definizione, editore, consultato e, se serve, decimale";
    let read: Result<Source, String> = std::str::from_utf8(bytes)
        .map_err(|error| error.to_string())
        .and_then(|text| toml::from_str(text).map_err(|error| error.to_string()));
    let source = read.map_err(|error| fault(format!("{error}. Scrivere {keys}.")))?;
    if let Some((key, _)) = source
        .texts()
        .into_iter()
        .find(|(_, text)| text.trim().is_empty())
    {
        return Err(fault(format!("«{key}» è vuoto. Scrivere {keys}.")));
    }
    if !matches!(source.decimal, '.' | ',') {
        return Err(fault(
            "«decimale» può essere solo il punto o la virgola.".to_owned(),
        ));
    }
    Ok(source)
}

fn values(figures: &[Figure]) -> Result<Vec<Values>, EditionError> {
    let text = |of: fn(&Figure) -> &str| Values::texts(figures.iter().map(of));
    Ok(vec![
        text(|figure| &figure.territory),
        text(|figure| &figure.territory_text),
        text(|figure| figure.level.word()),
        Values::numbers(figures.iter().map(|figure| figure.year))?,
        Values::numbers(figures.iter().map(|figure| figure.month.unwrap_or(0)))?,
        text(|figure| &figure.measure),
        text(|figure| &figure.category),
        text(|figure| &figure.text),
        text(|figure| figure.bound.word()),
        Values::Int64(figures.iter().map(|figure| figure.value.units).collect()),
        text(|figure| &figure.unit),
    ])
}

impl Edition {
    /// The figures of an edition of published ones, in the order of the file that was imported.
    pub fn figures(&self) -> Result<Vec<Figure>, EditionError> {
        let number = self.manifest.number;
        if self.manifest.kind != Kind::Published {
            return Err(EditionError::OtherKind { number });
        }
        let path = self.path().join(FILE);
        let damaged = |found: &str| EditionError::damaged(&path, found);
        let scale = self
            .scale()
            .ok_or_else(|| damaged("la colonna value non è decimale"))?;
        let mut texts = Vec::new();
        let mut numbers = Vec::new();
        let mut units = Vec::new();
        for values in table::read(&path, &columns(scale))? {
            match values {
                Values::Text(values) => texts.push(values),
                Values::Int32(values) => numbers.push(values),
                Values::Int64(values) => units = values,
            }
        }
        let figure = |row: usize| {
            let text = |column: usize| texts[column][row].clone();
            Some(Figure {
                territory: text(0),
                territory_text: text(1),
                level: Level::from_word(&texts[2][row])?,
                year: i16::try_from(numbers[0][row]).ok()?,
                month: Some(u8::try_from(numbers[1][row]).ok()?).filter(|&month| month > 0),
                measure: text(3),
                category: text(4),
                text: text(5),
                bound: Bound::from_word(&texts[6][row])?,
                value: Decimal {
                    units: units[row],
                    scale,
                },
                unit: text(7),
            })
        };
        let figures = (0..units.len())
            .map(figure)
            .collect::<Option<Vec<Figure>>>();
        figures.ok_or_else(|| damaged("una riga ha un valore fuori dai limiti"))
    }

    /// Digits after the point, as the manifest has them.
    fn scale(&self) -> Option<u8> {
        let file = self.manifest.files.iter().find(|file| file.path == FILE)?;
        let kind = &file.columns.get(VALUE)?.kind;
        let (_, scale) = kind.strip_suffix(')')?.split_once(',')?;
        scale.parse().ok()
    }
}
