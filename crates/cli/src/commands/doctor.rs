//! `pas doctor`: what is wrong with the installation.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use pas_app::App;
use pas_app::clock::{Clock, SystemClock};
use pas_app::examination::{PartReport, examine_unopened};
use pas_pdnd::Verifier;
use tokio::net::TcpListener;

use super::Ended;
use super::e_service::{EService, NO_ENTE, verifier};
use crate::output::chain;
use crate::settings::{Place, Settings};

/// Dice che cosa non va nell'installazione e che cosa fare.
#[derive(Debug, Args)]
pub(crate) struct Doctor;

impl Doctor {
    /// Looks at each part in turn and goes on after a fault, also one that keeps the rest from opening.
    pub(crate) async fn run(&self, place: &Place) -> Ended {
        let settings = match place.settings() {
            Ok(settings) => settings,
            Err(error) => {
                let code = bad("configurazione", &chain(error.as_ref()));
                say(&examine_unopened(&place.data_dir, None).await);
                return Ok(code);
            }
        };
        good(
            "configurazione",
            &format!("il portale ascolta su {}", settings.web.listen),
        );
        let (app, installation) = match place.open(&settings).await {
            Ok(app) => {
                let code = say(&app.examine().await);
                (Some(app), code)
            }
            Err(error) => (None, look_closer(place, &settings, error.as_ref()).await),
        };
        let service = look_at_service(app.as_ref(), &settings).await;
        let languages = match place.languages() {
            Ok(_) => ExitCode::SUCCESS,
            Err(error) => bad("traduzioni", &chain(&error)),
        };
        let is_well = [installation, service, languages] == [ExitCode::SUCCESS; 3];
        Ok(if is_well {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// The parts of an installation that did not open, of which at least one is at fault.
async fn look_closer(place: &Place, settings: &Settings, error: &dyn Error) -> ExitCode {
    let config = place.app_config(settings);
    let reports = examine_unopened(&place.data_dir, Some(&config)).await;
    if reports.iter().all(|report| report.fault.is_none()) {
        bad("installazione", &chain(error));
    }
    say(&reports);
    ExitCode::FAILURE
}

fn say(reports: &[PartReport]) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for report in reports {
        match &report.fault {
            None => good(report.part, &report.detail),
            Some(fault) => code = bad(report.part, fault),
        }
    }
    code
}

/// The e-service, if there is to be one: ente, address, keys. The ente is in the installation.
async fn look_at_service(app: Option<&App>, settings: &Settings) -> ExitCode {
    const PART: &str = "servizio WaaS";
    let Some(address) = &settings.waas.listen else {
        if settings.pdnd.is_empty() {
            return ExitCode::SUCCESS;
        }
        let fault = "in [waas] manca «listen»: il servizio per l'INPS non parte";
        return bad(PART, fault);
    };
    let (ente, verifier) = match service(app, settings).await {
        Ok(service) => service,
        Err(error) => return bad(PART, &chain(error.as_ref())),
    };
    let is_free = TcpListener::bind(address).await.is_ok();
    let state = if is_free {
        "l'indirizzo è libero"
    } else {
        "l'indirizzo è occupato: dal servizio già aperto, o da altri"
    };
    good(PART, &format!("{ente}, ascolta su {address}; {state}"));
    let keys = verifier.load_keys(SystemClock.now()).await;
    match keys.failing {
        None => {
            good("chiavi PDND", &keys.to_string());
            ExitCode::SUCCESS
        }
        Some(_) => bad("chiavi PDND", &keys.to_string()),
    }
}

/// Whose e-service it is, and what verifies its vouchers.
async fn service(
    app: Option<&App>,
    settings: &Settings,
) -> Result<(String, Arc<Verifier>), Box<dyn Error>> {
    let Some(app) = app else {
        return Ok(("ente non letto".to_owned(), verifier(settings)?));
    };
    let service = EService::of(app, settings).await?.ok_or(NO_ENTE)?;
    let ente = service.ente;
    Ok((format!("{} ({})", ente.name, ente.code), service.verifier))
}

fn good(part: &str, detail: &str) {
    println!("bene      {part}: {detail}");
}

fn bad(part: &str, fault: &str) -> ExitCode {
    println!("da curare {part}: {fault}");
    ExitCode::FAILURE
}
