//! `pas serve`: the portal, and the e-service for INPS where there is one.

use std::io;
use std::process::ExitCode;

use clap::Args;
use pas_app::App;
use pas_web::Options;
use tokio::net::TcpListener;

use super::Ended;
use super::e_service::{EService, NO_ENTE};
use super::publisher::Publisher;
use crate::settings::{Place, Settings};

/// Apre il portale all'indirizzo della configurazione e, se c'è [waas], il servizio per l'INPS.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Indirizzo e porta, al posto di quelli della configurazione
    #[arg(long, value_name = "HOST:PORTA")]
    listen: Option<String>,
}

impl Serve {
    /// Serves until the process is asked to stop.
    pub(crate) async fn run(&self, place: &Place) -> Ended {
        let settings = place.settings()?;
        let app = place.open(&settings).await?;
        let address = self.listen.as_deref().unwrap_or(&settings.web.listen);
        let options = Options {
            secure_cookies: settings.web.https,
            languages: place.languages()?,
        };
        match &settings.waas.listen {
            None => listen(app, address, options).await,
            Some(waas) => listen_on_both(app, (address, options), waas, &settings).await,
        }
    }
}

/// Serves portal and e-service, each on a listener of its own: one may be reached from outside, the
/// other not.
async fn listen_on_both(
    app: App,
    (address, options): (&str, Options),
    waas_address: &str,
    settings: &Settings,
) -> Ended {
    let Some(service) = EService::of(&app, settings).await? else {
        eprintln!("pas: {NO_ENTE}");
        return listen(app, address, options).await;
    };
    let publisher = Publisher::of(&app, settings).await?;
    let waas = bind(waas_address).await?;
    let waas_address = waas.local_addr()?;
    let portal = listen(app.clone(), address, options);
    println!("Il servizio WaaS risponde su http://{waas_address}/waas/v1");
    let service = async {
        service.serve(app, waas).await;
        Ok(())
    };
    let publishing = async {
        if let Some(publisher) = publisher {
            publisher.run().await;
        }
        Ok(())
    };
    let (code, (), ()) = tokio::try_join!(portal, service, publishing)?;
    Ok(code)
}

/// Serves `app` at `address` until the process is asked to stop.
pub(crate) async fn listen(app: App, address: &str, options: Options) -> Ended {
    let listener = bind(address).await?;
    println!("Il portale è aperto su http://{}", listener.local_addr()?);
    pas_web::serve(app, options, listener, stop()).await?;
    Ok(ExitCode::SUCCESS)
}

/// A listener at `address`, or why there is none.
pub(crate) async fn bind(address: &str) -> Result<TcpListener, String> {
    let bound = TcpListener::bind(address).await;
    bound.map_err(|error| cannot_listen(address, &error))
}

fn cannot_listen(address: &str, error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::AddrInUse => {
            "un altro programma usa già questa porta. Scegline un'altra".to_owned()
        }
        io::ErrorKind::AddrNotAvailable => "questa macchina non ha quell'indirizzo".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "manca il permesso: sotto 1024 le porte sono riservate. Scegline un'altra".to_owned()
        }
        io::ErrorKind::InvalidInput => "si scrive INDIRIZZO:PORTA, come 127.0.0.1:8080".to_owned(),
        _ => error.to_string(),
    };
    format!("non posso ascoltare su {address}: {why}")
}

/// Ends when the process is asked to stop.
pub(super) async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // A machine without signals stops the process by itself.
    let _ = interrupt.await;
}
