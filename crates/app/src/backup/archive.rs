//! The archive: a zip file written in one go, whose last entry is the manifest.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use zip::ZipArchive;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

use super::manifest::{self, Manifest, Part};
use super::scratch::{create_private_file, make_private_dirs};
use crate::error::AppError;

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;
/// A manifest is smaller than this, or is none.
const LARGEST_MANIFEST: u64 = 1 << 24;

/// An archive that is being written.
pub(super) struct Packer<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    manifest: Manifest,
}

impl<W: Write> Packer<W> {
    pub(super) fn new(out: W, manifest: Manifest) -> Self {
        Self {
            zip: ZipWriter::new_stream(out),
            manifest,
        }
    }

    /// Adds `file` as `path`.
    pub(super) fn add(&mut self, path: &str, file: &Path) -> io::Result<()> {
        let mut source = File::open(file)?;
        self.zip.start_file(path, options())?;
        let (bytes, sha256) = copy(&mut source, &mut self.zip)?;
        self.manifest.parts.push(Part {
            path: path.to_owned(),
            bytes,
            sha256,
        });
        Ok(())
    }

    /// Adds every file under `folder`, if it is there, in order of name.
    pub(super) fn add_folder(&mut self, path: &str, folder: &Path) -> io::Result<()> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_str().ok_or(io::ErrorKind::InvalidFilename)?;
            let (path, file) = (format!("{path}/{name}"), entry.path());
            if file.is_dir() {
                self.add_folder(&path, &file)?;
            } else {
                self.add(&path, &file)?;
            }
        }
        Ok(())
    }

    /// Writes the manifest and ends the archive.
    pub(super) fn finish(mut self) -> io::Result<Manifest> {
        self.zip.start_file(manifest::NAME, options())?;
        self.zip.write_all(self.manifest.to_json().as_bytes())?;
        self.zip.finish()?.flush()?;
        Ok(self.manifest)
    }
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .large_file(true)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o600)
}

/// Copies all of `from`: how many bytes, and their SHA-256.
fn copy(from: &mut impl Read, to: &mut impl Write) -> io::Result<(u64, String)> {
    let mut hash = Sha256::new();
    let mut n_bytes = 0;
    let mut chunk = vec![0; CHUNK];
    loop {
        let n = match from.read(&mut chunk) {
            Ok(0) => return Ok((n_bytes, HEXLOWER.encode(&hash.finalize()))),
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(&chunk[..n]);
        to.write_all(&chunk[..n])?;
        n_bytes += n as u64;
    }
}

/// An archive that is being read.
pub(super) struct Unpacker {
    zip: ZipArchive<BufReader<File>>,
    pub(super) manifest: Manifest,
}

impl Unpacker {
    /// Opens the archive `file` and reads its manifest.
    pub(super) fn open(file: &Path) -> Result<Self, AppError> {
        let opened = File::open(file)
            .map_err(|error| AppError::system("aprire la copia di sicurezza", error))?;
        let not_ours = || {
            AppError::Unreadable(
                "il file non è una copia di sicurezza di PAS, o non è intero: se era cifrato, decifralo prima"
                    .to_owned(),
            )
        };
        let mut zip = ZipArchive::new(BufReader::new(opened)).map_err(|_| not_ours())?;
        let entry = zip.by_name(manifest::NAME).map_err(|_| not_ours())?;
        let mut text = String::new();
        let read = entry.take(LARGEST_MANIFEST).read_to_string(&mut text);
        read.map_err(|_| not_ours())?;
        let manifest: Manifest = serde_json::from_str(&text).map_err(|_| not_ours())?;
        if let Some(fault) = manifest.fault() {
            return Err(AppError::Unreadable(fault));
        }
        Ok(Self { zip, manifest })
    }

    /// Writes every part into `folder` and compares it with what the manifest says of it.
    pub(super) fn unpack(&mut self, folder: &Path) -> Result<(), AppError> {
        for part in &self.manifest.parts {
            let damaged = || {
                AppError::Unreadable(format!(
                    "la copia è danneggiata: «{}» non è come quando fu salvato; usa un'altra copia",
                    part.path
                ))
            };
            let failed = |error| AppError::system("scrivere ciò che sta nella copia", error);
            let entry = self.zip.by_name(&part.path).map_err(|_| damaged())?;
            let target = folder.join(&part.path);
            make_private_dirs(&target).map_err(failed)?;
            let mut out = create_private_file(&target).map_err(failed)?;
            let copied = copy(&mut entry.take(part.bytes + 1), &mut out);
            let (bytes, sha256) = copied.map_err(|_| damaged())?;
            if bytes != part.bytes || sha256 != part.sha256 {
                return Err(damaged());
            }
            out.sync_all().map_err(failed)?;
        }
        Ok(())
    }
}
