//! `pas report`: the Piano di zona as a document.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use pas_app::AppError;
use pas_app::portal::Choices;
use pas_app::report::{Compared, to_odt, to_pdf};
use pas_app::use_cases::write_report::write_report;

use super::Ended;
use crate::output::put;
use crate::settings::Place;

/// Scrive il Piano di zona: chi vive qui, quanto spendiamo, chi raggiungiamo, come stiamo rispetto agli altri, che
/// cosa è cambiato
#[derive(Debug, Args)]
pub(crate) struct Report {
    /// In quale file: .odt si modifica, .pdf si stampa
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// L'anno; altrimenti l'ultimo completo
    #[arg(long, value_name = "ANNO")]
    year: Option<i16>,
    /// L'edizione; altrimenti l'ultima in vigore
    #[arg(long, value_name = "NUMERO")]
    edition: Option<u32>,
    /// L'edizione con cui confrontare, o «nessuna»; altrimenti la precedente della stessa fonte
    #[arg(long, value_name = "NUMERO")]
    compare: Option<String>,
    /// Il territorio: mio, tutto, o livello e codice come comune:A944
    #[arg(long, value_name = "TERRITORIO")]
    territory: Option<String>,
    /// L'account con cui agire: decide se i valori sono protetti
    #[arg(long = "as", default_value = "operatore", value_name = "UTENTE")]
    username: String,
}

impl Report {
    /// Runs the command.
    pub(crate) async fn run(self, place: &Place) -> Ended {
        let ending = self.out.extension().and_then(|ending| ending.to_str());
        let write = match ending {
            Some("odt") => to_odt,
            Some("pdf") => to_pdf,
            _ => {
                let words = "il nome del file dice che documento vuoi: FILE.odt o FILE.pdf";
                return Err(AppError::Invalid(words.to_owned()).into());
            }
        };
        let (app, actor) = place.open_as(&self.username).await?;
        let report = write_report(&app, &actor, &self.choices()).await?;
        tokio::fs::write(&self.out, write(&report)?)
            .await
            .map_err(|error| {
                let file = self.out.display();
                AppError::Unreadable(format!("non riesco a scrivere {file}: {error}"))
            })?;
        let compared = match &report.compared {
            Compared::With(number, _) => format!(
                "Rispetto all'edizione {number}: {} differenze, segnate.",
                report.n_changes()
            ),
            Compared::Not(why) => why.clone(),
        };
        put(&format!(
            "{}, edizione {}: {} tabelle e {} figure in {}.\n{compared}\n",
            report.title,
            report.edition,
            report.tables().count(),
            report.figures().count(),
            self.out.display()
        ))?;
        Ok(ExitCode::SUCCESS)
    }

    fn choices(&self) -> Choices {
        let pairs = [
            ("anno", self.year.map(|year| year.to_string())),
            ("edizione", self.edition.map(|number| number.to_string())),
            ("confronta", self.compare.clone()),
            ("territorio", self.territory.clone()),
        ];
        let chosen = pairs
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value?)));
        Choices::of(&chosen.collect::<Vec<_>>())
    }
}
