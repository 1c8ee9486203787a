//! SHA-256 of what is written and of what lies on disk.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::EditionError;

/// A file that knows the hash and the length of what went into it.
pub(crate) struct HashedFile {
    file: File,
    hash: Sha256,
    n_bytes: u64,
}

impl HashedFile {
    pub(crate) fn create(path: &Path) -> Result<Self, EditionError> {
        Ok(Self {
            file: File::create_new(path).map_err(EditionError::file("create", path))?,
            hash: Sha256::new(),
            n_bytes: 0,
        })
    }

    /// Brings the file to the disk; its hash and length.
    pub(crate) fn close(self) -> io::Result<(String, u64)> {
        self.file.sync_all()?;
        Ok((hex(&self.hash.finalize()), self.n_bytes))
    }
}

impl Write for HashedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.write(bytes)?;
        self.hash.update(&bytes[..n]);
        self.n_bytes += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// SHA-256 of `bytes`, in hexadecimal.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of a file, in hexadecimal.
pub(crate) fn of_file(path: &Path) -> Result<String, EditionError> {
    let mut file = File::open(path).map_err(EditionError::file("open", path))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let n = file
            .read(&mut buffer)
            .map_err(EditionError::file("read", path))?;
        if n == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(&buffer[..n]);
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}
