//! `pas flow`: publication for INPS to fetch, and upload files for INPS's web form.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use pas_app::AppError;
use pas_app::use_cases::download_flow::download_flow;
use pas_app::use_cases::list_flows::list_flows;
use pas_app::use_cases::publish_flows::{PublishQuery, PublishReport, publish_flows};
use pas_app::use_cases::write_flow::{FlowQuery, write_flow};

use pas_domain::ids::RecordId;
use serde_json::json;

use super::Ended;
use crate::output::{Format, number};
use crate::settings::Place;

/// I flussi per INPS.
#[derive(Debug, Subcommand)]
pub(crate) enum Flow {
    /// Compone un file per ogni formato e anno con record pronti
    Write(Write),
    /// Pubblica i record pronti e le correzioni, perché INPS li prelevi
    Publish(Publish),
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
        }
    }
}

impl Write {
    async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.username).await?;
        tokio::fs::create_dir_all(&self.out).await?;
        let mut ready = list_flows(&app, &actor).await?.ready;
        ready.retain(|(_, year, _)| self.year.is_none_or(|wanted| wanted == *year));
        if ready.is_empty() {
            let message = "Nessun record pronto: «pas records» dice che cosa manca.";
            return Err(AppError::Invalid(message.to_owned()).into());
        }
        for (kind, year, n_records) in ready {
            let query = FlowQuery {
                kind,
                year: Some(year),
            };
            let id = write_flow(&app, &actor, query).await?;
            let flow = download_flow(&app, &actor, id).await?;
            let path = self.out.join(&flow.filename);
            tokio::fs::write(&path, &flow.bytes).await?;
            println!("{}: {year}, {} record", path.display(), number(n_records));
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
            ..PublishQuery::default()
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
