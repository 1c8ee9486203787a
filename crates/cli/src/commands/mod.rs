//! The commands, one file each.

mod check;
mod collect;
mod db;
mod demo;
mod doctor;
mod e_service;
mod edition;
mod flow;
mod import;
mod opendata;
mod publisher;
mod query;
mod records;
mod report;
mod serve;
mod user;

use std::error::Error;
use std::process::ExitCode;

use clap::Subcommand;

use crate::settings::Place;

/// How a command ends: an exit status, or an error that says what could not be done.
pub(crate) type Ended = Result<ExitCode, Box<dyn Error>>;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Carica il distretto dimostrativo e apre il portale
    Demo(demo::Demo),
    /// Apre il portale
    Serve(serve::Serve),
    /// Controlla flussi SIUSS di chiunque: schema INPS e regole
    Check(check::Check),
    /// Importa i file di un ufficio
    Import(import::Import),
    /// Ricalcola i record SIUSS e li elenca per stato e motivo
    Records(records::Records),
    /// Compone i file di invio
    #[command(subcommand)]
    Flow(flow::Flow),
    /// Preleva i flussi dai servizi WaaS di molti enti e consegna gli esiti
    Collect(collect::Collect),
    /// Le edizioni numerate dei dati per le analisi
    #[command(subcommand)]
    Edition(edition::Command),
    /// Fa una domanda a un'edizione
    Query(query::Query),
    /// Scrive le tabelle da pubblicare come dati aperti
    #[command(name = "opendata")]
    OpenData(opendata::OpenData),
    /// Scrive il Piano di zona come documento
    Report(report::Report),
    /// Crea gli account
    #[command(subcommand)]
    User(user::User),
    /// Cura l'archivio
    #[command(subcommand)]
    Db(db::Db),
    /// Dice che cosa non va nell'installazione
    Doctor(doctor::Doctor),
}

impl Command {
    /// Runs the command on the installation at `place`.
    pub(crate) async fn run(self, place: &Place) -> Ended {
        match self {
            Self::Demo(demo) => demo.run(place).await,
            Self::Serve(serve) => serve.run(place).await,
            Self::Check(check) => check.run(place),
            Self::Import(import) => import.run(place).await,
            Self::Records(records) => records.run(place).await,
            Self::Flow(flow) => flow.run(place).await,
            Self::Collect(collect) => collect.run(place).await,
            Self::Edition(edition) => edition.run(place).await,
            Self::Query(query) => query.run(place).await,
            Self::OpenData(data) => data.run(place).await,
            Self::Report(report) => report.run(place).await,
            Self::User(user) => user.run(place).await,
            Self::Db(db) => db.run(place).await,
            Self::Doctor(doctor) => doctor.run(place).await,
        }
    }
}
