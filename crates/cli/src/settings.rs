//! The installation's configuration: one TOML file, every key also an environment variable.

mod keys;
mod sections;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pas_app::clock::SystemClock;
use pas_app::use_cases::sign_in::local_actor;
use pas_app::{App, Config};
use pas_domain::actor::Actor;
use pas_web::{LanguageError, Languages};
use serde::Deserialize;

use crate::output::reason;
pub(crate) use sections::{Analytics, Database, OpenData, Pdnd, Waas, Web};

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
    pub(crate) opendata: OpenData,
    pub(crate) pdnd: Pdnd,
    pub(crate) waas: Waas,
    pub(crate) analytics: Analytics,
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
        let mut table = match &file {
            Some(file) => read(file)?,
            None => toml::Table::new(),
        };
        let variable = |name: &str| std::env::var(name).ok();
        keys::overlay(&mut table, variable)?;
        Ok(table.try_into()?)
    }

    /// The installation, as `app` wants to hear of it.
    pub(crate) fn app_config(&self, settings: &Settings) -> Config {
        Config {
            data_dir: self.data_dir.clone(),
            database_url: settings.database.url.clone(),
        }
    }

    /// The languages of the pages: ours, and the ente's own in `traduzioni` of the data folder.
    pub(crate) fn languages(&self) -> Result<Languages, LanguageError> {
        Languages::read(&self.data_dir.join("traduzioni"))
    }

    /// Opens the installation.
    pub(crate) async fn open(&self, settings: &Settings) -> Result<App, Box<dyn Error>> {
        let own_figures = settings.analytics.own_figures()?;
        let engine = settings.analytics.external()?;
        let app = App::open(&self.app_config(settings), Arc::new(SystemClock)).await?;
        let app = app.with_own_figures(own_figures);
        let app = match settings.web.url()? {
            Some(url) => app.with_portal_url(url),
            None => app,
        };
        let app = match &settings.opendata.ipa {
            Some(code) => app.with_ipa_code(code),
            None => app,
        };
        let app = match settings.analytics.cluster_bounds()? {
            Some(bounds) => app.with_cluster_bounds(&bounds),
            None => app,
        };
        Ok(match engine {
            Some(engine) => app.answered_by(engine),
            None => app,
        })
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

/// The configuration in `file`, every key and value of which is one that there is.
fn read(file: &Path) -> Result<toml::Table, SettingsError> {
    let failed = |reason: String| SettingsError {
        file: file.to_owned(),
        reason,
    };
    let text = std::fs::read_to_string(file).map_err(|error| failed(reason(&error)))?;
    let mut table: toml::Table =
        toml::from_str(&text).map_err(|error| failed(not_toml(&text, &error)))?;
    if let Some(fault) = keys::fault(&table) {
        return Err(failed(fault));
    }
    if let Some(folder) = file.parent() {
        find_keys_beside(folder, &mut table);
    }
    Ok(table)
}

/// A file that the configuration names is found from where the configuration is, wherever the program
/// is started.
fn find_keys_beside(folder: &Path, table: &mut toml::Table) {
    let jwks = table
        .get_mut("pdnd")
        .and_then(|section| section.get_mut("jwks"));
    if let Some(toml::Value::String(jwks)) = jwks
        && !jwks.is_empty()
        && !jwks.contains("://")
    {
        *jwks = folder.join(&*jwks).display().to_string();
    }
}

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
