//! `pas db`: care of the database.

use std::process::ExitCode;

use clap::Subcommand;

use super::Ended;
use crate::settings::Place;

/// L'archivio.
#[derive(Debug, Subcommand)]
pub(crate) enum Db {
    /// Porta l'archivio alla versione di questo programma
    Migrate,
}

impl Db {
    /// Runs the command.
    pub(crate) async fn run(self, place: &Place) -> Ended {
        match self {
            Self::Migrate => {
                // Opening brings it up to date.
                place.open(&place.settings()?).await?;
                println!("L'archivio è aggiornato.");
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}
