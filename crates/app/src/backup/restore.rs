//! Restoring a copy: everything is looked at before anything is touched, and all of it or nothing
//! comes into place.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{Timestamp, Zoned};
use pas_storage::copy::{Server, embedded_file, find_tools, keep_promises, settle};
use pas_storage::{StorageError, audit, ente};

use super::archive::Unpacker;
use super::manifest::{CopiedEngine, Manifest};
use super::scratch::{Scratch, create_private_file};
use super::swap::{Swap, present};
use super::{EMBEDDED, RESTORE, database_url, entry, is_server, stamp};
use crate::app::{App, Config, sqlite_url};
use crate::clock::Clock;
use crate::error::AppError;

/// What to restore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreQuery {
    /// The archive; none: it comes from the standard input, from a program that decrypts it.
    pub file: Option<PathBuf>,
    /// Put aside what is there now.
    pub replace: bool,
}

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreReport {
    /// When the copy was taken.
    pub made_at: Timestamp,
    /// By which version of the program.
    pub program: String,
    /// `SQLite` or `PostgreSQL`.
    pub engine: &'static str,
    /// The folder in which what was there before is kept, if there was anything.
    pub aside: Option<PathBuf>,
    /// The schema in which the tables that were there before are kept, on a server.
    pub schema_aside: Option<String>,
    /// The first number of `id_flusso` that may be given today.
    pub next_number: i64,
    /// Published flows that count as fetched from now on.
    pub n_may_be_seen: u64,
}

/// Restores the copy of `query` into the installation of `config`.
pub async fn restore(
    config: &Config,
    clock: Arc<dyn Clock>,
    query: RestoreQuery,
) -> Result<RestoreReport, AppError> {
    let here = clock.here();
    let url = database_url(config);
    let server = server(config, &url)?;
    let was_there = refuse_unless_free(config, server.as_ref(), query.replace).await?;
    let name = format!(".ripristino-{}-{}", stamp(&here), std::process::id());
    let scratch = Scratch::new(config.data_dir.join(name))?;
    let manifest = unpack(query.file, scratch.path().to_owned()).await?;
    let name = format!("prima-del-ripristino-{}", stamp(&here));
    let aside = Aside {
        was_there,
        folder: config.data_dir.join(name),
    };
    let place = Place {
        config,
        clock,
        here,
        aside,
        manifest,
    };
    match server {
        None => place.embedded(&url, &scratch).await,
        Some(server) => place.on_server(&url, &server, &scratch).await,
    }
}

/// The server on which the database is to be; none for the file in the folder.
fn server(config: &Config, url: &str) -> Result<Option<Server>, AppError> {
    if is_server(url) {
        find_tools()?;
        return Ok(Some(Server::at(url)?));
    }
    if embedded_file(url)? == config.data_dir.join(EMBEDDED) {
        return Ok(None);
    }
    Err(AppError::Invalid(format!(
        "un archivio SQLite si ripristina solo nella cartella dei dati ({}): togli «url» da [database], o indica la sua cartella con --data-dir",
        config.data_dir.display()
    )))
}

/// What is there now: database on a server, things in the folder.
struct WasThere {
    database: bool,
    folder: bool,
}

async fn refuse_unless_free(
    config: &Config,
    server: Option<&Server>,
    replace: bool,
) -> Result<WasThere, AppError> {
    let in_folder = present(&config.data_dir);
    let database = match server {
        Some(server) => !server.is_empty().await?,
        None => false,
    };
    let was_there = WasThere {
        database,
        folder: !in_folder.is_empty(),
    };
    if (was_there.database || was_there.folder) && !replace {
        let mut found = in_folder;
        found.extend(database.then(|| "le tabelle sul server PostgreSQL".to_owned()));
        return Err(AppError::Invalid(format!(
            "{}: qui c'è già un'installazione ({}); ripeti con --replace, che la mette da parte senza \
             cancellarla, o indica un'altra cartella con --data-dir",
            config.data_dir.display(),
            found.join(", ")
        )));
    }
    Ok(was_there)
}

async fn unpack(file: Option<PathBuf>, folder: PathBuf) -> Result<Manifest, AppError> {
    let unpacked = tokio::task::spawn_blocking(move || {
        let file = match file {
            Some(file) => file,
            None => input(&folder)
                .map_err(|error| AppError::system("leggere la copia di sicurezza", error))?,
        };
        let mut archive = Unpacker::open(&file)?;
        archive.unpack(&folder)?;
        Ok(archive.manifest)
    });
    unpacked.await.expect("invariant: unpacking does not panic")
}

/// What comes on the standard input, as a file in `folder`: an archive is not read from its beginning.
fn input(folder: &Path) -> io::Result<PathBuf> {
    let file = folder.join("copia.zip");
    io::copy(&mut io::stdin().lock(), &mut create_private_file(&file)?)?;
    Ok(file)
}

struct Aside {
    was_there: WasThere,
    folder: PathBuf,
}

/// Where a copy that was found good goes.
struct Place<'a> {
    config: &'a Config,
    clock: Arc<dyn Clock>,
    here: Zoned,
    aside: Aside,
    manifest: Manifest,
}

