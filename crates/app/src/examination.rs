//! What an installation can say of its own health.

use pas_storage::audit::{self, Chain};
use pas_storage::ente;

use crate::app::App;
use crate::error::AppError;

/// One part of the installation.
#[derive(Debug, Clone)]
pub struct PartReport {
    /// In Italian, which part.
    pub part: &'static str,
    /// In Italian, what was seen.
    pub detail: String,
    /// In Italian, what is wrong and what to do; none when nothing is.
    pub fault: Option<String>,
}

impl App {
    /// Looks at each part in turn and goes on after a fault.
    pub async fn examine(&self) -> Vec<PartReport> {
        let mut reports = vec![self.examine_catalogue()];
        reports.push(match self.db.check_statements().await {
            Ok(n) => good("archivio", format!("{n} operazioni verificate")),
            Err(error) => bad("archivio", error.to_string()),
        });
        match self.examine_enti().await {
            Ok(enti) => reports.extend(enti),
            Err(error) => reports.push(bad("enti", error.to_string())),
        }
        reports
    }

    fn examine_catalogue(&self) -> PartReport {
        let lists = self.catalogue.sources();
        let replaced = lists.iter().filter(|list| list.replaced).count();
        good(
            "elenchi",
            format!("{} elenchi, {replaced} sostituiti dall'ente", lists.len()),
        )
    }

    async fn examine_enti(&self) -> Result<Vec<PartReport>, AppError> {
        let mut tx = self.db.read().await?;
        let mut reports = Vec::new();
        for ente in ente::list(&mut tx).await? {
            reports.push(match &ente.identity {
                Some(_) => good("ente", format!("{}: dati per INPS presenti", ente.name)),
                None => bad(
                    "ente",
                    format!(
                        "{}: mancano i dati per INPS; importa il file dell'ente con «pas import --office siuss»",
                        ente.name
                    ),
                ),
            });
            reports.push(match audit::verify_chain(&mut tx, ente.id).await? {
                Chain::Intact { n_entries } => {
                    good("registro", format!("{}: {n_entries} voci, catena integra", ente.name))
                }
                Chain::Broken { seq } => bad(
                    "registro",
                    format!("{}: la catena si rompe alla voce {seq}; conserva una copia dell'archivio e avvisa il responsabile della protezione dei dati", ente.name),
                ),
            });
        }
        Ok(reports)
    }
}

const fn good(part: &'static str, detail: String) -> PartReport {
    PartReport {
        part,
        detail,
        fault: None,
    }
}

const fn bad(part: &'static str, fault: String) -> PartReport {
    PartReport {
        part,
        detail: String::new(),
        fault: Some(fault),
    }
}
