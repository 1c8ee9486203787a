//! What an installation can say of its own health.

use std::error::Error;
use std::path::Path;

use pas_storage::audit::{self, Chain};
use pas_storage::copy::embedded_file;
use pas_storage::{Db, StorageError, ente, known_schema};

use crate::app::{App, Config, catalogue, layouts};
use crate::backup;
use crate::error::AppError;
use crate::pseudonym::PseudonymKey;

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

/// Looks at the parts of an installation that cannot be opened, each by itself, and changes none. With
/// `database` as none its address is not known, and the database is left out.
pub async fn examine_unopened(data_dir: &Path, database: Option<&Config>) -> Vec<PartReport> {
    let mut reports = Vec::new();
    if backup::is_interrupted(data_dir) {
        let fault = "si è interrotto a metà: ripetilo con «pas db restore --replace»";
        reports.push(bad("ripristino", fault.to_owned()));
    }
    if let Some(config) = database {
        reports.push(examine_database(config).await);
    }
    reports.push(match catalogue(&data_dir.join("catalogo")) {
        Ok(lists) => good("elenchi", format!("{} elenchi", lists.sources().len())),
        Err(error) => bad("elenchi", told(&error)),
    });
    reports.push(match layouts(&data_dir.join("tracciati")) {
        Ok(_) => good("tracciati", "si leggono".to_owned()),
        Err(error) => bad("tracciati", told(&error)),
    });
    reports.push(match PseudonymKey::look(&data_dir.join("segreti")) {
        Ok(true) => good("chiave degli pseudonimi", "c'è".to_owned()),
        Ok(false) => good(
            "chiave degli pseudonimi",
            "nasce con l'installazione".to_owned(),
        ),
        Err(error) => bad("chiave degli pseudonimi", told(&error)),
    });
    reports
}

/// The database: whether it opens, and whether this program knows its step.
async fn examine_database(config: &Config) -> PartReport {
    const PART: &str = "archivio";
    let url = backup::database_url(config);
    if let Ok(file) = embedded_file(&url)
        && !backup::is_server(&url)
        && !file.exists()
    {
        return good(PART, "nasce con l'installazione".to_owned());
    }
    let found = match Db::open(&url).await {
        Ok(db) => db.schema_number().await,
        Err(error) => Err(error),
    };
    let known = known_schema();
    match found {
        Ok(found) if found > known => {
            bad(PART, told(&StorageError::NewerDatabase { found, known }))
        }
        Ok(found) => good(PART, format!("si apre, al passo {found:04}")),
        Err(error) => bad(PART, told(&error)),
    }
}

/// The error and its causes.
fn told(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
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
