//! The installation's configuration: one TOML file, every key also an environment variable.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pas_app::clock::SystemClock;
use pas_app::use_cases::sign_in::local_actor;
use pas_app::{App, Config};
use pas_domain::actor::Actor;
use serde::Deserialize;

use crate::output::reason;

/// Where the installation is.
pub(crate) struct Place {
    pub(crate) data_dir: PathBuf,
    pub(crate) config: Option<PathBuf>,
}

/// `pas.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Settings {
    pub(crate) database: Database,
    pub(crate) web: Web,
}

/// `[database]`: where the data are. Without it, SQLite in the data folder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Database {
    /// `postgres://…`; also `PAS_DATABASE_URL`.
    pub(crate) url: Option<String>,
}

/// `[web]`: where the portal listens.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Web {
    /// Address and port; also `PAS_WEB_LISTEN`.
    pub(crate) listen: String,
    /// Whether browsers reach the portal over HTTPS, so that cookies go no other way; also
    /// `PAS_WEB_HTTPS`.
    pub(crate) https: bool,
}

impl Default for Web {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            https: false,
        }
    }
}

/// An error with the file it is about.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", file.display())]
pub(crate) struct SettingsError {
    file: PathBuf,
    reason: String,
}

impl Place {
    /// The settings: the file given, or `pas.toml` in the data folder if there is one; then the
    /// environment.
    pub(crate) fn settings(&self) -> Result<Settings, Box<dyn Error>> {
        let standard = self.data_dir.join("pas.toml");
        let file = self
            .config
            .clone()
            .or_else(|| standard.exists().then_some(standard));
        let mut settings = match &file {
            Some(file) => read(file)?,
            None => Settings::default(),
        };
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        if let Some(url) = variable("PAS_DATABASE_URL") {
            settings.database.url = Some(url);
        }
        if let Some(listen) = variable("PAS_WEB_LISTEN") {
            settings.web.listen = listen;
        }
        if let Some(https) = variable("PAS_WEB_HTTPS") {
            settings.web.https = match https.as_str() {
                "true" => true,
                "false" => false,
                _ => return Err("PAS_WEB_HTTPS può valere true o false".into()),
            };
        }
        Ok(settings)
    }

    /// The installation, as `app` wants to hear of it.
    pub(crate) fn app_config(&self, settings: &Settings) -> Config {
        Config {
            data_dir: self.data_dir.clone(),
            database_url: settings.database.url.clone(),
        }
    }

    /// Opens the installation.
    pub(crate) async fn open(&self, settings: &Settings) -> Result<App, Box<dyn Error>> {
        Ok(App::open(&self.app_config(settings), Arc::new(SystemClock)).await?)
    }

    /// Opens the installation for a command that acts as the account `username`.
    pub(crate) async fn open_as(&self, username: &str) -> Result<(App, Actor), Box<dyn Error>> {
        let app = self.open(&self.settings()?).await?;
        let actor = local_actor(&app, username).await?;
        let actor = actor.ok_or_else(|| {
            format!("non c'è un account attivo «{username}»: crealo con «pas user add», o indicane un altro con --as")
        })?;
        Ok((app, actor))
    }
}

fn read(file: &Path) -> Result<Settings, SettingsError> {
    let failed = |reason: String| SettingsError {
        file: file.to_owned(),
        reason,
    };
    let text = std::fs::read_to_string(file).map_err(|error| failed(reason(&error)))?;
    let table: toml::Table =
        toml::from_str(&text).map_err(|error| failed(not_toml(&text, &error)))?;
    if let Some(fault) = fault(&table) {
        return Err(failed(fault));
    }
    table.try_into().map_err(|error| failed(error.to_string()))
}

/// Every key, with what it takes.
const KEYS: &[(&str, &str, &str)] = &[
    ("database", "url", "un testo tra virgolette"),
    ("web", "listen", "un testo tra virgolette"),
    ("web", "https", "true o false"),
];

fn not_toml(text: &str, error: &toml::de::Error) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let line = text
        .bytes()
        .take(start)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1;
    format!(
        "riga {line}: la configurazione non si legge, non è TOML: {}",
        error.message()
    )
}

/// The first key that nobody knows, or whose value is of another kind.
fn fault(table: &toml::Table) -> Option<String> {
    table.iter().find_map(|(section, value)| {
        if !KEYS.iter().any(|(known, _, _)| known == section) {
            return Some(format!(
                "«{section}» non esiste: le chiavi sono {}",
                known_keys()
            ));
        }
        let Some(values) = value.as_table() else {
            return Some(format!(
                "«{section}» è una sezione: si scrive [{section}], e sotto le sue chiavi"
            ));
        };
        values
            .iter()
            .find_map(|(key, value)| fault_of_key(section, key, value))
    })
}

fn fault_of_key(section: &str, key: &str, value: &toml::Value) -> Option<String> {
    let Some((_, _, wanted)) = KEYS
        .iter()
        .find(|(of, name, _)| *of == section && *name == key)
    else {
        return Some(format!(
            "«{key}» in [{section}] non esiste: le chiavi sono {}",
            known_keys()
        ));
    };
    let fits = if *wanted == "true o false" {
        value.is_bool()
    } else {
        value.is_str()
    };
    (!fits).then(|| format!("«{key}» in [{section}] dev'essere {wanted}"))
}

fn known_keys() -> String {
    let keys: Vec<String> = KEYS
        .iter()
        .map(|(section, key, _)| format!("[{section}] {key}"))
        .collect();
    keys.join(", ")
}
