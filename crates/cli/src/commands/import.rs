//! `pas import`: one office's files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use pas_app::App;
use pas_app::use_cases::import_file::{ImportFile, ImportReport, import_file};
use pas_domain::actor::Actor;
use pas_domain::office::Office;

use super::Ended;
use crate::output::{UNREADABLE, chain, counted, number, put, reason};

/// Problems printed for a file; the portal lists them all.
const PROBLEMS_TOLD: usize = 20;
use crate::settings::Place;

/// Importa i file di un ufficio (CSV, XLSX, ODS): 0 tutto bene, 1 righe messe da parte, 2 un file è illeggibile.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// L'ufficio: anagrafe, anziani, minori, contributi, isee, scuola, casa, cooperativa, rsa, siuss
    #[arg(long, value_parser = office, value_name = "UFFICIO")]
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
                    put(&as_text(file, &report))?;
                    status = status.max(u8::from(report.set_aside > 0 && !report.already_imported));
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
        let bytes = bytes.map_err(|error| format!("{}: {}", file.display(), reason(&error)))?;
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

fn as_text(file: &Path, report: &ImportReport) -> String {
    let file = file.display();
    if report.is_back_in_force() {
        return format!("{file}: {}\n    {}\n", back_in_force(report), facts(report));
    }
    if report.already_imported {
        return format!("{file}: già importato, non è cambiato nulla\n");
    }
    let verb = match report.import {
        Some(_) => "importato",
        None => "prova, niente è stato importato",
    };
    let rows = format!(
        "{} = {} + {}",
        counted(report.read, "riga letta", "righe lette"),
        used(report),
        counted(report.set_aside, "messa da parte", "messe da parte")
    );
    let mut lines = vec![format!(
        "{file}: {verb}, tracciato «{}»: {rows}",
        report.layout
    )];
    if report.import.is_some() {
        lines.push(format!("    {}", facts(report)));
    }
    lines.extend(problems(report));
    lines.join("\n") + "\n"
}

/// The office has gone back to a file that a later one had replaced.
fn back_in_force(report: &ImportReport) -> String {
    let n = report.facts_new + report.facts_changed;
    let facts = counted(n, "notizia", "notizie");
    match report.import {
        Some(_) => format!(
            "già importato, e rimesso in vigore: {facts} al posto di quelle dei file venuti dopo"
        ),
        None => format!(
            "prova, già importato: tornerebbe in vigore, con {facts} al posto di quelle dei file venuti dopo"
        ),
    }
}

fn facts(report: &ImportReport) -> String {
    format!(
        "notizie: {}, {}, {}",
        counted(report.facts_new, "nuova", "nuove"),
        counted(report.facts_changed, "cambiata", "cambiate"),
        counted(report.facts_unchanged, "già nota", "già note")
    )
}

fn used(report: &ImportReport) -> String {
    let used = counted(report.used, "usata", "usate");
    match report.repaired {
        0 => used,
        n => format!("{used} ({})", counted(n, "riparata", "riparate")),
    }
}

/// The first problems, each with its place and what stood there.
fn problems(report: &ImportReport) -> Vec<String> {
    let told = report.problems.iter().take(PROBLEMS_TOLD);
    let mut lines: Vec<String> = told
        .map(|problem| {
            let value = problem.value.as_deref().filter(|value| !value.is_empty());
            let found = value.map(|value| format!(" (trovato «{value}»)"));
            let (outcome, message) = (problem.outcome.label(), problem.full_message());
            format!("    {message}{} [{outcome}]", found.unwrap_or_default())
        })
        .collect();
    let n_left = report.n_problems - lines.len() as u64;
    match n_left {
        0 => {}
        1 => lines.push("    … e un altro".to_owned()),
        n => lines.push(format!("    … e altri {}", number(n))),
    }
    lines
}
