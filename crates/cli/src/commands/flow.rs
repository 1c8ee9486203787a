//! `pas flow`: publication for INPS to fetch; upload files for INPS's web form, and its answers.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use pas_app::AppError;
use pas_app::use_cases::download_flow::{download_flow, download_working_csv};
use pas_app::use_cases::list_flows::list_flows;
use pas_app::use_cases::publish_flows::{PublishQuery, PublishReport, publish_flows};
use pas_app::use_cases::write_flow::{FlowQuery, write_flow};

use pas_domain::ids::RecordId;
use serde_json::json;

use super::Ended;
use crate::output::{Format, number};
use crate::settings::Place;

mod upload;

/// I flussi per INPS.
#[derive(Debug, Subcommand)]
pub(crate) enum Flow {
    /// Compone un file per ogni formato e anno con record pronti
    Write(Write),
    /// Pubblica i record pronti e le correzioni, perché INPS li prelevi
    Publish(Publish),
    /// Registra che un file è stato caricato sul portale INPS
    Upload(upload::Upload),
    /// Registra che cosa ha risposto INPS per un file caricato
    Receipt(upload::TakenReceipt),
}

/// In che forma scrivere i file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FileFormat {
    /// Il flusso da caricare sul portale INPS
    Xml,
    /// Un CSV di lavoro, che non è il tracciato di INPS (non è pubblico)
    Csv,
}

/// Compone i file di invio dei record pronti.
#[derive(Debug, Args)]
pub(crate) struct Write {
    /// Cartella in cui scriverli
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Soltanto quest'anno
    #[arg(long, value_name = "ANNO")]
    year: Option<i16>,
    /// In che forma: l'XML per INPS, o un CSV di lavoro che non è il tracciato di INPS
    #[arg(long, value_enum, default_value_t = FileFormat::Xml, value_name = "FORMA")]
    format: FileFormat,
    /// L'account con cui agire
    #[arg(long = "as", default_value = "operatore", value_name = "UTENTE")]
    username: String,
}

/// Pubblica i record pronti e le correzioni, perché INPS li prelevi dal servizio WaaS.
#[derive(Debug, Args)]
pub(crate) struct Publish {
    /// Pubblica di nuovo questo record, che INPS ha scartato
    #[arg(long, value_name = "NUMERO")]
    again: Option<i64>,
    /// Soltanto i record di quest'anno
    #[arg(long, value_name = "ANNO")]
    year: Option<i16>,
    /// Si ferma dopo circa tanti flussi
    #[arg(long, value_name = "N")]
    at_most: Option<u64>,
    /// L'account con cui agire
    #[arg(long = "as", default_value = "operatore", value_name = "UTENTE")]
    username: String,
    /// Come scrivere il risultato
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMATO")]
    format: Format,
}

impl Flow {
    /// Runs the command.
    pub(crate) async fn run(self, place: &Place) -> Ended {
        match self {
            Self::Write(write) => write.run(place).await,
            Self::Publish(publish) => publish.run(place).await,
            Self::Upload(upload) => upload.run(place).await,
            Self::Receipt(receipt) => receipt.run(place).await,
        }
    }
}

impl Write {
    async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.username).await?;
        tokio::fs::create_dir_all(&self.out).await?;
        let mut ready = list_flows(&app, &actor).await?.ready;
        ready.retain(|line| self.year.is_none_or(|wanted| wanted == line.year));
        if ready.is_empty() {
            let message = "Nessun record da mandare: «pas records» dice che cosa manca.";
            return Err(AppError::Invalid(message.to_owned()).into());
        }
        for line in ready {
            let query = FlowQuery {
                kind: line.kind,
                year: Some(line.year),
                again: false,
            };
            let id = write_flow(&app, &actor, query).await?;
            let file = match self.format {
                FileFormat::Xml => download_flow(&app, &actor, id).await?,
                FileFormat::Csv => download_working_csv(&app, &actor, id).await?,
            };
            let path = self.out.join(&file.filename);
            tokio::fs::write(&path, &file.bytes).await?;
            let n_records = number(line.n_records());
            println!("{}: {}, {n_records} record", path.display(), line.year);
        }
        if self.format == FileFormat::Csv {
            eprintln!(
                "I CSV sono di lavoro: non hanno il tracciato CSV di INPS, che non è pubblico. Sul \
                 portale INPS si carica l'XML."
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Publish {
    async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.username).await?;
        let query = PublishQuery {
            again: self.again.map(RecordId::new),
            at_most: self.at_most,
            year: self.year,
        };
        let report = publish_flows(&app, &actor, query).await?;
        match self.format {
            Format::Text => print_report(&report),
            Format::Json => println!("{}", report_json(&report)),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print_report(report: &PublishReport) {
    println!("Record pubblicati: {}", number(report.n_inserted));
    println!("Cancellazioni pubblicate: {}", number(report.n_cancelled));
    println!(
        "Flussi ritirati prima che INPS li prelevasse: {}",
        number(report.n_superseded)
    );
    if report.n_waiting > 0 {
        println!(
            "Record cambiati che aspettano l'esito di INPS: {}",
            number(report.n_waiting)
        );
    }
    if report.n_refused > 0 {
        println!(
            "Record scartati da INPS e non ancora corretti: {}",
            number(report.n_refused)
        );
    }
    for ((code, message), n) in &report.held_back {
        println!(
            "Trattenuti dal controllo ({code}): {}. {message}",
            number(*n)
        );
    }
}

fn report_json(report: &PublishReport) -> serde_json::Value {
    let held_back = report
        .held_back
        .iter()
        .map(|((code, message), n)| json!({"code": code, "message": message, "records": n}));
    json!({
        "inserted": report.n_inserted,
        "cancelled": report.n_cancelled,
        "superseded": report.n_superseded,
        "waiting": report.n_waiting,
        "refused": report.n_refused,
        "held_back": held_back.collect::<Vec<_>>(),
    })
}
