//! `pas query`: a question in the one grammar, the same as the portal's and the API's query string.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use pas_app::AppError;
use pas_app::editions::export::{Export, Field, Format as File, HIDDEN, Sheet, to_json};
use pas_domain::italian::decimal;

use super::Ended;
use crate::output::put;
use crate::settings::Place;

/// Come scrivere la risposta.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Una tabella da leggere
    Text,
    /// JSON, per i programmi
    Json,
    /// CSV, per i fogli di calcolo
    Csv,
    /// Excel; vuole --out
    Xlsx,
    /// OpenDocument, per LibreOffice; vuole --out
    Ods,
    /// JSON-stat 2.0, per i programmi di statistica
    Jsonstat,
    /// Parquet, per l'analisi dei dati; vuole --out
    Parquet,
    /// Il grafico, come disegno
    Svg,
    /// Il grafico, come immagine; vuole --out
    Png,
    /// Grafico, tabella e note da stampare; vuole --out
    Pdf,
}

impl Format {
    /// The file that it is, where it is one that the portal gives too.
    const fn file(self) -> Option<File> {
        match self {
            Self::Text | Self::Json => None,
            Self::Csv => Some(File::Csv),
            Self::Xlsx => Some(File::Xlsx),
            Self::Ods => Some(File::Ods),
            Self::Jsonstat => Some(File::JsonStat),
            Self::Parquet => Some(File::Parquet),
            Self::Svg => Some(File::Svg),
            Self::Png => Some(File::Png),
            Self::Pdf => Some(File::Pdf),
        }
    }
}

/// Characters of the widest column of words.
const WIDEST: usize = 60;

/// Fa una domanda a un'edizione, per esempio:
/// pas query 'misure=beneficiari,spesa&righe=prestazione&colonne=anno'
#[derive(Debug, Args)]
pub(crate) struct Query {
    /// La domanda: misure, righe, colonne, filtri, edizione, confronto
    #[arg(value_name = "DOMANDA")]
    text: String,
    /// Come scrivere la risposta
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMATO")]
    format: Format,
    /// In quale file; altrimenti sullo schermo
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// L'account con cui agire: decide se i valori sono protetti
    #[arg(long = "as", default_value = "operatore", value_name = "UTENTE")]
    username: String,
}

impl Query {
    /// Runs the command.
    pub(crate) async fn run(self, place: &Place) -> Ended {
        let file = self.format.file();
        if let Some(file) = file.filter(|file| !file.is_text() && self.out.is_none()) {
            let words = format!(
                "un file {} non si scrive sullo schermo: aggiungi --out FILE",
                file.label()
            );
            return Err(AppError::Invalid(words).into());
        }
        let (app, actor) = place.open_as(&self.username).await?;
        let portal = app.portal_url().unwrap_or_default().to_owned();
        let export = Export::ask(&app, &actor, &self.text, &portal).await?;
        let bytes = match (self.format, file) {
            (_, Some(file)) => export.write(file)?,
            (Format::Json, None) => format!("{}\n", to_json(&export.answered)).into_bytes(),
            (_, None) => text(&export.sheet()).into_bytes(),
        };
        match &self.out {
            Some(file) => tokio::fs::write(file, bytes).await.map_err(|error| {
                AppError::Unreadable(format!("non riesco a scrivere {}: {error}", file.display()))
            })?,
            None => put(&String::from_utf8_lossy(&bytes))?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The sheet with its columns in line, numbers to the right, and the notes below.
fn text(sheet: &Sheet) -> String {
    let mut lines: Vec<Vec<(String, bool)>> = vec![
        sheet
            .headings
            .iter()
            .map(|heading| (heading.clone(), false))
            .collect(),
    ];
    for line in &sheet.lines {
        lines.push(
            line.iter()
                .map(|field| (shown(field), !matches!(field, Field::Text(_))))
                .collect(),
        );
    }
    let n_columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let widths = lines.iter().filter_map(|line| line.get(column));
        widths
            .map(|(text, _)| text.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..n_columns).map(width).collect();
    let mut out = String::new();
    for line in &lines {
        let cells =
            line.iter()
                .zip(&widths)
                .map(|((text, to_the_right), width)| match to_the_right {
                    true => format!("{text:>width$}"),
                    false => format!("{text:<width$}"),
                });
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out.push('\n');
    for (name, note) in &sheet.notes {
        out.extend([name.as_str(), ": ", note, "\n"]);
    }
    out
}

fn shown(field: &Field) -> String {
    match field {
        Field::Text(text) => shortened(text),
        Field::Number(value, decimals) => decimal(*value, *decimals),
        Field::Hidden => HIDDEN.to_owned(),
        Field::Empty => "-".to_owned(),
    }
}

/// A name that is longer than a column of text is cut, and says so.
fn shortened(text: &str) -> String {
    if text.chars().count() <= WIDEST {
        return text.to_owned();
    }
    text.chars().take(WIDEST - 1).chain(['…']).collect()
}
