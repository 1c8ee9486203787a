//! Loading the demonstration district: the ente, its accounts, its offices' files, the records.

use std::time::{Duration, Instant};

use pas_demo::{Account, OfficeFile, Scale};
use pas_domain::actor::{Actor, Role};
use pas_storage::ente;

use crate::app::App;
use crate::editions::AMBITI;
use crate::error::AppError;
use crate::use_cases::build_edition::{BuildQuery, EditionSource, build_edition};
use crate::use_cases::create_account::{NewAccount, create_local_account};
use crate::use_cases::derive_records::derive_records;
use crate::use_cases::import_file::{ImportFile, import_file};
use crate::use_cases::import_published::import_official;
use crate::use_cases::sign_in::local_actor;

mod inps;

pub use inps::DemoSendings;

/// What was loaded, and how long each step took.
#[derive(Debug, Clone, Default)]
pub struct DemoReport {
    /// The district was there already: nothing was done.
    pub was_there: bool,
    /// Files imported.
    pub n_files: usize,
    /// Rows read.
    pub n_rows: u64,
    /// Records derived.
    pub n_records: u64,
    /// Time to make the files, to import them, to derive the records.
    pub times: [Duration; 3],
    /// What was sent to the made-up INPS, and how long that took.
    pub sendings: Option<(DemoSendings, Duration)>,
    /// The edition that was built of the records.
    pub edition: Option<u32>,
}

/// Loads the made-up district into an empty installation, sends a part of it to a made-up INPS and
/// builds an edition of it; a second time does nothing.
pub async fn load_demo(app: &App, seed: u64) -> Result<DemoReport, AppError> {
    let mut report = load_and_send(app, seed, Scale::Full).await?;
    if !report.was_there {
        let clerk = clerk(app).await?;
        write_social_districts(app)?;
        import_official(app, &clerk).await?;
        let query = BuildQuery {
            source: EditionSource::Records,
            title: None,
            years: None,
            n_parts: None,
        };
        let built = build_edition(app, &clerk, query).await?;
        report.edition = Some(built.number);
    }
    Ok(report)
}

/// The ente's own list of ambiti, where the installation has none: the district's comuni are one.
fn write_social_districts(app: &App) -> Result<(), AppError> {
    let file = app.data_dir.join(AMBITI);
    if file.exists() {
        return Ok(());
    }
    let written = std::fs::write(file, pas_demo::social_districts());
    written.map_err(|error| AppError::system("scrivere l'elenco degli ambiti", error))
}

/// The same, as large as `scale` says.
pub async fn load_and_send(app: &App, seed: u64, scale: Scale) -> Result<DemoReport, AppError> {
    let mut report = load(app, seed, scale).await?;
    if report.was_there {
        return Ok(report);
    }
    let started = Instant::now();
    let sendings = inps::play(app, &clerk(app).await?).await?;
    report.sendings = Some((sendings, started.elapsed()));
    Ok(report)
}

/// Loads the district and sends nothing.
pub async fn load(app: &App, seed: u64, scale: Scale) -> Result<DemoReport, AppError> {
    let mut tx = app.db.read().await?;
    let enti = ente::list(&mut tx).await?;
    drop(tx);
    if enti.iter().any(|ente| ente.name == pas_demo::ENTE_NAME) {
        return Ok(DemoReport {
            was_there: true,
            ..DemoReport::default()
        });
    }
    if !enti.is_empty() {
        let message = "Questa installazione ha già i dati di un ente: carica il distretto dimostrativo in un'altra cartella, con --data-dir.";
        return Err(AppError::Invalid(message.to_owned()));
    }
    let mut report = DemoReport::default();
    let started = Instant::now();
    let district = pas_demo::generate(seed, scale);
    report.times[0] = started.elapsed();
    let clerk = accounts(app).await?;
    let started = Instant::now();
    for file in district.files {
        report.n_rows += import(app, &clerk, file).await?;
        report.n_files += 1;
    }
    report.times[1] = started.elapsed();
    let started = Instant::now();
    report.n_records = derive_records(app, &clerk).await?.n_records;
    report.times[2] = started.elapsed();
    Ok(report)
}

/// Makes the accounts; the clerk among them.
async fn accounts(app: &App) -> Result<Actor, AppError> {
    for account in pas_demo::accounts() {
        let Account {
            username,
            role,
            password,
        } = account;
        let new = NewAccount {
            username: username.to_owned(),
            display_name: format!("{} di prova", role.label()),
            role,
            password: password.to_owned(),
        };
        create_local_account(app, Some(pas_demo::ENTE_NAME), new).await?;
    }
    clerk(app).await
}

async fn clerk(app: &App) -> Result<Actor, AppError> {
    let clerk = pas_demo::accounts()
        .into_iter()
        .find(|account| account.role == Role::Clerk);
    let username = clerk.map(|account| account.username).unwrap_or_default();
    local_actor(app, username).await?.ok_or(AppError::NotFound {
        what: "l'account di prova",
    })
}

/// Imports a file; the rows read.
async fn import(app: &App, clerk: &Actor, file: OfficeFile) -> Result<u64, AppError> {
    let filename = file
        .name
        .rsplit('/')
        .next()
        .unwrap_or(&file.name)
        .to_owned();
    let OfficeFile { office, bytes, .. } = file;
    let file = ImportFile {
        office,
        filename,
        bytes,
        dry_run: false,
    };
    Ok(import_file(app, clerk, file).await?.read)
}
