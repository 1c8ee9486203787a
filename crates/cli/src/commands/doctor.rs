//! `pas doctor`: what is wrong with the installation.

use std::process::ExitCode;

use clap::Args;
use pas_app::App;
use tokio::net::TcpListener;

use super::Ended;
use super::e_service::EService;
use crate::output::chain;
use crate::settings::{Place, Settings};

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
            Ok(app) => {
                let parts = [look(&app).await, look_at_service(&app, &settings).await];
                Ok(if parts == [ExitCode::SUCCESS; 2] {
                    ExitCode::SUCCESS
                } else {
                    ExitCode::FAILURE
                })
            }
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

/// The e-service, if there is to be one: ente, address, keys.
async fn look_at_service(app: &App, settings: &Settings) -> ExitCode {
    const PART: &str = "servizio WaaS";
    let Some(address) = &settings.waas.listen else {
        if settings.pdnd.is_empty() {
            return ExitCode::SUCCESS;
        }
        let fault = "in [waas] manca «listen»: il servizio per l'INPS non parte";
        return bad(PART, fault);
    };
    let service = match EService::of(app, settings).await {
        Ok(service) => service,
        Err(error) => return bad(PART, &chain(error.as_ref())),
    };
    let ente = &service.ente;
    let is_free = TcpListener::bind(address).await.is_ok();
    let state = if is_free {
        "l'indirizzo è libero"
    } else {
        "l'indirizzo è occupato: dal servizio già aperto, o da altri"
    };
    good(
        PART,
        &format!(
            "{} ({}), ascolta su {address}; {state}",
            ente.name, ente.code
        ),
    );
    let keys = service.verifier.load_keys(app.clock().now()).await;
    match keys.failing {
        None => {
            good("chiavi PDND", &keys.to_string());
            ExitCode::SUCCESS
        }
        Some(_) => bad("chiavi PDND", &keys.to_string()),
    }
}

fn good(part: &str, detail: &str) {
    println!("bene      {part}: {detail}");
}

fn bad(part: &str, fault: &str) -> ExitCode {
    println!("da curare {part}: {fault}");
    ExitCode::FAILURE
}
