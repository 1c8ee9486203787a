//! `pas opendata`: the tables that anybody may have, and their catalogue, in a folder.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use pas_app::AppError;
use pas_app::open_data::CATALOGUE;
use pas_app::use_cases::publish_open_data::{Wanted, publish_open_data};

use super::Ended;
use crate::output::put;
use crate::settings::Place;

/// Scrive in una cartella le tabelle da pubblicare come dati aperti, con il catalogo DCAT-AP_IT
#[derive(Debug, Args)]
pub(crate) struct OpenData {
    /// La cartella
    #[arg(long, value_name = "CARTELLA")]
    out: PathBuf,
    /// Di quale edizione; altrimenti dell'ultima
    #[arg(long, value_name = "NUMERO")]
    edition: Option<u32>,
    /// L'account con cui agire; i valori sono protetti per chiunque
    #[arg(long = "as", default_value = "operatore", value_name = "UTENTE")]
    username: String,
}

impl OpenData {
    /// Runs the command.
    pub(crate) async fn run(self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.username).await?;
        let Some(portal) = app.portal_url().map(str::to_owned) else {
            let words = "il catalogo vuole l'indirizzo a cui i dati si trovano: scrivilo nella \
                         configurazione, [web] url = \"https://…\"";
            return Err(AppError::Setup(words.to_owned()).into());
        };
        let data = publish_open_data(&app, &actor, self.edition, (&portal, Wanted::All)).await?;
        let failed = |error: std::io::Error| {
            let place = self.out.display();
            AppError::Unreadable(format!("non riesco a scrivere in {place}: {error}"))
        };
        tokio::fs::create_dir_all(&self.out).await.map_err(failed)?;
        let mut files: Vec<(&str, &[u8])> = vec![(CATALOGUE, data.catalogue.as_bytes())];
        for table in &data.tables {
            let of_table = table.files.iter();
            files.extend(of_table.map(|(_, name, bytes)| (name.as_str(), bytes.as_slice())));
        }
        for (name, bytes) in &files {
            let written = tokio::fs::write(self.out.join(name), bytes).await;
            written.map_err(failed)?;
        }
        put(&format!(
            "Edizione {}: {} tabelle, {} file in {}\n",
            data.edition,
            data.tables.len(),
            files.len(),
            self.out.display()
        ))?;
        Ok(ExitCode::SUCCESS)
    }
}
