//! `pas import`: one office's files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use pas_app::App;
use pas_app::use_cases::import_file::{ImportFile, ImportReport, import_file};
use pas_domain::actor::Actor;
use pas_domain::office::Office;

use super::Ended;
use crate::output::{UNREADABLE, chain, number};
use crate::settings::Place;

/// Importa i file di un ufficio (CSV, XLSX, ODS): 0 tutto bene, 1 righe messe da parte, 2 un file è illeggibile.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// L'ufficio: anagrafe, anziani, minori, contributi, isee, scuola, casa, cooperativa, rsa, siuss
    #[arg(long, value_parser = office)]
    office: Office,
    /// I file
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Dice che cosa succederebbe, senza farlo
    #[arg(long)]
    dry_run: bool,
    /// L'account con cui agire
    #[arg(long = "as", default_value = "operatore", value_name = "UTENTE")]
    username: String,
}

fn office(name: &str) -> Result<Office, String> {
    let known = || {
        Office::ALL
            .iter()
            .map(|office| office.name())
            .collect::<Vec<_>>()
            .join(", ")
    };
    Office::from_name(name).ok_or_else(|| format!("l'ufficio dev'essere uno di: {}", known()))
}

impl Import {
    /// Imports file by file; one that cannot be read does not stop the others.
    pub(crate) async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.username).await?;
        let mut status = 0;
        for file in &self.files {
            match self.import(&app, &actor, file).await {
                Ok(report) => {
                    say(file, &report);
                    status = status.max(u8::from(report.set_aside > 0));
                }
                Err(message) => {
                    eprintln!("pas: {message}");
                    status = UNREADABLE;
                }
            }
        }
        Ok(ExitCode::from(status))
    }

    async fn import(&self, app: &App, actor: &Actor, file: &Path) -> Result<ImportReport, String> {
        let bytes = tokio::fs::read(file).await;
        let bytes =
            bytes.map_err(|error| format!("{}: non si può leggere: {error}", file.display()))?;
        let filename = file
            .file_name()
            .unwrap_or(file.as_os_str())
            .to_string_lossy()
            .into_owned();
        let file = ImportFile {
            office: self.office,
            filename,
            bytes,
            dry_run: self.dry_run,
        };
        import_file(app, actor, file)
            .await
            .map_err(|error| chain(&error))
    }
}

fn say(file: &Path, report: &ImportReport) {
    let file = file.display();
    if report.already_imported {
        println!("{file}: già importato, non è cambiato nulla");
        return;
    }
    let verb = if report.import.is_some() {
        "importato"
    } else {
        "prova, niente è stato importato"
    };
    println!(
        "{file}: {verb}, tracciato «{}»: {} righe lette = {} usate ({} riparate) + {} messe da parte",
        report.layout,
        number(report.read),
        number(report.used),
        number(report.repaired),
        number(report.set_aside)
    );
    println!(
        "    notizie: {} nuove, {} cambiate, {} già note",
        number(report.facts_new),
        number(report.facts_changed),
        number(report.facts_unchanged)
    );
}
