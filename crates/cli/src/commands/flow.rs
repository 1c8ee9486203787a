//! `pas flow`: upload files for INPS's web form.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use pas_app::AppError;
use pas_app::use_cases::download_flow::download_flow;
use pas_app::use_cases::list_flows::list_flows;
use pas_app::use_cases::write_flow::{FlowQuery, write_flow};

use super::Ended;
use crate::output::number;
use crate::settings::Place;

/// I file di invio.
#[derive(Debug, Subcommand)]
pub(crate) enum Flow {
    /// Compone un file per ogni formato e anno con record pronti
    Write(Write),
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

impl Flow {
    /// Runs the command.
    pub(crate) async fn run(self, place: &Place) -> Ended {
        match self {
            Self::Write(write) => write.run(place).await,
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
