//! Files and folders that only this user can read, and such as go away by themselves.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::app::create_private_dir;
use crate::error::AppError;

/// A folder that goes away, with what is in it, unless it is kept.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new(folder: PathBuf) -> Result<Self, AppError> {
        create_private_dir(&folder)?;
        Ok(Self(folder))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left is readable by its owner alone, and the next look at the folder shows it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Makes the new file `file`.
pub(super) fn create_private_file(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// Makes the folders above `file`.
pub(super) fn make_private_dirs(file: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    file.parent()
        .map_or(Ok(()), |folder| builder.create(folder))
}
