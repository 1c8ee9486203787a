//! The e-service for INPS, as the configuration asks for it.

use std::error::Error;
use std::sync::Arc;

use pas_app::App;
use pas_app::use_cases::find_ente::{AnsweringEnte, find_ente};
use pas_pdnd::Verifier;
use pas_web::WaasOptions;
use tokio::net::TcpListener;

use super::serve::stop;
use crate::settings::Settings;

/// What is said while no ente can be known to INPS.
pub(crate) const NO_ENTE: &str = "il servizio WaaS non è aperto: nessun ente ha ancora i dati per \
                                  INPS. Importa il file dell'ente dall'ufficio «Referente SIUSS» \
                                  (anche con «pas import --office siuss»), poi riavvia";

/// The e-service, ready to be served.
pub(crate) struct EService {
    pub(crate) ente: AnsweringEnte,
    pub(crate) verifier: Arc<Verifier>,
    options: WaasOptions,
}

impl EService {
    /// The e-service of `settings`, or what is wrong with it; none while no ente can be known to INPS.
    pub(crate) async fn of(app: &App, settings: &Settings) -> Result<Option<Self>, Box<dyn Error>> {
        let verifier = verifier(settings)?;
        let ente = find_ente(app, settings.waas.ente.as_deref())
            .await
            .map_err(|error| format!("il servizio WaaS non sa per quale ente risponde: {error}"))?;
        Ok(ente.map(|ente| Self {
            options: settings.waas.options(ente.id),
            ente,
            verifier,
        }))
    }

    /// Serves until the process is asked to stop. Without keys it refuses every call, and goes on
    /// asking for them.
    pub(crate) async fn serve(self, app: App, listener: TcpListener) {
        let (verifier, now) = (Arc::clone(&self.verifier), app.clock().now());
        let loading = async move {
            let state = verifier.load_keys(now).await;
            if state.failing.is_some() {
                eprintln!("pas: servizio WaaS: {state}");
            }
        };
        let serving = pas_web::serve_waas(app, self.verifier, self.options, listener, stop());
        tokio::join!(loading, serving);
    }
}

/// What verifies the vouchers of the e-service of `settings`.
pub(crate) fn verifier(settings: &Settings) -> Result<Arc<Verifier>, Box<dyn Error>> {
    let verifier = Verifier::new(settings.pdnd.verifier())
        .map_err(|error| format!("il servizio WaaS non può verificare i voucher: {error}"))?;
    Ok(Arc::new(verifier))
}
