//! An edition that is being built: a folder of its own, which becomes an edition by being renamed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pas_cube::{Fact, Reference};

use crate::error::EditionError;
use crate::facts_writer::{FactsWriter, Layout};
use crate::folder::{self, Editions};
use crate::manifest::{About, Counts, FORMAT, FileEntry, Kind, Manifest, Period};
use crate::published::Source;
use crate::reference_check;
use crate::reference_tables;
use crate::schema::FACTS_FOLDER;

/// Folder of what is not an edition yet, and the file whose lock its builder holds.
const DRAFT: &str = ".draft";
const LOCK: &str = ".lock";
pub(crate) const MANIFEST: &str = "manifest.json";

/// The folder of one build. Who drops it gives the build up.
pub(crate) struct Draft {
    home: PathBuf,
    pub(crate) path: PathBuf,
    /// Holds the lock until it is closed; the system opens it when the process dies.
    _lock: File,
}

/// What goes into the manifest beside number and files.
pub(crate) struct Content {
    pub(crate) kind: Kind,
    pub(crate) about: About,
    pub(crate) period: Option<Period>,
    pub(crate) published: Option<Source>,
    pub(crate) counts: Counts,
}

impl Draft {
    /// Begins a build in `editions`, and clears what one that died has left.
    pub(crate) fn begin(editions: &Editions) -> Result<Self, EditionError> {
        let home = editions.path().to_owned();
        fs::create_dir_all(&home).map_err(EditionError::file("create", &home))?;
        let lock = home.join(LOCK);
        let opened = File::options().create(true).append(true).open(&lock);
        let file = opened.map_err(EditionError::file("open", &lock))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(EditionError::Busy { path: home }),
            Err(fs::TryLockError::Error(source)) => {
                return Err(EditionError::file("lock", &lock)(source));
            }
        }
        let path = home.join(DRAFT);
        clear(&path).map_err(EditionError::file("clear", &path))?;
        fs::create_dir(&path).map_err(EditionError::file("create", &path))?;
        Ok(Self {
            home,
            path,
            _lock: file,
        })
    }

    /// Writes the manifest, brings everything to the disk, and makes it the next edition.
    pub(crate) fn finish(
        self,
        content: Content,
        mut files: Vec<FileEntry>,
    ) -> Result<Manifest, EditionError> {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let number = folder::next_number(&self.home)?;
        let mut manifest = Manifest {
            format: FORMAT,
            number,
            kind: content.kind,
            content: String::new(),
            about: content.about,
            period: content.period,
            counts: content.counts,
            published: content.published,
            files,
        };
        manifest.content = manifest.content_hash();
        write_json(&self.path.join(MANIFEST), &manifest)?;
        let facts = self.path.join(FACTS_FOLDER);
        if facts.is_dir() {
            sync_folder(&facts)?;
        }
        sync_folder(&self.path)?;
        let target = folder::path_of(&self.home, number);
        fs::rename(&self.path, &target).map_err(EditionError::file("rename", &target))?;
        sync_folder(&self.home)?;
        Ok(manifest)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a finished build there is nothing; what cannot be cleared now, the next build clears.
        drop(clear(&self.path));
    }
}

fn clear(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Writes a JSON file and brings it to the disk.
pub(crate) fn write_json(path: &Path, value: &impl serde::Serialize) -> Result<(), EditionError> {
    let mut text = serde_json::to_vec_pretty(value).map_err(|source| EditionError::Json {
        path: path.to_owned(),
        source,
    })?;
    text.push(b'\n');
    let write = || {
        let mut file = File::create_new(path)?;
        file.write_all(&text)?;
        file.sync_all()
    };
    write().map_err(EditionError::file("write", path))
}

pub(crate) fn sync_folder(path: &Path) -> Result<(), EditionError> {
    let synced = File::open(path).and_then(|folder| folder.sync_all());
    synced.map_err(EditionError::file("sync", path))
}

/// Builds an edition of records, fact by fact; nothing counts before [`RecordsDraft::finish`].
pub struct RecordsDraft {
    // Stands before the folder: it closes its files before they are cleared.
    facts: FactsWriter,
    files: Vec<FileEntry>,
    about: About,
    period: Period,
    draft: Draft,
}

impl RecordsDraft {
    pub(crate) fn begin(
        editions: &Editions,
        reference: &Reference,
        about: About,
        layout: Layout,
    ) -> Result<Self, EditionError> {
        reference_check::check(reference)?;
        let draft = Draft::begin(editions)?;
        let facts = draft.path.join(FACTS_FOLDER);
        fs::create_dir(&facts).map_err(EditionError::file("create", &facts))?;
        Ok(Self {
            files: reference_tables::write(&draft.path, reference)?,
            facts: FactsWriter::create(&draft.path, reference, layout)?,
            about,
            period: reference_tables::period(reference),
            draft,
        })
    }

    /// Takes the next fact, in the order of [`crate::sort_facts`].
    pub fn push(&mut self, fact: &Fact) -> Result<(), EditionError> {
        self.facts.push(fact)
    }

    /// Makes it an edition, and gives its manifest.
    pub fn finish(mut self) -> Result<Manifest, EditionError> {
        let (facts, counts) = self.facts.finish()?;
        self.files.extend(facts);
        let content = Content {
            kind: Kind::Records,
            about: self.about,
            period: Some(self.period),
            published: None,
            counts,
        };
        self.draft.finish(content, self.files)
    }
}
