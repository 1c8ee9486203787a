//! `pas serve`: the portal.

use std::io;
use std::process::ExitCode;

use clap::Args;
use pas_app::App;
use pas_web::Options;
use tokio::net::TcpListener;

use super::Ended;
use crate::settings::Place;

/// Apre il portale all'indirizzo della configurazione.
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
        listen(app, address, settings.web.https).await
    }
}

/// Serves `app` at `address` until the process is asked to stop.
pub(crate) async fn listen(app: App, address: &str, https: bool) -> Ended {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| cannot_listen(address, &error))?;
    println!("Il portale è aperto su http://{}", listener.local_addr()?);
    pas_web::serve(
        app,
        Options {
            secure_cookies: https,
        },
        listener,
        stop(),
    )
    .await?;
    Ok(ExitCode::SUCCESS)
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
