//! `pas flow upload` and `pas flow receipt`: what somebody did in INPS's web form, taken down.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use pas_app::use_cases::list_flows::list_flows;
use pas_app::use_cases::register_upload::{Receipt, Uploaded, register_upload};
use pas_app::use_cases::take_receipt::{Answered, Verdict, take_receipt};
use pas_app::{App, AppError};
use pas_domain::actor::Actor;
use pas_domain::ids::FlowFileId;

use crate::commands::Ended;
use crate::output::number;
use crate::settings::Place;

/// Registra che un file è stato caricato sul portale INPS.
#[derive(Debug, Args)]
pub(crate) struct Upload {
    /// Nome del flusso, che è quello del file senza «.xml»
    #[arg(value_name = "FLUSSO")]
    name: String,
    /// Numero della ricevuta di INPS
    #[arg(long, value_name = "NUMERO")]
    number: String,
    /// Giorno del caricamento (AAAA-MM-GG); se manca, oggi
    #[arg(long, value_name = "GIORNO")]
    day: Option<Date>,
    /// La ricevuta, da conservare
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// L'account con cui agire
    #[arg(long = "as", default_value = "operatore", value_name = "UTENTE")]
    username: String,
}

/// Registra che cosa ha risposto INPS per un file caricato; vale l'ultima risposta.
#[derive(Debug, Args)]
pub(crate) struct TakenReceipt {
    /// Nome del flusso, che è quello del file senza «.xml»
    #[arg(value_name = "FLUSSO")]
    name: String,
    #[command(flatten)]
    verdict: Said,
    /// La ricevuta o l'esito di INPS, da conservare
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// L'account con cui agire
    #[arg(long = "as", default_value = "operatore", value_name = "UTENTE")]
    username: String,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Said {
    /// Tutti i record sono accettati
    #[arg(long)]
    accepted: bool,
    /// Tutti accettati, tranne quelli di questo elenco: una riga ciascuno, posizione o codice fiscale,
    /// poi le parole di INPS
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    /// INPS ha rifiutato tutto il file, con queste parole
    #[arg(long, value_name = "PAROLE")]
    all_refused: Option<String>,
}

impl Upload {
    pub(super) async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.username).await?;
        let uploaded = Uploaded {
            file: file_named(&app, &actor, &self.name).await?,
            day: self.day.unwrap_or_else(|| app.clock().today()),
            number: self.number.clone(),
            receipt: kept(self.receipt.as_deref()).await?,
        };
        register_upload(&app, &actor, uploaded).await?;
        println!("{}: caricamento registrato", self.name);
        Ok(ExitCode::SUCCESS)
    }
}

impl TakenReceipt {
    pub(super) async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.username).await?;
        let answered = Answered {
            file: file_named(&app, &actor, &self.name).await?,
            verdict: self.verdict.read().await?,
            receipt: kept(self.receipt.as_deref()).await?,
        };
        let report = take_receipt(&app, &actor, answered).await?;
        println!(
            "{}: {} accettati, {} scartati",
            self.name,
            number(report.n_accepted),
            number(report.n_refused)
        );
        Ok(ExitCode::SUCCESS)
    }
}

impl Said {
    async fn read(&self) -> std::io::Result<Verdict> {
        Ok(match (&self.refused, &self.all_refused) {
            (Some(list), _) => Verdict::AllBut(tokio::fs::read_to_string(list).await?),
            (None, Some(words)) => Verdict::AllRefused(words.clone()),
            (None, None) => Verdict::AllAccepted,
        })
    }
}

async fn file_named(app: &App, actor: &Actor, name: &str) -> Result<FlowFileId, AppError> {
    let name = name.strip_suffix(".xml").unwrap_or(name);
    let files = list_flows(app, actor).await?.files;
    let found = files.iter().find(|file| file.name == name);
    found.map(|file| file.id).ok_or_else(|| {
        AppError::Invalid(format!(
            "nessun file scritto si chiama «{name}»: i nomi sono nella pagina «Flussi»"
        ))
    })
}

async fn kept(path: Option<&Path>) -> std::io::Result<Option<Receipt>> {
    let Some(path) = path else { return Ok(None) };
    let name = path.file_name().unwrap_or_default();
    Ok(Some(Receipt {
        filename: name.to_string_lossy().into_owned(),
        bytes: tokio::fs::read(path).await?,
    }))
}
