//! `pas demo`: the made-up district, loaded and open in the portal.

use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use pas_app::App;
use pas_app::demo::{Scale, accounts};
use pas_app::use_cases::load_demo::{DemoReport, load, load_demo};
use pas_web::Options;

use super::Ended;
use super::serve::listen;
use crate::output::number;
use crate::settings::Place;

/// Seed of the district that everybody sees.
const SEED: u64 = 2026;

/// Carica un distretto inventato su comuni veri e apre il portale.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Porta del portale
    #[arg(long, default_value_t = 8080, value_parser = port, value_name = "PORTA")]
    port: u16,
    /// Carica soltanto: niente portale, e niente invii se non c'è anche --inps
    #[arg(long)]
    no_serve: bool,
    /// Manda una parte dei record a un'INPS inventata, che risponde; con il portale lo fa sempre
    #[arg(long)]
    inps: bool,
    /// Seme del distretto: lo stesso seme dà gli stessi dati
    #[arg(long, default_value_t = SEED, value_name = "SEME")]
    seed: u64,
}

fn port(typed: &str) -> Result<u16, &'static str> {
    typed.parse().map_err(|_| "serve un numero da 0 a 65535")
}

impl Demo {
    /// Loads the district into an empty installation, then serves.
    pub(crate) async fn run(&self, place: &Place) -> Ended {
        let started = Instant::now();
        let settings = place.settings()?;
        let app = place.open(&settings).await?;
        let report = if self.no_serve && !self.inps {
            load(&app, self.seed, Scale::Full).await?
        } else {
            load_demo(&app, self.seed).await?
        };
        say(&report, started);
        if self.no_serve {
            return Ok(ExitCode::SUCCESS);
        }
        self.serve(app, place).await
    }

    async fn serve(&self, app: App, place: &Place) -> Ended {
        println!(
            "Account di prova (password di tutti: {}):",
            pas_app::demo::PASSWORD
        );
        for account in accounts() {
            println!("  {:<15} {}", account.username, account.role.label());
        }
        let options = Options {
            languages: place.languages()?,
            ..Options::default()
        };
        listen(app, &format!("127.0.0.1:{}", self.port), options).await
    }
}

fn say(report: &DemoReport, started: Instant) {
    let seconds =
        |part: std::time::Duration| format!("{:.1} s", part.as_secs_f64()).replace('.', ",");
    if report.was_there {
        println!(
            "Il distretto dimostrativo è già caricato ({}).",
            seconds(started.elapsed())
        );
        return;
    }
    let [make, import, derive] = report.times.map(seconds);
    println!(
        "Distretto dimostrativo: {} file e {} righe importati, {} record derivati.",
        report.n_files,
        number(report.n_rows),
        number(report.n_records)
    );
    println!("Tempi: preparazione dei file {make} · importazione {import} · record {derive}");
    if let Some((sent, took)) = report.sendings {
        println!(
            "Invii a un'INPS inventata, dentro il programma: {} pubblicati, {} prelevati, {} accettati, \
             {} scartati ({}).",
            number(sent.n_published),
            number(sent.n_fetched),
            number(sent.n_accepted),
            number(sent.n_refused),
            seconds(took)
        );
    }
    if let Some(edition) = report.edition {
        println!("Edizione {edition} costruita dai record pronti: la legge la pagina Analisi.");
    }
}