impl Place<'_> {
    async fn embedded(self, url: &str, scratch: &Scratch) -> Result<RestoreReport, AppError> {
        self.refuse_other_engine(CopiedEngine::Sqlite)?;
        let n_may_be_seen = self
            .awaken(scratch.path(), &sqlite_url(scratch.path()))
            .await?;
        // The write-ahead log of the new one goes into its file, and so does that of the old one.
        settle(&scratch.path().join(EMBEDDED)).await?;
        let old = embedded_file(url)?;
        if old.is_file() {
            settle(&old).await?;
        }
        let mut swap = Swap::begin(&self.config.data_dir, scratch.path())?;
        swap.exchange(&self.aside.folder)?;
        swap.done()?;
        Ok(self.report(n_may_be_seen, None))
    }

    async fn on_server(
        self,
        url: &str,
        server: &Server,
        scratch: &Scratch,
    ) -> Result<RestoreReport, AppError> {
        self.refuse_other_engine(CopiedEngine::Postgres)?;
        let schema = server.schema().await?;
        if self.manifest.namespace.as_ref() != Some(&schema) {
            let of_copy = self.manifest.namespace.as_deref().unwrap_or("?");
            return Err(AppError::Invalid(format!(
                "la copia viene dallo schema «{of_copy}» e qui l'archivio è nello schema «{schema}»: \
                 indica nell'indirizzo del server lo stesso schema"
            )));
        }
        if server.is_in_use().await? {
            return Err(StorageError::InUse.into());
        }
        let stamp = stamp(&self.here).replace('-', "_");
        let kept = format!("{schema}_prima_del_{stamp}");
        let kept = self.aside.was_there.database.then_some(kept);
        let mut swap = Swap::begin(&self.config.data_dir, scratch.path())?;
        if let Some(kept) = &kept {
            server.set_aside(&schema, kept).await?;
        }
        let loaded = self.load(url, server, &schema, &mut swap).await;
        let n_may_be_seen = match loaded {
            Ok(n) => n,
            Err(error) => {
                match &kept {
                    Some(kept) => server.put_back(&schema, kept).await?,
                    None => server.empty(&schema).await?,
                }
                return Err(error);
            }
        };
        swap.done()?;
        Ok(self.report(n_may_be_seen, kept))
    }

    async fn load(
        &self,
        url: &str,
        server: &Server,
        schema: &str,
        swap: &mut Swap,
    ) -> Result<u64, AppError> {
        let unpacked = swap.unpacked();
        let dump = unpacked.join(CopiedEngine::Postgres.database());
        server.load(schema, &dump).await?;
        let n = self.awaken(&unpacked, url).await?;
        swap.exchange(&self.aside.folder)?;
        Ok(n)
    }

    fn refuse_other_engine(&self, wanted: CopiedEngine) -> Result<(), AppError> {
        if self.manifest.engine == wanted {
            return Ok(());
        }
        Err(AppError::Invalid(format!(
            "la copia è di un archivio {} e qui l'archivio è {}: cambia «url» in [database], o ripristina altrove",
            self.manifest.engine.label(),
            wanted.label()
        )))
    }

    /// Opens the unpacked installation, which must be a good one, brings it up to date, keeps what was
    /// promised and writes in every ente's register that it was restored.
    async fn awaken(&self, folder: &Path, url: &str) -> Result<u64, AppError> {
        let config = Config {
            data_dir: folder.to_owned(),
            database_url: Some(url.to_owned()),
        };
        let app = App::open(&config, Arc::clone(&self.clock)).await?;
        let mut tx = app.db.begin().await?;
        let mut n_may_be_seen = 0;
        let detail = format!(
            "copia del {}, PAS {}; i numeri di oggi ripartono da {}",
            self.manifest.made_at,
            self.manifest.program,
            last_number(&self.here) + 1
        );
        for ente in ente::list(&mut tx).await? {
            let (now, last) = (self.clock.now(), last_number(&self.here));
            n_may_be_seen += keep_promises(&mut tx, ente.id, now, self.here.date(), last).await?;
            let entry = entry(&ente, &*self.clock, RESTORE, &self.manifest.id(), &detail);
            audit::append(&mut tx, &entry).await?;
        }
        tx.commit().await?;
        app.db.close().await;
        Ok(n_may_be_seen)
    }

    fn report(self, n_may_be_seen: u64, schema_aside: Option<String>) -> RestoreReport {
        RestoreReport {
            made_at: self.manifest.made_at,
            program: self.manifest.program,
            engine: self.manifest.engine.label(),
            aside: self.aside.was_there.folder.then_some(self.aside.folder),
            schema_aside,
            next_number: last_number(&self.here) + 1,
            n_may_be_seen,
        }
    }
}

/// The last number of `id_flusso` that may have been given by `now`, for whoever does not know. The
/// number has seven digits; a day's numbers begin with 1, and a restore jumps to a million and then
/// a hundred a second since midnight: a second restore on the same day jumps further.
fn last_number(now: &Zoned) -> i64 {
    const AT_MIDNIGHT: i64 = 1_000_000;
    const A_SECOND: i64 = 100;
    let time = now.time();
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60;
    AT_MIDNIGHT + A_SECOND * (seconds + i64::from(time.second()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::last_number;

    #[test]
    fn numbers_jump_further_the_later_it_is_and_keep_seven_digits() {
        let at = |hour, minute, second| {
            let time = date(2026, 11, 25).at(hour, minute, second, 0);
            last_number(&time.to_zoned(TimeZone::UTC).expect("a time"))
        };
        assert_eq!(at(0, 0, 0), 1_000_000);
        assert_eq!(at(12, 30, 5), 5_500_500);
        assert_eq!(at(23, 59, 59), 9_639_900);
    }
}
