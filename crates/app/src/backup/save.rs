//! Taking a copy while others work.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pas_storage::copy::{Server, copy_embedded, embedded_file, find_tools};
use pas_storage::{Db, StorageError, audit, ente, known_schema};

use super::archive::Packer;
use super::manifest::{CopiedEngine, Manifest};
use super::scratch::{Scratch, create_private_file};
use super::{BACK_UP, FOLDERS, KEY, database_url, entry, is_server, stamp};
use crate::app::Config;
use crate::clock::Clock;
use crate::error::AppError;

/// Where a copy goes.
pub enum Target {
    /// Into this new file, or into a new file in this folder.
    Path(PathBuf),
    /// To a program that encrypts it, for instance.
    Output(Box<dyn Write + Send>),
}

/// What is written to, once it is known that it can be.
enum Out {
    File(PathBuf),
    Output(Box<dyn Write + Send>),
}

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// The file; none when it went to the standard output.
    pub file: Option<PathBuf>,
    /// Files in it, the database among them.
    pub n_parts: usize,
    /// Their bytes, before compression.
    pub n_bytes: u64,
}

/// Copies the installation of `config` as it is at one moment, and says so in the register of every
/// ente. The database is left at its step, whatever this program knows.
pub async fn back_up(
    config: &Config,
    clock: &dyn Clock,
    target: Target,
) -> Result<BackupReport, AppError> {
    let here = clock.here();
    let (file, out) = match target {
        Target::Output(output) => (None, Out::Output(output)),
        Target::Path(path) => {
            let file = new_file(path, &stamp(&here))?;
            (Some(file.clone()), Out::File(file))
        }
    };
    let url = database_url(config);
    let db = open(config, &url).await?;
    let name = format!(".copia-{}-{}", stamp(&here), std::process::id());
    let scratch = Scratch::new(config.data_dir.join(name))?;
    let mut manifest = described(&db, clock).await?;
    let database = scratch.path().join(manifest.engine.database());
    // The database first: a secret or a list that comes meanwhile is one too many, none too few.
    manifest.namespace = copy_database(&url, &database).await?;
    let data_dir = config.data_dir.clone();
    let packed = tokio::task::spawn_blocking(move || pack(manifest, &database, &data_dir, out));
    let packed = packed.await.expect("invariant: packing does not panic");
    let manifest =
        packed.map_err(|error| AppError::system("scrivere la copia di sicurezza", error))?;
    let detail = format!("{} parti", manifest.parts.len());
    let mut tx = db.begin().await?;
    for ente in ente::list(&mut tx).await? {
        audit::append(
            &mut tx,
            &entry(&ente, clock, BACK_UP, &manifest.id(), &detail),
        )
        .await?;
    }
    tx.commit().await?;
    db.close().await;
    Ok(BackupReport {
        file,
        n_parts: manifest.parts.len(),
        n_bytes: manifest.parts.iter().map(|part| part.bytes).sum(),
    })
}

fn new_file(path: PathBuf, stamp: &str) -> Result<PathBuf, AppError> {
    let file = if path.is_dir() {
        path.join(format!("copia-pas-{stamp}.zip"))
    } else {
        path
    };
    if file.exists() {
        return Err(AppError::Invalid(format!(
            "{}: c'è già; una copia non prende mai il posto di un'altra: scegli un altro nome",
            file.display()
        )));
    }
    Ok(file)
}

async fn open(config: &Config, url: &str) -> Result<Db, AppError> {
    let nothing = || {
        AppError::Invalid(format!(
            "{}: qui non c'è un'installazione da copiare; indica la sua cartella con --data-dir",
            config.data_dir.display()
        ))
    };
    if is_server(url) {
        find_tools()?;
    } else if !embedded_file(url)?.is_file() {
        return Err(nothing());
    }
    let db = Db::open(url).await?;
    let (found, known) = (db.schema_number().await?, known_schema());
    if found == 0 {
        return Err(nothing());
    }
    if found > known {
        return Err(StorageError::NewerDatabase { found, known }.into());
    }
    if !config.data_dir.join(KEY).is_file() {
        return Err(AppError::Setup(format!(
            "manca la chiave degli pseudonimi ({KEY}): senza, la copia non servirebbe a chi ha già \
             trasmesso minori; rimettila, o esegui «pas doctor»"
        )));
    }
    Ok(db)
}

async fn described(db: &Db, clock: &dyn Clock) -> Result<Manifest, AppError> {
    let engine = match db.engine() {
        pas_storage::Engine::Sqlite => CopiedEngine::Sqlite,
        pas_storage::Engine::Postgres => CopiedEngine::Postgres,
    };
    let schema = db.schema_number().await?;
    Ok(Manifest::new(engine, schema, None, clock.now()))
}

/// Copies the database into `file`; the name of its schema, on a server.
async fn copy_database(url: &str, file: &Path) -> Result<Option<String>, AppError> {
    if !is_server(url) {
        copy_embedded(&embedded_file(url)?, file).await?;
        return Ok(None);
    }
    let server = Server::at(url)?;
    let schema = server.schema().await?;
    server.dump(&schema, file).await?;
    Ok(Some(schema))
}

/// Writes the archive; a file gets its name when it is whole.
fn pack(manifest: Manifest, database: &Path, data_dir: &Path, to: Out) -> io::Result<Manifest> {
    let file = match to {
        Out::File(file) => file,
        Out::Output(output) => return pack_into(output, manifest, database, data_dir),
    };
    let mut partial = file.clone().into_os_string();
    partial.push(".parziale");
    let partial = PathBuf::from(partial);
    let mut out = create_private_file(&partial)?;
    let packed = pack_into(&mut out, manifest, database, data_dir);
    let named = packed.and_then(|manifest| {
        out.sync_all()?;
        fs::rename(&partial, &file)?;
        Ok(manifest)
    });
    if named.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&partial);
    }
    named
}

fn pack_into<W: Write>(
    out: W,
    manifest: Manifest,
    database: &Path,
    data_dir: &Path,
) -> io::Result<Manifest> {
    let name = manifest.engine.database();
    let mut packer = Packer::new(out, manifest);
    packer.add(name, database)?;
    for folder in FOLDERS {
        packer.add_folder(folder, &data_dir.join(folder))?;
    }
    packer.finish()
}
