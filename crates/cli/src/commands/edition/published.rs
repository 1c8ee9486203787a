//! `pas edition import-published`: official figures as an edition of their own kind.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use pas_app::AppError;
use pas_app::edition::{Edition, Kind};
use pas_app::use_cases::import_published::{PublishedImport, import_official, import_published};

use super::Speaking;
use crate::commands::Ended;
use crate::output::{Format, UNREADABLE, number};
use crate::settings::Place;

/// Importa dati pubblicati: un CSV con territorio, livello, periodo, misura, categoria, valore, unita.
#[derive(Debug, Args)]
pub(crate) struct ImportPublished {
    /// Il CSV
    #[arg(
        value_name = "FILE",
        required_unless_present = "istat",
        requires = "meta"
    )]
    csv: Option<PathBuf>,
    /// Il TOML che dice di chi sono i dati: titolo, fonte, indirizzo, licenza, definizione, editore, consultato
    #[arg(long, value_name = "FILE")]
    meta: Option<PathBuf>,
    /// La spesa sociale dei comuni pubblicata dall'ISTAT, che è già nel programma
    #[arg(long, conflicts_with_all = ["csv", "meta"])]
    istat: bool,
    #[command(flatten)]
    speaking: Speaking,
}

impl ImportPublished {
    pub(super) async fn run(self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.speaking.username).await?;
        let imported = match (self.csv, self.meta) {
            (Some(csv), Some(meta)) if !self.istat => {
                import_published(&app, &actor, csv, meta).await?
            }
            _ => import_official(&app, &actor).await?,
        };
        match imported {
            PublishedImport::Done(manifest) if self.speaking.format == Format::Json => {
                println!("{}", serde_json::json!({"manifest": manifest}));
            }
            PublishedImport::Done(manifest) => {
                println!(
                    "Edizione {}: {}, {} cifre",
                    manifest.number,
                    manifest.about.title,
                    number(manifest.counts.facts)
                );
            }
            PublishedImport::Refused {
                n_rows,
                n_refused,
                findings,
            } => {
                for finding in findings {
                    eprintln!(
                        "{}, riga {}, {}: «{}». {}",
                        finding.file, finding.row, finding.field, finding.value, finding.remedy
                    );
                }
                eprintln!(
                    "pas: nessuna riga importata: {n_refused} su {n_rows} non vanno bene. Correggile e importa di nuovo."
                );
                return Ok(ExitCode::from(UNREADABLE));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The figures of an edition of published ones, as they were published.
pub(super) fn print_figures(edition: &Edition) -> Result<(), AppError> {
    if edition.manifest.kind != Kind::Published {
        return Ok(());
    }
    let figures = edition
        .figures()
        .map_err(|error| AppError::Unreadable(error.in_italian()))?;
    for figure in figures {
        println!(
            "{} ({}) {} {} {}: {}{} {}",
            figure.territory_text,
            figure.level.word(),
            figure.period(),
            figure.measure,
            figure.category,
            figure.bound.word(),
            figure.text,
            figure.unit
        );
    }
    Ok(())
}
