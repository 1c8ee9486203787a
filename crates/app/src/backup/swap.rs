//! Putting what was unpacked in the place of what was there, or nothing of it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::scratch::make_private_dirs;
use super::{EMBEDDED, FOLDERS};
use crate::error::AppError;

/// While it is there, the installation is half the old one and half the new one.
const UNDER_WAY: &str = "ripristino-in-corso";

/// Whether a restore was interrupted in `data_dir`.
pub(crate) fn is_interrupted(data_dir: &Path) -> bool {
    data_dir.join(UNDER_WAY).exists()
}

/// What stands in `data_dir` now and would be replaced.
pub(super) fn present(data_dir: &Path) -> Vec<String> {
    let database = ["", "-wal", "-shm"].map(|tail| format!("{EMBEDDED}{tail}"));
    let folders = FOLDERS.map(str::to_owned);
    let all = database.into_iter().chain(folders);
    all.filter(|name| data_dir.join(name).exists()).collect()
}

/// Folders under `data_dir` that are being exchanged. Dropped before [`Swap::done`], everything is
/// again where it was.
pub(super) struct Swap {
    data_dir: PathBuf,
    moved: Vec<(PathBuf, PathBuf)>,
}

impl Swap {
    /// Marks `unpacked` as what comes into place; it is under another name from now on.
    pub(super) fn begin(data_dir: &Path, unpacked: &Path) -> Result<Self, AppError> {
        let marked = data_dir.join(UNDER_WAY);
        if marked.exists() {
            // Left by a restore that was interrupted: it holds nothing but what it had unpacked.
            fs::remove_dir_all(&marked).map_err(failed)?;
        }
        let mut swap = Self {
            data_dir: data_dir.to_owned(),
            moved: Vec::new(),
        };
        swap.rename(unpacked.to_owned(), marked).map_err(failed)?;
        Ok(swap)
    }

    /// Where the unpacked parts are now.
    pub(super) fn unpacked(&self) -> PathBuf {
        self.data_dir.join(UNDER_WAY)
    }

    /// Moves what is in place into the new folder `aside` and what was unpacked into place.
    pub(super) fn exchange(&mut self, aside: &Path) -> Result<(), AppError> {
        for name in present(&self.data_dir) {
            let kept = aside.join(&name);
            make_private_dirs(&kept).map_err(failed)?;
            self.rename(self.data_dir.join(&name), kept)
                .map_err(failed)?;
        }
        // The database comes last: without it nobody takes the rest for an installation.
        for name in FOLDERS.into_iter().chain([EMBEDDED]) {
            let unpacked = self.unpacked().join(name);
            if unpacked.exists() {
                let place = self.data_dir.join(name);
                self.rename(unpacked, place).map_err(failed)?;
            }
        }
        Ok(())
    }

    fn rename(&mut self, from: PathBuf, to: PathBuf) -> io::Result<()> {
        fs::rename(&from, &to)?;
        self.moved.push((from, to));
        Ok(())
    }

    /// Keeps what was exchanged.
    pub(super) fn done(mut self) -> Result<(), AppError> {
        self.moved.clear();
        fs::remove_dir_all(self.unpacked()).map_err(failed)
    }
}

impl Drop for Swap {
    fn drop(&mut self) {
        while let Some((from, to)) = self.moved.pop() {
            // The error that led here is the one to tell; the mark stays and keeps `pas` from opening.
            if fs::rename(to, from).is_err() {
                return;
            }
        }
    }
}

fn failed(error: io::Error) -> AppError {
    AppError::system("mettere al suo posto ciò che sta nella copia", error)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Swap, is_interrupted, present};

    #[test]
    fn what_does_not_end_well_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let here = folder.path();
        let put = |name: &str, text: &str| {
            let file = here.join(name);
            fs::create_dir_all(file.parent().expect("inside")).expect("a folder");
            fs::write(file, text).expect("written");
        };
        let read = |name: &str| fs::read_to_string(here.join(name)).ok();
        put("pas.db", "vecchio");
        put("segreti/chiave", "vecchia");
        put("nuovo/pas.db", "nuovo");
        put("nuovo/segreti/chiave", "nuova");
        let aside = here.join("prima");
        let mut swap = Swap::begin(here, &here.join("nuovo")).expect("begun");
        assert!(is_interrupted(here));
        swap.exchange(&aside).expect("exchanged");
        assert_eq!(read("pas.db").as_deref(), Some("nuovo"));
        drop(swap);
        assert_eq!(read("pas.db").as_deref(), Some("vecchio"));
        assert_eq!(read("segreti/chiave").as_deref(), Some("vecchia"));
        assert_eq!(read("nuovo/segreti/chiave").as_deref(), Some("nuova"));
        assert!(!is_interrupted(here));
        let mut swap = Swap::begin(here, &here.join("nuovo")).expect("begun");
        swap.exchange(&aside).expect("exchanged");
        swap.done().expect("done");
        assert_eq!(read("pas.db").as_deref(), Some("nuovo"));
        assert_eq!(read("prima/segreti/chiave").as_deref(), Some("vecchia"));
        assert_eq!(present(here), ["pas.db", "segreti"]);
        assert!(!is_interrupted(here));
    }
}
