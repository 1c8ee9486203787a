//! `pas doctor`: what is wrong with the installation.

use std::process::ExitCode;

use clap::Args;
use pas_app::App;

use super::Ended;
use crate::output::chain;
use crate::settings::Place;

/// Dice che cosa non va nell'installazione e che cosa fare.
#[derive(Debug, Args)]
pub(crate) struct Doctor;

impl Doctor {
    /// Looks at each part in turn and goes on after a fault.
    pub(crate) async fn run(&self, place: &Place) -> Ended {
        let settings = match place.settings() {
            Ok(settings) => settings,
            Err(error) => return Ok(bad("configurazione", &chain(error.as_ref()))),
        };
        good(
            "configurazione",
            &format!("il portale ascolta su {}", settings.web.listen),
        );
        match place.open(&settings).await {
            Ok(app) => Ok(look(&app).await),
            Err(error) => Ok(bad("installazione", &chain(error.as_ref()))),
        }
    }
}

async fn look(app: &App) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for report in app.examine().await {
        match report.fault {
            None => good(report.part, &report.detail),
            Some(fault) => code = bad(report.part, &fault),
        }
    }
    code
}

fn good(part: &str, detail: &str) {
    println!("bene      {part}: {detail}");
}

fn bad(part: &str, fault: &str) -> ExitCode {
    println!("da curare {part}: {fault}");
    ExitCode::FAILURE
}
